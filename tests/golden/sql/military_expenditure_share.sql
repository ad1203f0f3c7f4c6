SELECT
  "t0"."state",
  "t0"."year",
  "t0"."value",
  1 AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "indicator" AS "t0"
WHERE
  "t0"."indicator" = 'military_expenditure_world_share'
  AND "t0"."value" IS NOT NULL
