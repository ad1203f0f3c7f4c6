SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."year",
  "t0"."share_of_two" AS "value",
  1 AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "influence" AS "t0"
