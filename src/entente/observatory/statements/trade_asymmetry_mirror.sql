SELECT
  "t8"."state",
  "t8"."partner",
  "t8"."year",
  (
    (
      "t8"."exports" + "t10"."imports"
    ) / NULLIF("t12"."all_exports" + "t13"."all_imports", 0)
  ) - "t16"."back" AS "value",
  6 AS "n"
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
    AND "t0"."reporter" = 'importer'
) AS "t8"
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
    AND "t0"."reporter" = 'exporter'
) AS "t10"
  ON "t8"."state" = "t10"."state"
  AND "t8"."partner" = "t10"."partner"
  AND "t8"."year" = "t10"."year"
INNER JOIN (
  SELECT
    "t1"."state",
    "t1"."year",
    "t1"."value" AS "all_exports"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'exports_total_usd_mn' AND "t1"."value" IS NOT NULL
) AS "t12"
  ON "t8"."state" = "t12"."state" AND "t8"."year" = "t12"."year"
INNER JOIN (
  SELECT
    "t1"."state",
    "t1"."year",
    "t1"."value" AS "all_imports"
  FROM "indicator" AS "t1"
  WHERE
    "t1"."indicator" = 'imports_total_usd_mn' AND "t1"."value" IS NOT NULL
) AS "t13"
  ON "t8"."state" = "t13"."state" AND "t8"."year" = "t13"."year"
INNER JOIN (
  SELECT
    "t14"."year",
    "t14"."partner" AS "state",
    "t14"."state" AS "partner",
    "t14"."value" AS "back"
  FROM (
    SELECT
      "t11"."state",
      "t11"."partner",
      "t11"."year",
      (
        "t11"."exports" + "t9"."imports"
      ) / NULLIF("t12"."all_exports" + "t13"."all_imports", 0) AS "value"
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
    ) AS "t11"
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
    ) AS "t9"
      ON "t11"."state" = "t9"."state"
      AND "t11"."partner" = "t9"."partner"
      AND "t11"."year" = "t9"."year"
    INNER JOIN (
      SELECT
        "t1"."state",
        "t1"."year",
        "t1"."value" AS "all_exports"
      FROM "indicator" AS "t1"
      WHERE
        "t1"."indicator" = 'exports_total_usd_mn' AND "t1"."value" IS NOT NULL
    ) AS "t12"
      ON "t11"."state" = "t12"."state" AND "t11"."year" = "t12"."year"
    INNER JOIN (
      SELECT
        "t1"."state",
        "t1"."year",
        "t1"."value" AS "all_imports"
      FROM "indicator" AS "t1"
      WHERE
        "t1"."indicator" = 'imports_total_usd_mn' AND "t1"."value" IS NOT NULL
    ) AS "t13"
      ON "t11"."state" = "t13"."state" AND "t11"."year" = "t13"."year"
  ) AS "t14"
) AS "t16"
  ON "t8"."state" = "t16"."state"
  AND "t8"."partner" = "t16"."partner"
  AND "t8"."year" = "t16"."year"
