WITH "t8" AS (
  SELECT
    "t7"."quarter",
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
      CAST(EXTRACT(year FROM "t4"."date_start") AS BIGINT) AS "year",
      DATE_TRUNC('QUARTER', "t4"."date_start") AS "quarter"
    FROM (
      SELECT
        "t2"."act",
        "t2"."instrument",
        MIN("t2"."date_start") AS "date_start",
        MAX("t2"."date_end") AS "date_end",
        MIN("t2"."row") AS "row"
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
    "t12"."quarter",
    SUM("t12"."value") AS "value",
    SUM("t12"."n") AS "n",
    FLATTEN(ARRAY_AGG("t12"."rows") FILTER(WHERE
      "t12"."rows" IS NOT NULL)) AS "rows"
  FROM (
    SELECT
      "t9"."quarter",
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
      "t3"."instrument",
      "t3"."actors",
      COALESCE("t3"."theatre", '') AS "theatre",
      "t3"."date_from",
      "t3"."date_to",
      "t3"."complete",
      "t3"."basis",
      "t3"."source",
      "t3"."known_on",
      "t3"."row",
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
        "t1"."row",
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
), "t27" AS (
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
  "t44"."quarter",
  "t44"."value",
  "t44"."n",
  "t44"."rows"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t42"."everything",
      "t42"."quarter",
      COALESCE("t42"."value", 0) AS "value",
      COALESCE("t42"."n", 0) AS "n",
      CASE WHEN "t42"."value" IS NULL THEN "t42"."spans" ELSE "t42"."rows" END AS "rows"
    FROM (
      SELECT
        "t41"."everything",
        "t41"."quarter",
        "t39"."spans",
        (
          "t39"."complete" = "t41"."series"
        ) AND (
          "t29"."unknown" IS NULL
        ) AS "census",
        "t20"."everything" AS "everything_right",
        "t20"."quarter" AS "quarter_right",
        "t20"."value",
        "t20"."n",
        "t20"."rows"
      FROM (
        SELECT
          "t37"."everything",
          "t37"."series",
          "t37"."date_from",
          "t37"."date_to",
          MAKE_DATE(
            CAST(FLOOR((
              "t37"."number"
            ) / (
              4
            )) AS BIGINT),
            (
              (
                "t37"."number" % 4
              ) * 3
            ) + 1,
            1
          ) AS "quarter"
        FROM (
          SELECT
            "t35"."everything",
            "t35"."series",
            "t35"."date_from",
            "t35"."date_to",
            "t35"."first",
            "t35"."stop",
            UNNEST(RANGE("t35"."first", "t35"."stop", 1)) AS "number"
          FROM (
            SELECT
              "t30"."everything",
              "t30"."series",
              "t30"."date_from",
              "t30"."date_to",
              (
                (
                  (
                    CAST(EXTRACT(year FROM "t30"."date_from" - INTERVAL '1' DAY) AS BIGINT) * 4
                  ) + CAST(EXTRACT(quarter FROM "t30"."date_from" - INTERVAL '1' DAY) AS BIGINT)
                ) - 1
              ) + 1 AS "first",
              (
                (
                  CAST(EXTRACT(year FROM "t30"."date_to" + INTERVAL '1' DAY) AS BIGINT) * 4
                ) + CAST(EXTRACT(quarter FROM "t30"."date_to" + INTERVAL '1' DAY) AS BIGINT)
              ) - 1 AS "stop"
            FROM "t27" AS "t30"
          ) AS "t35"
        ) AS "t37"
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
          ANTI JOIN "t21" AS "t23"
            ON "t13"."everything" = "t23"."everything"
            AND "t13"."instrument" = "t23"."instrument"
        ) AS "t25"
      ) AS "t29"
        ON "t41"."everything" = "t29"."everything"
      LEFT OUTER JOIN (
        SELECT
          "t36"."everything",
          "t36"."quarter",
          COUNT(*) AS "complete",
          FLATTEN(ARRAY_AGG("t36"."rows") FILTER(WHERE
            "t36"."rows" IS NOT NULL)) AS "spans"
        FROM (
          SELECT
            "t34"."everything",
            "t34"."instrument",
            "t34"."actors",
            "t34"."theatre",
            "t34"."quarter",
            ARRAY_AGG("t34"."row") FILTER(WHERE
              "t34"."row" IS NOT NULL) AS "rows"
          FROM (
            SELECT
              "t33".*
              EXCLUDE ("first", "number", "stop")
            FROM (
              SELECT
                "t28"."everything",
                "t28"."instrument",
                "t28"."actors",
                "t28"."theatre",
                "t28"."date_from",
                "t28"."date_to",
                "t28"."complete",
                "t28"."row",
                "t28"."first",
                "t28"."stop",
                "t28"."number",
                MAKE_DATE(
                  CAST(FLOOR((
                    "t28"."number"
                  ) / (
                    4
                  )) AS BIGINT),
                  (
                    (
                      "t28"."number" % 4
                    ) * 3
                  ) + 1,
                  1
                ) AS "quarter"
              FROM (
                SELECT
                  "t24"."everything",
                  "t24"."instrument",
                  "t24"."actors",
                  "t24"."theatre",
                  "t24"."date_from",
                  "t24"."date_to",
                  "t24"."complete",
                  "t24"."row",
                  "t24"."first",
                  "t24"."stop",
                  UNNEST(RANGE("t24"."first", "t24"."stop", 1)) AS "number"
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
                    (
                      (
                        (
                          CAST(EXTRACT(year FROM "t18"."date_from" - INTERVAL '1' DAY) AS BIGINT) * 4
                        ) + CAST(EXTRACT(quarter FROM "t18"."date_from" - INTERVAL '1' DAY) AS BIGINT)
                      ) - 1
                    ) + 1 AS "first",
                    (
                      (
                        CAST(EXTRACT(year FROM "t18"."date_to" + INTERVAL '1' DAY) AS BIGINT) * 4
                      ) + CAST(EXTRACT(quarter FROM "t18"."date_to" + INTERVAL '1' DAY) AS BIGINT)
                    ) - 1 AS "stop"
                  FROM "t16" AS "t18"
                  WHERE
                    (
                      "t18"."only" OR (
                        "t18"."met" IS NOT NULL
                      )
                    ) AND "t18"."complete"
                ) AS "t24"
              ) AS "t28"
            ) AS "t33"
          ) AS "t34"
          GROUP BY
            1,
            2,
            3,
            4,
            5
        ) AS "t36"
        GROUP BY
          1,
          2
      ) AS "t39"
        ON "t41"."everything" = "t39"."everything" AND "t41"."quarter" = "t39"."quarter"
      LEFT OUTER JOIN "t15" AS "t20"
        ON "t41"."everything" = "t20"."everything" AND "t41"."quarter" = "t20"."quarter"
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
      "t19"."quarter",
      "t19"."value",
      "t19"."n",
      "t19"."rows"
    FROM "t15" AS "t19"
    ANTI JOIN "t27" AS "t31"
      ON "t19"."everything" = "t31"."everything"
  ) AS "t32"
) AS "t44"
