SELECT
  "t3"."state",
  "t3"."partner",
  "t3"."month",
  (
    (
      (
        "t3"."out" + "t4"."back"
      ) / NULLIF("t7"."earlier", 0)
    ) - 1
  ) * 100 AS "value",
  4 AS "n",
  CASE
    WHEN CAST(["t3"."one", "t4"."two"] AS BIGINT[]) IS NULL OR "t7"."earlier_rows" IS NULL
    THEN NULL
    ELSE LIST_CONCAT(CAST(["t3"."one", "t4"."two"] AS BIGINT[]), "t7"."earlier_rows")
  END AS "rows"
FROM (
  SELECT
    "t0"."unit",
    "t0"."from_state" AS "state",
    "t0"."to_state" AS "partner",
    "t0"."month_start" AS "month",
    "t0"."value" AS "out",
    "t0"."row" AS "one"
  FROM "flow_month" AS "t0"
  WHERE
    "t0"."kind" = 'goods' AND "t0"."reporter" = 'exporter'
) AS "t3"
INNER JOIN (
  SELECT
    "t0"."unit",
    "t0"."to_state" AS "state",
    "t0"."from_state" AS "partner",
    "t0"."month_start" AS "month",
    "t0"."value" AS "back",
    "t0"."row" AS "two"
  FROM "flow_month" AS "t0"
  WHERE
    "t0"."kind" = 'goods' AND "t0"."reporter" = 'importer'
) AS "t4"
  ON "t3"."state" = "t4"."state"
  AND "t3"."partner" = "t4"."partner"
  AND "t3"."month" = "t4"."month"
  AND "t3"."unit" = "t4"."unit"
INNER JOIN (
  SELECT
    "t5"."state",
    "t5"."partner",
    "t5"."unit",
    CAST(CAST("t5"."month" AS TIMESTAMP) + INTERVAL '12' MONTH AS DATE) AS "month",
    "t5"."value" AS "earlier",
    "t5"."rows" AS "earlier_rows"
  FROM (
    SELECT
      "t3"."state",
      "t3"."partner",
      "t3"."month",
      "t3"."unit",
      "t3"."out" + "t4"."back" AS "value",
      CAST(["t3"."one", "t4"."two"] AS BIGINT[]) AS "rows"
    FROM (
      SELECT
        "t0"."unit",
        "t0"."from_state" AS "state",
        "t0"."to_state" AS "partner",
        "t0"."month_start" AS "month",
        "t0"."value" AS "out",
        "t0"."row" AS "one"
      FROM "flow_month" AS "t0"
      WHERE
        "t0"."kind" = 'goods' AND "t0"."reporter" = 'exporter'
    ) AS "t3"
    INNER JOIN (
      SELECT
        "t0"."unit",
        "t0"."to_state" AS "state",
        "t0"."from_state" AS "partner",
        "t0"."month_start" AS "month",
        "t0"."value" AS "back",
        "t0"."row" AS "two"
      FROM "flow_month" AS "t0"
      WHERE
        "t0"."kind" = 'goods' AND "t0"."reporter" = 'importer'
    ) AS "t4"
      ON "t3"."state" = "t4"."state"
      AND "t3"."partner" = "t4"."partner"
      AND "t3"."month" = "t4"."month"
      AND "t3"."unit" = "t4"."unit"
  ) AS "t5"
) AS "t7"
  ON "t3"."state" = "t7"."state"
  AND "t3"."partner" = "t7"."partner"
  AND "t3"."unit" = "t7"."unit"
  AND "t3"."month" = "t7"."month"
