WITH "t4" AS (
  SELECT
    "t1"."state",
    "t1"."year",
    "t1"."value" AS "exports",
    "t1"."row" AS "exports_row"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'exports_total_usd_mn' AND "t1"."value" IS NOT NULL
)
SELECT
  "t5"."state",
  "t5"."partner",
  "t5"."year",
  (
    "t5"."sold" / NULLIF("t8"."exports", 0)
  ) / (
    NULLIF("t6"."imports", 0) / NULLIF("t11"."world", 0)
  ) AS "value",
  "t11"."n",
  CASE
    WHEN "t11"."world_rows" IS NULL
    OR CAST(["t5"."sold_row", "t6"."imports_row"] AS BIGINT[]) IS NULL
    THEN NULL
    ELSE LIST_CONCAT("t11"."world_rows", CAST(["t5"."sold_row", "t6"."imports_row"] AS BIGINT[]))
  END AS "rows"
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
INNER JOIN "t4" AS "t8"
  ON "t5"."state" = "t8"."state" AND "t5"."year" = "t8"."year"
INNER JOIN (
  SELECT
    "t1"."year",
    "t1"."value" AS "imports",
    "t1"."row" AS "imports_row",
    "t1"."state" AS "partner"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'imports_total_usd_mn' AND "t1"."value" IS NOT NULL
) AS "t6"
  ON "t5"."partner" = "t6"."partner" AND "t5"."year" = "t6"."year"
INNER JOIN (
  SELECT
    "t9"."year",
    CASE WHEN "t9"."n" < 150 THEN CAST(NULL AS DOUBLE) ELSE "t9"."world" END AS "world",
    "t9"."n",
    "t9"."world_rows"
  FROM (
    SELECT
      "t7"."year",
      SUM("t7"."exports") AS "world",
      COUNT(*) AS "n",
      ARRAY_AGG("t7"."exports_row" ORDER BY "t7"."exports_row" ASC) FILTER(WHERE
        "t7"."exports_row" IS NOT NULL) AS "world_rows"
    FROM "t4" AS "t7"
    GROUP BY
      1
  ) AS "t9"
) AS "t11"
  ON "t5"."year" = "t11"."year"
