SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."kind",
  "t0"."year",
  CAST("t0"."visits" AS DOUBLE) AS "value",
  "t0"."visits" AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "visit" AS "t0"
