SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."year",
  CAST("t0"."defence" AS BIGINT) AS "value",
  1 AS "n"
FROM "commitment" AS "t0"
