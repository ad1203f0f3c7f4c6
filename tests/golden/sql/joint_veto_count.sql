WITH "t12" AS (
  SELECT
    "t11"."state_a",
    "t11"."state_b",
    "t11"."year",
    COUNT(DISTINCT "t11"."draft") AS "value",
    COUNT(DISTINCT "t11"."draft") AS "n",
    ARRAY_AGG("t11"."row") FILTER(WHERE
      "t11"."row" IS NOT NULL) AS "rows"
  FROM (
    SELECT
      "t9".*
      EXCLUDE ("state_list")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t5"."date",
          "t5"."draft",
          "t5"."meeting",
          "t5"."states",
          "t5"."topic",
          "t5"."theatre",
          "t5"."verified",
          "t5"."source",
          "t5"."known_on",
          "t5"."row",
          "t5"."year",
          "t5"."state_list",
          "t5"."state_a",
          UNNEST("t5"."state_list") AS "state_b"
        FROM (
          SELECT
            "t3"."date",
            "t3"."draft",
            "t3"."meeting",
            "t3"."states",
            "t3"."topic",
            "t3"."theatre",
            "t3"."verified",
            "t3"."source",
            "t3"."known_on",
            "t3"."row",
            "t3"."year",
            "t3"."state_list",
            UNNEST("t3"."state_list") AS "state_a"
          FROM (
            SELECT
              "t0"."date",
              "t0"."draft",
              "t0"."meeting",
              "t0"."states",
              "t0"."topic",
              "t0"."theatre",
              "t0"."verified",
              "t0"."source",
              "t0"."known_on",
              "t0"."row",
              CAST(EXTRACT(year FROM "t0"."date") AS BIGINT) AS "year",
              STR_SPLIT("t0"."states", ';') AS "state_list"
            FROM "veto" AS "t0"
          ) AS "t3"
        ) AS "t5"
      ) AS "t7"
      WHERE
        "t7"."state_a" < "t7"."state_b"
    ) AS "t9"
  ) AS "t11"
  GROUP BY
    1,
    2,
    3
), "t21" AS (
  SELECT
    "t18"."state_a",
    "t18"."state_b",
    "t18"."year",
    SUM("t18"."value") AS "value",
    SUM("t18"."n") AS "n",
    FLATTEN(ARRAY_AGG("t18"."rows") FILTER(WHERE
      "t18"."rows" IS NOT NULL)) AS "rows"
  FROM (
    SELECT
      "t13"."state_a",
      "t13"."state_b",
      "t13"."year",
      "t13"."value",
      "t13"."n",
      "t13"."rows",
      'veto' AS "instrument"
    FROM "t12" AS "t13"
  ) AS "t18"
  GROUP BY
    1,
    2,
    3
), "t22" AS (
  SELECT
    "t16"."instrument",
    "t16"."actors",
    "t16"."theatre",
    "t16"."date_from",
    "t16"."date_to",
    "t16"."complete",
    "t16"."basis",
    "t16"."source",
    "t16"."known_on",
    "t16"."row",
    "t16"."state_a",
    "t16"."state_b",
    "t16"."only",
    "t19"."instrument" AS "instrument_right",
    "t19"."met"
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
            "t4"."instrument",
            "t4"."actors",
            "t4"."theatre",
            "t4"."date_from",
            "t4"."date_to",
            "t4"."complete",
            "t4"."basis",
            "t4"."source",
            "t4"."known_on",
            "t4"."row",
            "t4"."state_list",
            "t4"."state_a",
            UNNEST("t4"."state_list") AS "state_b"
          FROM (
            SELECT
              "t2"."instrument",
              "t2"."actors",
              "t2"."theatre",
              "t2"."date_from",
              "t2"."date_to",
              "t2"."complete",
              "t2"."basis",
              "t2"."source",
              "t2"."known_on",
              "t2"."row",
              "t2"."state_list",
              UNNEST("t2"."state_list") AS "state_a"
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
                "t1"."instrument" = 'veto'
            ) AS "t2"
          ) AS "t4"
        ) AS "t6"
        WHERE
          "t6"."state_a" < "t6"."state_b"
      ) AS "t8"
    ) AS "t10"
  ) AS "t16"
  LEFT OUTER JOIN (
    SELECT DISTINCT
      'veto' AS "instrument",
      TRUE AS "met"
    FROM "t12" AS "t13"
  ) AS "t19"
    ON "t16"."instrument" = "t19"."instrument"
), "t27" AS (
  SELECT
    "t24"."state_a",
    "t24"."state_b",
    "t24"."instrument",
    "t24"."actors",
    "t24"."theatre",
    "t24"."date_from",
    "t24"."date_to",
    "t24"."complete",
    "t24"."row"
  FROM "t22" AS "t24"
  WHERE
    "t24"."only" OR (
      "t24"."met" IS NOT NULL
    )
), "t35" AS (
  SELECT
    "t28"."state_a",
    "t28"."state_b",
    COUNT(DISTINCT "t28"."instrument" || '/' || "t28"."actors" || '/' || "t28"."theatre") AS "series",
    MIN("t28"."date_from") AS "date_from",
    MAX("t28"."date_to") AS "date_to"
  FROM "t27" AS "t28"
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
      "t48"."state_a",
      "t48"."state_b",
      "t48"."year",
      COALESCE("t48"."value", 0) AS "value",
      COALESCE("t48"."n", 0) AS "n",
      CASE WHEN "t48"."value" IS NULL THEN "t48"."spans" ELSE "t48"."rows" END AS "rows"
    FROM (
      SELECT
        "t47"."state_a",
        "t47"."state_b",
        "t47"."year",
        "t44"."spans",
        (
          "t44"."complete" = "t47"."series"
        ) AND (
          "t37"."unknown" IS NULL
        ) AS "census",
        "t26"."state_a" AS "state_a_right",
        "t26"."state_b" AS "state_b_right",
        "t26"."year" AS "year_right",
        "t26"."value",
        "t26"."n",
        "t26"."rows"
      FROM (
        SELECT
          "t45"."state_a",
          "t45"."state_b",
          "t45"."series",
          "t45"."date_from",
          "t45"."date_to",
          "t45"."number" AS "year"
        FROM (
          SELECT
            "t42"."state_a",
            "t42"."state_b",
            "t42"."series",
            "t42"."date_from",
            "t42"."date_to",
            "t42"."first",
            "t42"."stop",
            UNNEST(RANGE("t42"."first", "t42"."stop", 1)) AS "number"
          FROM (
            SELECT
              "t38"."state_a",
              "t38"."state_b",
              "t38"."series",
              "t38"."date_from",
              "t38"."date_to",
              CAST(EXTRACT(year FROM "t38"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
              CAST(EXTRACT(year FROM "t38"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
            FROM "t35" AS "t38"
          ) AS "t42"
        ) AS "t45"
      ) AS "t47"
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
              "t13"."state_a",
              "t13"."state_b",
              'veto' AS "instrument"
            FROM "t12" AS "t13"
          ) AS "t20"
          ANTI JOIN "t27" AS "t30"
            ON "t20"."state_a" = "t30"."state_a"
            AND "t20"."state_b" = "t30"."state_b"
            AND "t20"."instrument" = "t30"."instrument"
        ) AS "t32"
      ) AS "t37"
        ON "t47"."state_a" = "t37"."state_a" AND "t47"."state_b" = "t37"."state_b"
      LEFT OUTER JOIN (
        SELECT
          "t40"."state_a",
          "t40"."state_b",
          "t40"."year",
          COUNT(*) AS "complete",
          FLATTEN(ARRAY_AGG("t40"."rows") FILTER(WHERE
            "t40"."rows" IS NOT NULL)) AS "spans"
        FROM (
          SELECT
            "t36"."state_a",
            "t36"."state_b",
            "t36"."instrument",
            "t36"."actors",
            "t36"."theatre",
            "t36"."year",
            ARRAY_AGG("t36"."row") FILTER(WHERE
              "t36"."row" IS NOT NULL) AS "rows"
          FROM (
            SELECT
              "t33".*
              EXCLUDE ("first", "number", "stop")
            FROM (
              SELECT
                "t31"."state_a",
                "t31"."state_b",
                "t31"."instrument",
                "t31"."actors",
                "t31"."theatre",
                "t31"."date_from",
                "t31"."date_to",
                "t31"."complete",
                "t31"."row",
                "t31"."first",
                "t31"."stop",
                "t31"."number",
                "t31"."number" AS "year"
              FROM (
                SELECT
                  "t29"."state_a",
                  "t29"."state_b",
                  "t29"."instrument",
                  "t29"."actors",
                  "t29"."theatre",
                  "t29"."date_from",
                  "t29"."date_to",
                  "t29"."complete",
                  "t29"."row",
                  "t29"."first",
                  "t29"."stop",
                  UNNEST(RANGE("t29"."first", "t29"."stop", 1)) AS "number"
                FROM (
                  SELECT
                    "t24"."state_a",
                    "t24"."state_b",
                    "t24"."instrument",
                    "t24"."actors",
                    "t24"."theatre",
                    "t24"."date_from",
                    "t24"."date_to",
                    "t24"."complete",
                    "t24"."row",
                    CAST(EXTRACT(year FROM "t24"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
                    CAST(EXTRACT(year FROM "t24"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
                  FROM "t22" AS "t24"
                  WHERE
                    (
                      "t24"."only" OR (
                        "t24"."met" IS NOT NULL
                      )
                    ) AND "t24"."complete"
                ) AS "t29"
              ) AS "t31"
            ) AS "t33"
          ) AS "t36"
          GROUP BY
            1,
            2,
            3,
            4,
            5,
            6
        ) AS "t40"
        GROUP BY
          1,
          2,
          3
      ) AS "t44"
        ON "t47"."state_a" = "t44"."state_a"
        AND "t47"."state_b" = "t44"."state_b"
        AND "t47"."year" = "t44"."year"
      LEFT OUTER JOIN "t21" AS "t26"
        ON "t47"."state_a" = "t26"."state_a"
        AND "t47"."state_b" = "t26"."state_b"
        AND "t47"."year" = "t26"."year"
    ) AS "t48"
    WHERE
      "t48"."census" OR (
        "t48"."value" IS NOT NULL
      )
  ) AS "t49"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t25"."state_a",
      "t25"."state_b",
      "t25"."year",
      "t25"."value",
      "t25"."n",
      "t25"."rows"
    FROM "t21" AS "t25"
    ANTI JOIN "t35" AS "t39"
      ON "t25"."state_a" = "t39"."state_a" AND "t25"."state_b" = "t39"."state_b"
  ) AS "t41"
) AS "t50"
