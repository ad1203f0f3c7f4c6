SELECT
  "t7"."state",
  "t7"."partner",
  "t7"."year",
  (
    (
      (
        "t7"."exports" + "t9"."imports"
      ) * 1000000.0
    ) / NULLIF("t11"."gdp_usd", 0)
  ) - "t14"."back" AS "value",
  4 AS "n"
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
) AS "t7"
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
) AS "t9"
  ON "t7"."state" = "t9"."state"
  AND "t7"."partner" = "t9"."partner"
  AND "t7"."year" = "t9"."year"
INNER JOIN (
  SELECT
    "t1"."state",
    "t1"."year",
    "t1"."value" AS "gdp_usd"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'gdp_usd' AND "t1"."value" IS NOT NULL
) AS "t11"
  ON "t7"."state" = "t11"."state" AND "t7"."year" = "t11"."year"
INNER JOIN (
  SELECT
    "t12"."year",
    "t12"."partner" AS "state",
    "t12"."state" AS "partner",
    "t12"."value" AS "back"
  FROM (
    SELECT
      "t10"."state",
      "t10"."partner",
      "t10"."year",
      (
        (
          "t10"."exports" + "t8"."imports"
        ) * 1000000.0
      ) / NULLIF("t11"."gdp_usd", 0) AS "value"
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
        AND "t0"."reporter" = 'exporter'
    ) AS "t10"
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
        AND "t0"."reporter" = 'importer'
    ) AS "t8"
      ON "t10"."state" = "t8"."state"
      AND "t10"."partner" = "t8"."partner"
      AND "t10"."year" = "t8"."year"
    INNER JOIN (
      SELECT
        "t1"."state",
        "t1"."year",
        "t1"."value" AS "gdp_usd"
      FROM "indicator" AS "t1"
      WHERE
        "t1"."indicator" = 'gdp_usd' AND "t1"."value" IS NOT NULL
    ) AS "t11"
      ON "t10"."state" = "t11"."state" AND "t10"."year" = "t11"."year"
  ) AS "t12"
) AS "t14"
  ON "t7"."state" = "t14"."state"
  AND "t7"."partner" = "t14"."partner"
  AND "t7"."year" = "t14"."year"
