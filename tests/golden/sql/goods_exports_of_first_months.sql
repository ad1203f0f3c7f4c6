SELECT
  *
FROM (
  SELECT
    "t1"."from_state" AS "state",
    "t1"."to_state" AS "partner",
    CAST(EXTRACT(year FROM "t1"."month_start") AS BIGINT) AS "year",
    SUM("t1"."value") / 1000 AS "value",
    COUNT(*) AS "n",
    ARRAY_AGG("t1"."row") FILTER(WHERE
      "t1"."row" IS NOT NULL) AS "rows"
  FROM (
    SELECT
      *
    FROM "flow_month" AS "t0"
    WHERE
      "t0"."kind" = 'goods'
      AND "t0"."unit" = 'usd_mn'
      AND "t0"."reporter" = 'exporter'
      AND EXTRACT(month FROM "t0"."month_start") <= 12
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2"
WHERE
  "t2"."n" = 12
