SELECT
  "t8"."state",
  "t8"."partner",
  "t8"."year",
  "t8"."value",
  3 AS "n"
FROM (
  SELECT
    "t5"."state",
    "t5"."partner",
    "t5"."year",
    (
      (
        "t5"."exports" + "t6"."imports"
      ) * 1000000.0
    ) / NULLIF("t7"."gdp_usd", 0) AS "value"
  FROM (
    SELECT
      "t0"."year",
      "t0"."from_state" AS "state",
      "t0"."to_state" AS "partner",
      "t0"."value" AS "exports"
    FROM "flow" AS "t0"
    WHERE
      "t0"."kind" = 'goods'
      AND NOT (
        "t0"."is_estimated"
      )
      AND "t0"."value" IS NOT NULL
      AND "t0"."reporter" = 'importer'
  ) AS "t5"
  INNER JOIN (
    SELECT
      "t0"."year",
      "t0"."to_state" AS "state",
      "t0"."from_state" AS "partner",
      "t0"."value" AS "imports"
    FROM "flow" AS "t0"
    WHERE
      "t0"."kind" = 'goods'
      AND NOT (
        "t0"."is_estimated"
      )
      AND "t0"."value" IS NOT NULL
      AND "t0"."reporter" = 'exporter'
  ) AS "t6"
    ON "t5"."state" = "t6"."state"
    AND "t5"."partner" = "t6"."partner"
    AND "t5"."year" = "t6"."year"
  INNER JOIN (
    SELECT
      "t1"."state",
      "t1"."year",
      "t1"."value" AS "gdp_usd"
    FROM "indicator" AS "t1"
    WHERE
      "t1"."indicator" = 'gdp_usd' AND "t1"."value" IS NOT NULL
  ) AS "t7"
    ON "t5"."state" = "t7"."state" AND "t5"."year" = "t7"."year"
) AS "t8"
