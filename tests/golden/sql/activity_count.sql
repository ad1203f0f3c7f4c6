WITH "t8" AS (
  SELECT
    "t7"."year",
    "t7"."instrument",
    COUNT(DISTINCT "t7"."act") AS "value",
    COUNT(DISTINCT "t7"."act") AS "n",
    ARRAY_AGG("t7"."row") FILTER(WHERE
      "t7"."row" IS NOT NULL) AS "rows"
  FROM (
    SELECT
      "t4"."act",
      "t4"."instrument",
      "t4"."date_start",
      "t4"."date_end",
      "t4"."row",
      CAST(EXTRACT(year FROM "t4"."date_start") AS BIGINT) AS "year"
    FROM (
      SELECT
        "t3"."act",
        "t3"."instrument",
        MIN("t3"."date_start") AS "date_start",
        MAX("t3"."date_end") AS "date_end",
        MIN("t3"."row") AS "row"
      FROM (
        SELECT
          *
        FROM "activity" AS "t0"
        WHERE
          "t0"."unit" = 'act'
      ) AS "t3"
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
    SUM("t12"."n") AS "n",
    FLATTEN(ARRAY_AGG("t12"."rows") FILTER(WHERE
      "t12"."rows" IS NOT NULL)) AS "rows"
  FROM (
    SELECT
      "t9"."year",
      "t9"."instrument",
      "t9"."value",
      "t9"."n",
      "t9"."rows",
      1 AS "everything"
    FROM "t8" AS "t9"
  ) AS "t12"
  GROUP BY
    1,
    2
), "t16" AS (
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
    "t6"."row",
    "t6"."everything",
    "t6"."only",
    "t14"."instrument" AS "instrument_right",
    "t14"."met"
  FROM (
    SELECT
      "t2"."instrument",
      "t2"."actors",
      COALESCE("t2"."theatre", '') AS "theatre",
      "t2"."date_from",
      "t2"."date_to",
      "t2"."complete",
      "t2"."basis",
      "t2"."source",
      "t2"."known_on",
      "t2"."row",
      "t2"."everything",
      MIN("t2"."instrument") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) = MAX("t2"."instrument") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "only"
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
        1 AS "everything"
      FROM "coverage" AS "t1"
    ) AS "t2"
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
    "t18"."everything",
    "t18"."instrument",
    "t18"."actors",
    "t18"."theatre",
    "t18"."date_from",
    "t18"."date_to",
    "t18"."complete",
    "t18"."row"
  FROM "t16" AS "t18"
  WHERE
    "t18"."only" OR (
      "t18"."met" IS NOT NULL
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
  "t43"."n",
  "t43"."rows"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t41"."everything",
      "t41"."year",
      COALESCE("t41"."value", 0) AS "value",
      COALESCE("t41"."n", 0) AS "n",
      CASE WHEN "t41"."value" IS NULL THEN "t41"."spans" ELSE "t41"."rows" END AS "rows"
    FROM (
      SELECT
        "t40"."everything",
        "t40"."year",
        "t36"."spans",
        (
          "t36"."complete" = "t40"."series"
        ) AND (
          "t30"."unknown" IS NULL
        ) AS "census",
        "t20"."everything" AS "everything_right",
        "t20"."year" AS "year_right",
        "t20"."value",
        "t20"."n",
        "t20"."rows"
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
              "t31"."everything",
              "t31"."series",
              "t31"."date_from",
              "t31"."date_to",
              CAST(EXTRACT(year FROM "t31"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
              CAST(EXTRACT(year FROM "t31"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
            FROM "t29" AS "t31"
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
      ) AS "t30"
        ON "t40"."everything" = "t30"."everything"
      LEFT OUTER JOIN (
        SELECT
          "t32"."everything",
          "t32"."year",
          COUNT(*) AS "complete",
          FLATTEN(ARRAY_AGG("t32"."rows") FILTER(WHERE
            "t32"."rows" IS NOT NULL)) AS "spans"
        FROM (
          SELECT
            "t27"."everything",
            "t27"."instrument",
            "t27"."actors",
            "t27"."theatre",
            "t27"."year",
            ARRAY_AGG("t27"."row") FILTER(WHERE
              "t27"."row" IS NOT NULL) AS "rows"
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
                "t23"."row",
                "t23"."first",
                "t23"."stop",
                UNNEST(RANGE("t23"."first", "t23"."stop", 1)) AS "year"
              FROM (
                SELECT
                  "t18"."everything",
                  "t18"."instrument",
                  "t18"."actors",
                  "t18"."theatre",
                  "t18"."date_from",
                  "t18"."date_to",
                  "t18"."complete",
                  "t18"."row",
                  CAST(EXTRACT(year FROM "t18"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
                  CAST(EXTRACT(year FROM "t18"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
                FROM "t16" AS "t18"
                WHERE
                  (
                    "t18"."only" OR (
                      "t18"."met" IS NOT NULL
                    )
                  ) AND "t18"."complete"
              ) AS "t23"
            ) AS "t25"
          ) AS "t27"
          GROUP BY
            1,
            2,
            3,
            4,
            5
        ) AS "t32"
        GROUP BY
          1,
          2
      ) AS "t36"
        ON "t40"."everything" = "t36"."everything" AND "t40"."year" = "t36"."year"
      LEFT OUTER JOIN "t15" AS "t20"
        ON "t40"."everything" = "t20"."everything" AND "t40"."year" = "t20"."year"
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
      "t19"."everything",
      "t19"."year",
      "t19"."value",
      "t19"."n",
      "t19"."rows"
    FROM "t15" AS "t19"
    ANTI JOIN "t29" AS "t33"
      ON "t19"."everything" = "t33"."everything"
  ) AS "t35"
) AS "t43"
