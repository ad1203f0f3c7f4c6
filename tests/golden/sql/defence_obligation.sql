SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."year",
  CAST("t0"."defence" AS BIGINT) AS "value",
  1 AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "commitment" AS "t0"
