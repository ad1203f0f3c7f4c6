SELECT
  "t0"."from_state" AS "state",
  "t0"."to_state" AS "partner",
  "t0"."year",
  "t0"."value",
  5 AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "flow" AS "t0"
WHERE
  "t0"."kind" = 'arms_five_year' AND "t0"."value" IS NOT NULL
