WITH "t8" AS (
  SELECT
    "t7"."year",
    "t7"."instrument",
    COUNT(DISTINCT "t7"."act") AS "value",
    COUNT(DISTINCT "t7"."act") AS "n"
  FROM (
    SELECT
      "t4"."act",
      "t4"."instrument",
      "t4"."date_start",
      "t4"."date_end",
      CAST(EXTRACT(year FROM "t4"."date_start") AS BIGINT) AS "year"
    FROM (
      SELECT
        "t2"."act",
        "t2"."instrument",
        MIN("t2"."date_start") AS "date_start",
        MAX("t2"."date_end") AS "date_end"
      FROM (
        SELECT
          *
        FROM "activity" AS "t0"
        WHERE
          "t0"."instrument" = 'zone_entry' AND "t0"."unit" = 'act'
      ) AS "t2"
      GROUP BY
        1,
        2
    ) AS "t4"
  ) AS "t7"
  GROUP BY
    1,
    2
), "t15" AS (
  SELECT
    "t12"."everything",
    "t12"."year",
    SUM("t12"."value") AS "value",
    SUM("t12"."n") AS "n"
  FROM (
    SELECT
      "t9"."year",
      "t9"."instrument",
      "t9"."value",
      "t9"."n",
      1 AS "everything"
    FROM "t8" AS "t9"
  ) AS "t12"
  GROUP BY
    1,
    2
), "t17" AS (
  SELECT
    "t6"."instrument",
    "t6"."actors",
    "t6"."theatre",
    "t6"."date_from",
    "t6"."date_to",
    "t6"."complete",
    "t6"."basis",
    "t6"."source",
    "t6"."known_on",
    "t6"."everything",
    "t6"."only",
    "t14"."instrument" AS "instrument_right",
    "t14"."met"
  FROM (
    SELECT
      "t3"."instrument",
      "t3"."actors",
      COALESCE("t3"."theatre", '') AS "theatre",
      "t3"."date_from",
      "t3"."date_to",
      "t3"."complete",
      "t3"."basis",
      "t3"."source",
      "t3"."known_on",
      "t3"."everything",
      MIN("t3"."instrument") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) = MAX("t3"."instrument") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "only"
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
        1 AS "everything"
      FROM "coverage" AS "t1"
      WHERE
        "t1"."instrument" = 'zone_entry'
    ) AS "t3"
  ) AS "t6"
  LEFT OUTER JOIN (
    SELECT DISTINCT
      "t9"."instrument",
      TRUE AS "met"
    FROM "t8" AS "t9"
  ) AS "t14"
    ON "t6"."instrument" = "t14"."instrument"
), "t21" AS (
  SELECT
    "t20"."everything",
    "t20"."instrument",
    "t20"."actors",
    "t20"."theatre",
    "t20"."date_from",
    "t20"."date_to",
    "t20"."complete"
  FROM "t17" AS "t20"
  WHERE
    "t20"."only" OR (
      "t20"."met" IS NOT NULL
    )
), "t29" AS (
  SELECT
    "t22"."everything",
    COUNT(DISTINCT "t22"."instrument" || '/' || "t22"."actors" || '/' || "t22"."theatre") AS "series",
    MIN("t22"."date_from") AS "date_from",
    MAX("t22"."date_to") AS "date_to"
  FROM "t21" AS "t22"
  GROUP BY
    1
)
SELECT
  "t43"."year",
  "t43"."value",
  "t43"."n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t41"."everything",
      "t41"."year",
      COALESCE("t41"."value", 0) AS "value",
      COALESCE("t41"."n", 0) AS "n"
    FROM (
      SELECT
        "t40"."everything",
        "t40"."year",
        (
          "t35"."complete" = "t40"."series"
        ) AND (
          "t31"."unknown" IS NULL
        ) AS "census",
        "t19"."everything" AS "everything_right",
        "t19"."year" AS "year_right",
        "t19"."value",
        "t19"."n"
      FROM (
        SELECT
          "t38"."everything",
          "t38"."series",
          "t38"."date_from",
          "t38"."date_to",
          "t38"."year"
        FROM (
          SELECT
            "t37"."everything",
            "t37"."series",
            "t37"."date_from",
            "t37"."date_to",
            "t37"."first",
            "t37"."stop",
            UNNEST(RANGE("t37"."first", "t37"."stop", 1)) AS "year"
          FROM (
            SELECT
              "t32"."everything",
              "t32"."series",
              "t32"."date_from",
              "t32"."date_to",
              CAST(EXTRACT(year FROM "t32"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
              CAST(EXTRACT(year FROM "t32"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
            FROM "t29" AS "t32"
          ) AS "t37"
        ) AS "t38"
      ) AS "t40"
      LEFT OUTER JOIN (
        SELECT DISTINCT
          *
        FROM (
          SELECT
            "t13"."everything",
            TRUE AS "unknown"
          FROM (
            SELECT DISTINCT
              1 AS "everything",
              "t9"."instrument"
            FROM "t8" AS "t9"
          ) AS "t13"
          ANTI JOIN "t21" AS "t24"
            ON "t13"."everything" = "t24"."everything"
            AND "t13"."instrument" = "t24"."instrument"
        ) AS "t26"
      ) AS "t31"
        ON "t40"."everything" = "t31"."everything"
      LEFT OUTER JOIN (
        SELECT
          "t30"."everything",
          "t30"."year",
          COUNT(*) AS "complete"
        FROM (
          SELECT DISTINCT
            "t27"."everything",
            "t27"."instrument",
            "t27"."actors",
            "t27"."theatre",
            "t27"."year"
          FROM (
            SELECT
              "t25".*
              EXCLUDE ("first", "stop")
            FROM (
              SELECT
                "t23"."everything",
                "t23"."instrument",
                "t23"."actors",
                "t23"."theatre",
                "t23"."date_from",
                "t23"."date_to",
                "t23"."complete",
                "t23"."first",
                "t23"."stop",
                UNNEST(RANGE("t23"."first", "t23"."stop", 1)) AS "year"
              FROM (
                SELECT
                  "t20"."everything",
                  "t20"."instrument",
                  "t20"."actors",
                  "t20"."theatre",
                  "t20"."date_from",
                  "t20"."date_to",
                  "t20"."complete",
                  CAST(EXTRACT(year FROM "t20"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
                  CAST(EXTRACT(year FROM "t20"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
                FROM "t17" AS "t20"
                WHERE
                  (
                    "t20"."only" OR (
                      "t20"."met" IS NOT NULL
                    )
                  ) AND "t20"."complete"
              ) AS "t23"
            ) AS "t25"
          ) AS "t27"
        ) AS "t30"
        GROUP BY
          1,
          2
      ) AS "t35"
        ON "t40"."everything" = "t35"."everything" AND "t40"."year" = "t35"."year"
      LEFT OUTER JOIN "t15" AS "t19"
        ON "t40"."everything" = "t19"."everything" AND "t40"."year" = "t19"."year"
    ) AS "t41"
    WHERE
      "t41"."census" OR (
        "t41"."value" IS NOT NULL
      )
  ) AS "t42"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t18"."everything",
      "t18"."year",
      "t18"."value",
      "t18"."n"
    FROM "t15" AS "t18"
    ANTI JOIN "t29" AS "t33"
      ON "t18"."everything" = "t33"."everything"
  ) AS "t36"
) AS "t43"
