SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."year",
  CAST("t0"."defence" AS BIGINT) + CAST("t0"."offence" AS BIGINT) + CAST("t0"."neutrality" AS BIGINT) + CAST("t0"."non_aggression" AS BIGINT) + CAST("t0"."consultation" AS BIGINT) AS "value",
  5 AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "commitment" AS "t0"
