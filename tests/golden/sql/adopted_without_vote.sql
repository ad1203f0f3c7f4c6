SELECT
  "t0"."year",
  (
    "t0"."numbered" - "t0"."recorded"
  ) / NULLIF("t0"."numbered", 0) AS "value",
  "t0"."numbered" AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "assembly_session" AS "t0"
