SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."date_start" AS "date",
  (
    "t0"."trade" / "t0"."months"
  ) / 1000 AS "value",
  "t0"."months" AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "trade_span" AS "t0"
