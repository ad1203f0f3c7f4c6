SELECT
  "t1"."date_start" AS "date",
  MAX("t1"."quantity") AS "value",
  MAX("t1"."origins") AS "n",
  ARRAY_AGG("t1"."row") FILTER(WHERE
    "t1"."row" IS NOT NULL) AS "rows"
FROM (
  SELECT
    *
  FROM "activity" AS "t0"
  WHERE
    "t0"."unit" = 'rung'
) AS "t1"
GROUP BY
  1
