SELECT
  "t2"."year",
  AVG(CAST("t2"."home" AS INT)) AS "value",
  COUNT(*) AS "n",
  ARRAY_AGG("t2"."row") FILTER(WHERE
    "t2"."row" IS NOT NULL) AS "rows"
FROM (
  SELECT
    "t1"."act",
    CAST(EXTRACT(year FROM MIN("t1"."date_start")) AS BIGINT) AS "year",
    BOOL_OR(CAST("t1"."home" AS BOOLEAN)) AS "home",
    MIN("t1"."row") AS "row"
  FROM (
    SELECT
      *
    FROM "activity" AS "t0"
    WHERE
      "t0"."unit" = 'act' AND "t0"."joint"
  ) AS "t1"
  GROUP BY
    1
) AS "t2"
GROUP BY
  1
