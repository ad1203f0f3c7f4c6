WITH "t10" AS (
  SELECT
    "t9"."state",
    "t9"."month",
    CAST(SUM(CAST("t9"."weight" AS DECIMAL(18, 2))) AS DOUBLE) AS "total",
    FLATTEN(ARRAY_AGG("t9"."rows") FILTER(WHERE
      "t9"."rows" IS NOT NULL)) AS "all_rows"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."month",
        "t4"."cooperation" + "t4"."conflict" AS "weight",
        "t4"."rows",
        "t4"."state_a" AS "state"
      FROM (
        SELECT
          "t3".*
          EXCLUDE ("months")
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t1"."state_a",
              "t1"."state_b",
              "t1"."month",
              CAST(SUM(CAST("t1"."cooperation" AS DECIMAL(18, 2))) AS DOUBLE) AS "cooperation",
              CAST(SUM(CAST("t1"."conflict" AS DECIMAL(18, 2))) AS DOUBLE) AS "conflict",
              SUM("t1"."days_with_events") AS "days_with_events",
              SUM("t1"."days_present") AS "days_present",
              COUNT(*) AS "months",
              ARRAY_AGG("t1"."row" ORDER BY "t1"."row" ASC) FILTER(WHERE
                "t1"."row" IS NOT NULL) AS "rows"
            FROM (
              SELECT
                "t0"."state_a",
                "t0"."state_b",
                "t0"."month_start",
                "t0"."cooperation",
                "t0"."conflict",
                "t0"."days_with_events",
                "t0"."days_present",
                "t0"."source",
                "t0"."known_on",
                "t0"."row",
                CAST(CAST("t0"."month_start" AS TIMESTAMP) + INTERVAL '0' MONTH AS DATE) AS "month"
              FROM "event_month" AS "t0"
            ) AS "t1"
            GROUP BY
              1,
              2,
              3
          ) AS "t2"
          WHERE
            "t2"."months" = 1
        ) AS "t3"
      ) AS "t4"
    ) AS "t6"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t4"."month",
        "t4"."cooperation" + "t4"."conflict" AS "weight",
        "t4"."rows",
        "t4"."state_b" AS "state"
      FROM (
        SELECT
          "t3".*
          EXCLUDE ("months")
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t1"."state_a",
              "t1"."state_b",
              "t1"."month",
              CAST(SUM(CAST("t1"."cooperation" AS DECIMAL(18, 2))) AS DOUBLE) AS "cooperation",
              CAST(SUM(CAST("t1"."conflict" AS DECIMAL(18, 2))) AS DOUBLE) AS "conflict",
              SUM("t1"."days_with_events") AS "days_with_events",
              SUM("t1"."days_present") AS "days_present",
              COUNT(*) AS "months",
              ARRAY_AGG("t1"."row" ORDER BY "t1"."row" ASC) FILTER(WHERE
                "t1"."row" IS NOT NULL) AS "rows"
            FROM (
              SELECT
                "t0"."state_a",
                "t0"."state_b",
                "t0"."month_start",
                "t0"."cooperation",
                "t0"."conflict",
                "t0"."days_with_events",
                "t0"."days_present",
                "t0"."source",
                "t0"."known_on",
                "t0"."row",
                CAST(CAST("t0"."month_start" AS TIMESTAMP) + INTERVAL '0' MONTH AS DATE) AS "month"
              FROM "event_month" AS "t0"
            ) AS "t1"
            GROUP BY
              1,
              2,
              3
          ) AS "t2"
          WHERE
            "t2"."months" = 1
        ) AS "t3"
      ) AS "t4"
    ) AS "t7"
  ) AS "t9"
  GROUP BY
    1,
    2
)
SELECT
  "t8"."state_a",
  "t8"."state_b",
  "t8"."month",
  "t8"."weight" / NULLIF((
    "t14"."total_state_a" + "t15"."total_state_b"
  ) - "t8"."weight", 0) AS "value",
  "t8"."days_with_events" AS "n",
  LIST_SORT(
    CASE
      WHEN CASE
        WHEN "t14"."rows_state_a" IS NULL OR "t15"."rows_state_b" IS NULL
        THEN NULL
        ELSE LIST_CONCAT("t14"."rows_state_a", "t15"."rows_state_b")
      END IS NULL
      THEN NULL
      ELSE LIST_DISTINCT(
        CASE
          WHEN "t14"."rows_state_a" IS NULL OR "t15"."rows_state_b" IS NULL
          THEN NULL
          ELSE LIST_CONCAT("t14"."rows_state_a", "t15"."rows_state_b")
        END
      ) + CASE
        WHEN LIST_BOOL_OR(
          LIST_APPLY(
            CASE
              WHEN "t14"."rows_state_a" IS NULL OR "t15"."rows_state_b" IS NULL
              THEN NULL
              ELSE LIST_CONCAT("t14"."rows_state_a", "t15"."rows_state_b")
            END,
            LAMBDA x : x IS NULL
          )
        )
        THEN [NULL]
        ELSE []
      END
    END
  ) AS "rows"
FROM (
  SELECT
    "t4"."state_a",
    "t4"."state_b",
    "t4"."month",
    "t4"."cooperation",
    "t4"."conflict",
    "t4"."days_with_events",
    "t4"."days_present",
    "t4"."rows",
    "t4"."cooperation" + "t4"."conflict" AS "weight"
  FROM (
    SELECT
      "t3".*
      EXCLUDE ("months")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t1"."state_a",
          "t1"."state_b",
          "t1"."month",
          CAST(SUM(CAST("t1"."cooperation" AS DECIMAL(18, 2))) AS DOUBLE) AS "cooperation",
          CAST(SUM(CAST("t1"."conflict" AS DECIMAL(18, 2))) AS DOUBLE) AS "conflict",
          SUM("t1"."days_with_events") AS "days_with_events",
          SUM("t1"."days_present") AS "days_present",
          COUNT(*) AS "months",
          ARRAY_AGG("t1"."row" ORDER BY "t1"."row" ASC) FILTER(WHERE
            "t1"."row" IS NOT NULL) AS "rows"
        FROM (
          SELECT
            "t0"."state_a",
            "t0"."state_b",
            "t0"."month_start",
            "t0"."cooperation",
            "t0"."conflict",
            "t0"."days_with_events",
            "t0"."days_present",
            "t0"."source",
            "t0"."known_on",
            "t0"."row",
            CAST(CAST("t0"."month_start" AS TIMESTAMP) + INTERVAL '0' MONTH AS DATE) AS "month"
          FROM "event_month" AS "t0"
        ) AS "t1"
        GROUP BY
          1,
          2,
          3
      ) AS "t2"
      WHERE
        "t2"."months" = 1
    ) AS "t3"
  ) AS "t4"
) AS "t8"
INNER JOIN (
  SELECT
    "t11"."month",
    "t11"."total" AS "total_state_a",
    "t11"."all_rows" AS "rows_state_a",
    "t11"."state" AS "state_a"
  FROM "t10" AS "t11"
) AS "t14"
  ON "t8"."state_a" = "t14"."state_a" AND "t8"."month" = "t14"."month"
INNER JOIN (
  SELECT
    "t11"."month",
    "t11"."total" AS "total_state_b",
    "t11"."all_rows" AS "rows_state_b",
    "t11"."state" AS "state_b"
  FROM "t10" AS "t11"
) AS "t15"
  ON "t8"."state_b" = "t15"."state_b" AND "t8"."month" = "t15"."month"
