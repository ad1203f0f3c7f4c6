WITH "t16" AS (
  SELECT
    "t15"."state_a",
    "t15"."state_b",
    "t15"."year",
    "t15"."instrument",
    COUNT(DISTINCT "t15"."act") AS "value",
    COUNT(DISTINCT "t15"."act") AS "n",
    ARRAY_AGG("t15"."row") FILTER(WHERE
      "t15"."row" IS NOT NULL) AS "rows"
  FROM (
    SELECT
      "t13".*
      EXCLUDE ("state_list")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t9"."act",
          "t9"."instrument",
          "t9"."actors",
          "t9"."date_start",
          "t9"."date_end",
          "t9"."row",
          "t9"."year",
          "t9"."quarter",
          "t9"."state_list",
          "t9"."state_a",
          UNNEST("t9"."state_list") AS "state_b"
        FROM (
          SELECT
            "t7"."act",
            "t7"."instrument",
            "t7"."actors",
            "t7"."date_start",
            "t7"."date_end",
            "t7"."row",
            "t7"."year",
            "t7"."quarter",
            "t7"."state_list",
            UNNEST("t7"."state_list") AS "state_a"
          FROM (
            SELECT
              "t4"."act",
              "t4"."instrument",
              "t4"."actors",
              "t4"."date_start",
              "t4"."date_end",
              "t4"."row",
              CAST(EXTRACT(year FROM "t4"."date_start") AS BIGINT) AS "year",
              DATE_TRUNC('QUARTER', "t4"."date_start") AS "quarter",
              STR_SPLIT("t4"."actors", ';') AS "state_list"
            FROM (
              SELECT
                "t2"."act",
                "t2"."instrument",
                "t2"."actors",
                MIN("t2"."date_start") AS "date_start",
                MAX("t2"."date_end") AS "date_end",
                MIN("t2"."row") AS "row"
              FROM (
                SELECT
                  *
                FROM "activity" AS "t0"
                WHERE
                  "t0"."instrument" = 'leaders_meeting' AND "t0"."unit" = 'act'
              ) AS "t2"
              GROUP BY
                1,
                2,
                3
            ) AS "t4"
          ) AS "t7"
        ) AS "t9"
      ) AS "t11"
      WHERE
        "t11"."state_a" < "t11"."state_b"
    ) AS "t13"
  ) AS "t15"
  GROUP BY
    1,
    2,
    3,
    4
), "t22" AS (
  SELECT
    "t17"."state_a",
    "t17"."state_b",
    "t17"."year",
    SUM("t17"."value") AS "value",
    SUM("t17"."n") AS "n",
    FLATTEN(ARRAY_AGG("t17"."rows") FILTER(WHERE
      "t17"."rows" IS NOT NULL)) AS "rows"
  FROM "t16" AS "t17"
  GROUP BY
    1,
    2,
    3
), "t26" AS (
  SELECT
    "t14"."instrument",
    "t14"."actors",
    "t14"."theatre",
    "t14"."date_from",
    "t14"."date_to",
    "t14"."complete",
    "t14"."basis",
    "t14"."source",
    "t14"."known_on",
    "t14"."row",
    "t14"."state_a",
    "t14"."state_b",
    "t14"."only",
    "t21"."instrument" AS "instrument_right",
    "t21"."met"
  FROM (
    SELECT
      "t10"."instrument",
      "t10"."actors",
      COALESCE("t10"."theatre", '') AS "theatre",
      "t10"."date_from",
      "t10"."date_to",
      "t10"."complete",
      "t10"."basis",
      "t10"."source",
      "t10"."known_on",
      "t10"."row",
      "t10"."state_a",
      "t10"."state_b",
      MIN("t10"."instrument") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) = MAX("t10"."instrument") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "only"
    FROM (
      SELECT
        "t8".*
        EXCLUDE ("state_list")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t5"."instrument",
            "t5"."actors",
            "t5"."theatre",
            "t5"."date_from",
            "t5"."date_to",
            "t5"."complete",
            "t5"."basis",
            "t5"."source",
            "t5"."known_on",
            "t5"."row",
            "t5"."state_list",
            "t5"."state_a",
            UNNEST("t5"."state_list") AS "state_b"
          FROM (
            SELECT
              "t3"."instrument",
              "t3"."actors",
              "t3"."theatre",
              "t3"."date_from",
              "t3"."date_to",
              "t3"."complete",
              "t3"."basis",
              "t3"."source",
              "t3"."known_on",
              "t3"."row",
              "t3"."state_list",
              UNNEST("t3"."state_list") AS "state_a"
            FROM (
              SELECT
                "t1"."instrument",
                "t1"."actors",
                "t1"."theatre",
                "t1"."date_from",
                "t1"."date_to",
                "t1"."complete",
                "t1"."basis",
                "t1"."source",
                "t1"."known_on",
                "t1"."row",
                STR_SPLIT("t1"."actors", ';') AS "state_list"
              FROM "coverage" AS "t1"
              WHERE
                "t1"."instrument" = 'leaders_meeting'
            ) AS "t3"
          ) AS "t5"
        ) AS "t6"
        WHERE
          "t6"."state_a" < "t6"."state_b"
      ) AS "t8"
    ) AS "t10"
  ) AS "t14"
  LEFT OUTER JOIN (
    SELECT DISTINCT
      "t17"."instrument",
      TRUE AS "met"
    FROM "t16" AS "t17"
  ) AS "t21"
    ON "t14"."instrument" = "t21"."instrument"
), "t28" AS (
  SELECT
    "t27"."state_a",
    "t27"."state_b",
    "t27"."instrument",
    "t27"."actors",
    "t27"."theatre",
    "t27"."date_from",
    "t27"."date_to",
    "t27"."complete",
    "t27"."row"
  FROM "t26" AS "t27"
  WHERE
    "t27"."only" OR (
      "t27"."met" IS NOT NULL
    )
), "t36" AS (
  SELECT
    "t29"."state_a",
    "t29"."state_b",
    COUNT(DISTINCT "t29"."instrument" || '/' || "t29"."actors" || '/' || "t29"."theatre") AS "series",
    MIN("t29"."date_from") AS "date_from",
    MAX("t29"."date_to") AS "date_to"
  FROM "t28" AS "t29"
  GROUP BY
    1,
    2
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t49"."state_a",
      "t49"."state_b",
      "t49"."year",
      COALESCE("t49"."value", 0) AS "value",
      COALESCE("t49"."n", 0) AS "n",
      CASE WHEN "t49"."value" IS NULL THEN "t49"."spans" ELSE "t49"."rows" END AS "rows"
    FROM (
      SELECT
        "t48"."state_a",
        "t48"."state_b",
        "t48"."year",
        "t45"."spans",
        (
          "t45"."complete" = "t48"."series"
        ) AND (
          "t38"."unknown" IS NULL
        ) AS "census",
        "t25"."state_a" AS "state_a_right",
        "t25"."state_b" AS "state_b_right",
        "t25"."year" AS "year_right",
        "t25"."value",
        "t25"."n",
        "t25"."rows"
      FROM (
        SELECT
          "t46"."state_a",
          "t46"."state_b",
          "t46"."series",
          "t46"."date_from",
          "t46"."date_to",
          "t46"."number" AS "year"
        FROM (
          SELECT
            "t43"."state_a",
            "t43"."state_b",
            "t43"."series",
            "t43"."date_from",
            "t43"."date_to",
            "t43"."first",
            "t43"."stop",
            UNNEST(RANGE("t43"."first", "t43"."stop", 1)) AS "number"
          FROM (
            SELECT
              "t39"."state_a",
              "t39"."state_b",
              "t39"."series",
              "t39"."date_from",
              "t39"."date_to",
              CAST(EXTRACT(year FROM "t39"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
              CAST(EXTRACT(year FROM "t39"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
            FROM "t36" AS "t39"
          ) AS "t43"
        ) AS "t46"
      ) AS "t48"
      LEFT OUTER JOIN (
        SELECT DISTINCT
          *
        FROM (
          SELECT
            "t20"."state_a",
            "t20"."state_b",
            TRUE AS "unknown"
          FROM (
            SELECT DISTINCT
              "t17"."state_a",
              "t17"."state_b",
              "t17"."instrument"
            FROM "t16" AS "t17"
          ) AS "t20"
          ANTI JOIN "t28" AS "t31"
            ON "t20"."state_a" = "t31"."state_a"
            AND "t20"."state_b" = "t31"."state_b"
            AND "t20"."instrument" = "t31"."instrument"
        ) AS "t33"
      ) AS "t38"
        ON "t48"."state_a" = "t38"."state_a" AND "t48"."state_b" = "t38"."state_b"
      LEFT OUTER JOIN (
        SELECT
          "t41"."state_a",
          "t41"."state_b",
          "t41"."year",
          COUNT(*) AS "complete",
          FLATTEN(ARRAY_AGG("t41"."rows") FILTER(WHERE
            "t41"."rows" IS NOT NULL)) AS "spans"
        FROM (
          SELECT
            "t37"."state_a",
            "t37"."state_b",
            "t37"."instrument",
            "t37"."actors",
            "t37"."theatre",
            "t37"."year",
            ARRAY_AGG("t37"."row") FILTER(WHERE
              "t37"."row" IS NOT NULL) AS "rows"
          FROM (
            SELECT
              "t34".*
              EXCLUDE ("first", "number", "stop")
            FROM (
              SELECT
                "t32"."state_a",
                "t32"."state_b",
                "t32"."instrument",
                "t32"."actors",
                "t32"."theatre",
                "t32"."date_from",
                "t32"."date_to",
                "t32"."complete",
                "t32"."row",
                "t32"."first",
                "t32"."stop",
                "t32"."number",
                "t32"."number" AS "year"
              FROM (
                SELECT
                  "t30"."state_a",
                  "t30"."state_b",
                  "t30"."instrument",
                  "t30"."actors",
                  "t30"."theatre",
                  "t30"."date_from",
                  "t30"."date_to",
                  "t30"."complete",
                  "t30"."row",
                  "t30"."first",
                  "t30"."stop",
                  UNNEST(RANGE("t30"."first", "t30"."stop", 1)) AS "number"
                FROM (
                  SELECT
                    "t27"."state_a",
                    "t27"."state_b",
                    "t27"."instrument",
                    "t27"."actors",
                    "t27"."theatre",
                    "t27"."date_from",
                    "t27"."date_to",
                    "t27"."complete",
                    "t27"."row",
                    CAST(EXTRACT(year FROM "t27"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
                    CAST(EXTRACT(year FROM "t27"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
                  FROM "t26" AS "t27"
                  WHERE
                    (
                      "t27"."only" OR (
                        "t27"."met" IS NOT NULL
                      )
                    ) AND "t27"."complete"
                ) AS "t30"
              ) AS "t32"
            ) AS "t34"
          ) AS "t37"
          GROUP BY
            1,
            2,
            3,
            4,
            5,
            6
        ) AS "t41"
        GROUP BY
          1,
          2,
          3
      ) AS "t45"
        ON "t48"."state_a" = "t45"."state_a"
        AND "t48"."state_b" = "t45"."state_b"
        AND "t48"."year" = "t45"."year"
      LEFT OUTER JOIN "t22" AS "t25"
        ON "t48"."state_a" = "t25"."state_a"
        AND "t48"."state_b" = "t25"."state_b"
        AND "t48"."year" = "t25"."year"
    ) AS "t49"
    WHERE
      "t49"."census" OR (
        "t49"."value" IS NOT NULL
      )
  ) AS "t50"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t24"."state_a",
      "t24"."state_b",
      "t24"."year",
      "t24"."value",
      "t24"."n",
      "t24"."rows"
    FROM "t22" AS "t24"
    ANTI JOIN "t36" AS "t40"
      ON "t24"."state_a" = "t40"."state_a" AND "t24"."state_b" = "t40"."state_b"
  ) AS "t42"
) AS "t51"
