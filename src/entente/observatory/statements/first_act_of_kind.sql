SELECT
  "t2"."kind",
  "t2"."date",
  1 AS "value",
  "t2"."n"
FROM (
  SELECT
    "t1"."instrument" AS "kind",
    MIN("t1"."date_start") AS "date",
    FIRST("t1"."origins" ORDER BY "t1"."date_start") AS "n"
  FROM (
    SELECT
      *
    FROM "activity" AS "t0"
    WHERE
      "t0"."unit" = 'act'
  ) AS "t1"
  GROUP BY
    1
) AS "t2"
