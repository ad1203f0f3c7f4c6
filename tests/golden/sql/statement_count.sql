SELECT
  "t1"."date_start" AS "date",
  COUNT(DISTINCT "t1"."act") AS "value",
  COUNT(DISTINCT "t1"."act") AS "n",
  ARRAY_AGG("t1"."row") FILTER(WHERE
    "t1"."row" IS NOT NULL) AS "rows"
FROM (
  SELECT
    *
  FROM "activity" AS "t0"
  WHERE
    "t0"."unit" = 'act'
    AND "t0"."instrument" IN ('joint_statement', 'statement_support')
) AS "t1"
GROUP BY
  1
