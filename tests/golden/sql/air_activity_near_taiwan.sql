SELECT
  "t0"."state",
  "t0"."target" AS "partner",
  "t0"."month_start" AS "month",
  "t0"."aircraft" / NULLIF("t0"."days_reported", 0) AS "value",
  "t0"."days_reported" AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "air_activity" AS "t0"
