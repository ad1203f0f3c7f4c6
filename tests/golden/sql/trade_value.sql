SELECT
  "t5"."state",
  "t5"."partner",
  "t5"."year",
  "t5"."both_ways" / 1000 AS "value",
  "t5"."n",
  "t5"."rows"
FROM (
  SELECT
    "t3"."state",
    "t3"."partner",
    "t3"."year",
    "t3"."exports" + "t4"."imports" AS "both_ways",
    2 AS "n",
    CAST(["t3"."export_row", "t4"."import_row"] AS BIGINT[]) AS "rows"
  FROM (
    SELECT
      "t0"."year",
      "t0"."from_state" AS "state",
      "t0"."to_state" AS "partner",
      "t0"."value" AS "exports",
      "t0"."row" AS "export_row"
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
      "t0"."value" AS "imports",
      "t0"."row" AS "import_row"
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
) AS "t5"
