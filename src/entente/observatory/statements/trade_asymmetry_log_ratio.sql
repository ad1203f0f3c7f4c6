SELECT
  "t6"."state",
  "t6"."partner",
  "t6"."year",
  LN(
    NULLIF(
      (
        (
          "t6"."exports" + "t7"."imports"
        ) / NULLIF("t8"."all_exports" + "t9"."all_imports", 0)
      ) / NULLIF("t12"."back", 0),
      0
    )
  ) AS "value",
  8 AS "n"
FROM (
  SELECT
    "t0"."year",
    "t0"."from_state" AS "state",
    "t0"."to_state" AS "partner",
    "t0"."value" AS "exports"
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
    "t0"."value" AS "imports"
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
    "t1"."value" AS "all_exports"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'exports_total_usd_mn' AND "t1"."value" IS NOT NULL
) AS "t8"
  ON "t6"."state" = "t8"."state" AND "t6"."year" = "t8"."year"
INNER JOIN (
  SELECT
    "t1"."state",
    "t1"."year",
    "t1"."value" AS "all_imports"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'imports_total_usd_mn' AND "t1"."value" IS NOT NULL
) AS "t9"
  ON "t6"."state" = "t9"."state" AND "t6"."year" = "t9"."year"
INNER JOIN (
  SELECT
    "t10"."year",
    "t10"."partner" AS "state",
    "t10"."state" AS "partner",
    "t10"."value" AS "back"
  FROM (
    SELECT
      "t6"."state",
      "t6"."partner",
      "t6"."year",
      (
        "t6"."exports" + "t7"."imports"
      ) / NULLIF("t8"."all_exports" + "t9"."all_imports", 0) AS "value"
    FROM (
      SELECT
        "t0"."year",
        "t0"."from_state" AS "state",
        "t0"."to_state" AS "partner",
        "t0"."value" AS "exports"
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
        "t0"."value" AS "imports"
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
        "t1"."value" AS "all_exports"
      FROM "indicator" AS "t1"
      WHERE
        "t1"."indicator" = 'exports_total_usd_mn' AND "t1"."value" IS NOT NULL
    ) AS "t8"
      ON "t6"."state" = "t8"."state" AND "t6"."year" = "t8"."year"
    INNER JOIN (
      SELECT
        "t1"."state",
        "t1"."year",
        "t1"."value" AS "all_imports"
      FROM "indicator" AS "t1"
      WHERE
        "t1"."indicator" = 'imports_total_usd_mn' AND "t1"."value" IS NOT NULL
    ) AS "t9"
      ON "t6"."state" = "t9"."state" AND "t6"."year" = "t9"."year"
  ) AS "t10"
) AS "t12"
  ON "t6"."state" = "t12"."state"
  AND "t6"."partner" = "t12"."partner"
  AND "t6"."year" = "t12"."year"
