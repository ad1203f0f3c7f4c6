SELECT
  "t3"."state",
  "t3"."partner",
  "t3"."year",
  (
    "t3"."exports" + "t4"."imports"
  ) / 1000 AS "value",
  2 AS "n"
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
) AS "t3"
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
) AS "t4"
  ON "t3"."state" = "t4"."state"
  AND "t3"."partner" = "t4"."partner"
  AND "t3"."year" = "t4"."year"
