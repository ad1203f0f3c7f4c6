SELECT
  "t0"."year",
  "t0"."one_no" / NULLIF("t0"."recorded", 0) AS "value",
  "t0"."recorded" AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "assembly_year" AS "t0"
