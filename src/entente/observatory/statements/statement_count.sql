SELECT
  "t1"."date_start" AS "date",
  COUNT(DISTINCT "t1"."act") AS "value",
  COUNT(DISTINCT "t1"."act") AS "n"
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
