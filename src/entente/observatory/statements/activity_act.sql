SELECT
  "t1"."act",
  MIN("t1"."date_start") AS "date",
  1 AS "value",
  MAX("t1"."origins") AS "n"
FROM (
  SELECT
    *
  FROM "activity" AS "t0"
  WHERE
    "t0"."unit" = 'act'
) AS "t1"
GROUP BY
  1
