SELECT
  "t0"."from_state" AS "state",
  "t0"."to_state" AS "partner",
  "t0"."month_start" AS "month",
  "t0"."value",
  1 AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "flow_month" AS "t0"
WHERE
  "t0"."kind" = 'visitors'
