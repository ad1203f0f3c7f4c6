SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."year",
  (
    "t0"."mentions" * 1000.0
  ) / NULLIF("t0"."words", 0) AS "value",
  "t0"."mentions" AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "mention" AS "t0"
