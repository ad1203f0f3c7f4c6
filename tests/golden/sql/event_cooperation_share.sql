SELECT
  "t4"."state_a",
  "t4"."state_b",
  "t4"."month",
  "t4"."cooperation" / NULLIF("t4"."cooperation" + "t4"."conflict", 0) AS "value",
  "t4"."days_with_events" AS "n",
  "t4"."rows"
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
