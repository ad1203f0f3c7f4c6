SELECT
  "t5"."state",
  "t5"."partner",
  "t5"."year",
  LN(NULLIF("t5"."sold", 0) / "t4"."expected") AS "value",
  2 AS "n",
  CAST(["t5"."sold_row", "t4"."expected_row"] AS BIGINT[]) AS "rows"
FROM (
  SELECT
    "t0"."year",
    "t0"."from_state" AS "state",
    "t0"."to_state" AS "partner",
    "t0"."value" AS "sold",
    "t0"."row" AS "sold_row"
  FROM "flow" AS "t0"
  WHERE
    "t0"."kind" = 'goods'
    AND "t0"."reporter" = 'exporter'
    AND NOT (
      "t0"."is_estimated"
    )
    AND "t0"."value" IS NOT NULL
) AS "t5"
INNER JOIN (
  SELECT
    "t1"."year",
    "t1"."state",
    "t1"."partner",
    "t1"."expected",
    "t1"."row" AS "expected_row"
  FROM "gravity" AS "t1"
) AS "t4"
  ON "t5"."state" = "t4"."state"
  AND "t5"."partner" = "t4"."partner"
  AND "t5"."year" = "t4"."year"
