SELECT
  "t4"."state",
  "t4"."partner",
  "t4"."year",
  "t4"."tiv" / NULLIF("t5"."all_tiv", 0) AS "value",
  5 AS "n",
  CAST(["t4"."tiv_row", "t5"."all_tiv_row"] AS BIGINT[]) AS "rows"
FROM (
  SELECT
    "t0"."year",
    "t0"."from_state" AS "state",
    "t0"."to_state" AS "partner",
    "t0"."value" AS "tiv",
    "t0"."row" AS "tiv_row"
  FROM "flow" AS "t0"
  WHERE
    "t0"."kind" = 'arms_five_year' AND "t0"."value" IS NOT NULL
) AS "t4"
INNER JOIN (
  SELECT
    "t1"."state",
    "t1"."year",
    "t1"."value" AS "all_tiv",
    "t1"."row" AS "all_tiv_row"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'arms_imports_five_year_tiv' AND "t1"."value" IS NOT NULL
) AS "t5"
  ON "t4"."partner" = "t5"."state" AND "t4"."year" = "t5"."year"
