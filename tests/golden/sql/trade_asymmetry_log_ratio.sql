WITH "t10" AS (
  SELECT
    "t6"."state",
    "t6"."partner",
    "t6"."year",
    (
      (
        "t6"."exports" + "t7"."imports"
      ) * 1.0
    ) / NULLIF("t8"."exports_total_usd_mn" + "t9"."imports_total_usd_mn", 0) AS "value",
    2 + 2 AS "n",
    CASE
      WHEN CAST(["t6"."export_row", "t7"."import_row"] AS BIGINT[]) IS NULL
      OR CAST(["t8"."exports_total_usd_mn_row", "t9"."imports_total_usd_mn_row"] AS BIGINT[]) IS NULL
      THEN NULL
      ELSE LIST_CONCAT(
        CAST(["t6"."export_row", "t7"."import_row"] AS BIGINT[]),
        CAST(["t8"."exports_total_usd_mn_row", "t9"."imports_total_usd_mn_row"] AS BIGINT[])
      )
    END AS "rows"
  FROM (
    SELECT
      "t0"."year",
      "t0"."from_state" AS "state",
      "t0"."to_state" AS "partner",
      "t0"."value" AS "exports",
      "t0"."row" AS "export_row"
    FROM "flow" AS "t0"
    WHERE
      "t0"."kind" = 'goods'
      AND NOT (
        "t0"."is_estimated"
      )
      AND "t0"."value" IS NOT NULL
      AND "t0"."reporter" = 'exporter'
  ) AS "t6"
  INNER JOIN (
    SELECT
      "t0"."year",
      "t0"."to_state" AS "state",
      "t0"."from_state" AS "partner",
      "t0"."value" AS "imports",
      "t0"."row" AS "import_row"
    FROM "flow" AS "t0"
    WHERE
      "t0"."kind" = 'goods'
      AND NOT (
        "t0"."is_estimated"
      )
      AND "t0"."value" IS NOT NULL
      AND "t0"."reporter" = 'importer'
  ) AS "t7"
    ON "t6"."state" = "t7"."state"
    AND "t6"."partner" = "t7"."partner"
    AND "t6"."year" = "t7"."year"
  INNER JOIN (
    SELECT
      "t1"."state",
      "t1"."year",
      "t1"."value" AS "exports_total_usd_mn",
      "t1"."row" AS "exports_total_usd_mn_row"
    FROM "indicator" AS "t1"
    WHERE
      "t1"."indicator" = 'exports_total_usd_mn' AND "t1"."value" IS NOT NULL
  ) AS "t8"
    ON "t6"."state" = "t8"."state" AND "t6"."year" = "t8"."year"
  INNER JOIN (
    SELECT
      "t1"."state",
      "t1"."year",
      "t1"."value" AS "imports_total_usd_mn",
      "t1"."row" AS "imports_total_usd_mn_row"
    FROM "indicator" AS "t1"
    WHERE
      "t1"."indicator" = 'imports_total_usd_mn' AND "t1"."value" IS NOT NULL
  ) AS "t9"
    ON "t6"."state" = "t9"."state" AND "t6"."year" = "t9"."year"
)
SELECT
  "t16"."state",
  "t16"."partner",
  "t16"."year",
  LN(NULLIF("t16"."value" / NULLIF("t16"."back", 0), 0)) AS "value",
  "t16"."n",
  "t16"."rows"
FROM (
  SELECT
    "t13"."state",
    "t13"."partner",
    "t13"."year",
    "t13"."value",
    "t15"."back",
    (
      "t13"."n" + "t15"."back_n"
    ) - 0 AS "n",
    CASE
      WHEN CASE
        WHEN "t13"."rows" IS NULL OR "t15"."back_rows" IS NULL
        THEN NULL
        ELSE LIST_CONCAT("t13"."rows", "t15"."back_rows")
      END IS NULL
      THEN NULL
      ELSE LIST_DISTINCT(
        CASE
          WHEN "t13"."rows" IS NULL OR "t15"."back_rows" IS NULL
          THEN NULL
          ELSE LIST_CONCAT("t13"."rows", "t15"."back_rows")
        END
      ) + CASE
        WHEN LIST_BOOL_OR(
          LIST_APPLY(
            CASE
              WHEN "t13"."rows" IS NULL OR "t15"."back_rows" IS NULL
              THEN NULL
              ELSE LIST_CONCAT("t13"."rows", "t15"."back_rows")
            END,
            LAMBDA x : x IS NULL
          )
        )
        THEN [NULL]
        ELSE []
      END
    END AS "rows"
  FROM "t10" AS "t13"
  INNER JOIN (
    SELECT
      "t11"."year",
      "t11"."partner" AS "state",
      "t11"."state" AS "partner",
      "t11"."value" AS "back",
      "t11"."n" AS "back_n",
      "t11"."rows" AS "back_rows"
    FROM "t10" AS "t11"
  ) AS "t15"
    ON "t13"."state" = "t15"."state"
    AND "t13"."partner" = "t15"."partner"
    AND "t13"."year" = "t15"."year"
) AS "t16"
