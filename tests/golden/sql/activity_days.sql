WITH "t8" AS (
  SELECT
    "t7"."year",
    "t7"."instrument",
    SUM("t7"."days") AS "value",
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
      CAST(EXTRACT(year FROM "t4"."date_start") AS BIGINT) AS "year",
      DATE_TRUNC('QUARTER', "t4"."date_start") AS "quarter",
      DATE_DIFF('DAY', "t4"."date_start", "t4"."date_end") + 1 AS "days"
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
  "t44"."year",
  "t44"."value",
  "t44"."n",
  "t44"."rows"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t42"."everything",
      "t42"."year",
      COALESCE("t42"."value", 0) AS "value",
      COALESCE("t42"."n", 0) AS "n",
      CASE WHEN "t42"."value" IS NULL THEN "t42"."spans" ELSE "t42"."rows" END AS "rows"
    FROM (
      SELECT
        "t41"."everything",
        "t41"."year",
        "t38"."spans",
        (
          "t38"."complete" = "t41"."series"
        ) AND (
          "t31"."unknown" IS NULL
        ) AS "census",
        "t20"."everything" AS "everything_right",
        "t20"."year" AS "year_right",
        "t20"."value",
        "t20"."n",
        "t20"."rows"
      FROM (
        SELECT
          "t39"."everything",
          "t39"."series",
          "t39"."date_from",
          "t39"."date_to",
          "t39"."number" AS "year"
        FROM (
          SELECT
            "t36"."everything",
            "t36"."series",
            "t36"."date_from",
            "t36"."date_to",
            "t36"."first",
            "t36"."stop",
            UNNEST(RANGE("t36"."first", "t36"."stop", 1)) AS "number"
          FROM (
            SELECT
              "t32"."everything",
              "t32"."series",
              "t32"."date_from",
              "t32"."date_to",
              CAST(EXTRACT(year FROM "t32"."date_from" - INTERVAL '1' DAY) AS BIGINT) + 1 AS "first",
              CAST(EXTRACT(year FROM "t32"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "stop"
            FROM "t29" AS "t32"
          ) AS "t36"
        ) AS "t39"
      ) AS "t41"
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
        ON "t41"."everything" = "t31"."everything"
      LEFT OUTER JOIN (
        SELECT
          "t34"."everything",
          "t34"."year",
          COUNT(*) AS "complete",
          FLATTEN(ARRAY_AGG("t34"."rows") FILTER(WHERE
            "t34"."rows" IS NOT NULL)) AS "spans"
        FROM (
          SELECT
            "t30"."everything",
            "t30"."instrument",
            "t30"."actors",
            "t30"."theatre",
            "t30"."year",
            ARRAY_AGG("t30"."row") FILTER(WHERE
              "t30"."row" IS NOT NULL) AS "rows"
          FROM (
            SELECT
              "t27".*
              EXCLUDE ("first", "number", "stop")
            FROM (
              SELECT
                "t25"."everything",
                "t25"."instrument",
                "t25"."actors",
                "t25"."theatre",
                "t25"."date_from",
                "t25"."date_to",
                "t25"."complete",
                "t25"."row",
                "t25"."first",
                "t25"."stop",
                "t25"."number",
                "t25"."number" AS "year"
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
                  UNNEST(RANGE("t23"."first", "t23"."stop", 1)) AS "number"
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
          ) AS "t30"
          GROUP BY
            1,
            2,
            3,
            4,
            5
        ) AS "t34"
        GROUP BY
          1,
          2
      ) AS "t38"
        ON "t41"."everything" = "t38"."everything" AND "t41"."year" = "t38"."year"
      LEFT OUTER JOIN "t15" AS "t20"
        ON "t41"."everything" = "t20"."everything" AND "t41"."year" = "t20"."year"
    ) AS "t42"
    WHERE
      "t42"."census" OR (
        "t42"."value" IS NOT NULL
      )
  ) AS "t43"
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
) AS "t44"
