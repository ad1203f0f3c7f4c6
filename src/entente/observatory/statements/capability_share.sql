SELECT
  "t0"."state",
  "t0"."year",
  "t0"."value",
  1 AS "n"
FROM "indicator" AS "t0"
WHERE
  "t0"."indicator" = 'cinc' AND "t0"."value" IS NOT NULL
