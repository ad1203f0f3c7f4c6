WITH "t4" AS (
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
    CAST(EXTRACT(year FROM "t0"."date") AS BIGINT) AS "year"
  FROM "veto" AS "t0"
), "t12" AS (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      UNNEST(STR_SPLIT("t5"."states", ';')) AS "state_a"
    FROM "t4" AS "t5"
  ) AS "t8"
)
SELECT
  "t31"."state_a",
  "t31"."state_b",
  "t31"."year",
  COALESCE("t26"."drafts", 0) AS "value",
  COALESCE("t26"."drafts", 0) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t28"."state_a",
      "t28"."state_b",
      UNNEST(RANGE("t28"."first", "t28"."stop", 1)) AS "year"
    FROM (
      SELECT
        "t27"."state_a",
        "t27"."state_b",
        "t27"."checked",
        "t27"."first",
        GREATEST("t27"."stop", COALESCE("t27"."checked", 0)) AS "stop"
      FROM (
        SELECT
          "t18"."state_a",
          "t22"."state_b",
          CAST(EXTRACT(year FROM "t25"."date_to" + INTERVAL '1' DAY) AS BIGINT) AS "checked",
          "t15"."first",
          "t15"."stop"
        FROM "t12" AS "t18"
        INNER JOIN (
          SELECT
            "t14"."state_a" AS "state_b"
          FROM "t12" AS "t14"
        ) AS "t22"
          ON "t18"."state_a" < "t22"."state_b"
        LEFT OUTER JOIN (
          SELECT
            "t19"."state_a",
            "t19"."state_b",
            MAX("t19"."date_to") AS "date_to"
          FROM (
            SELECT
              "t16".*
              EXCLUDE ("state_list")
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t6"."actors",
                  "t6"."date_to",
                  "t6"."state_list",
                  "t6"."state_a",
                  UNNEST("t6"."state_list") AS "state_b"
                FROM (
                  SELECT
                    "t2"."actors",
                    "t2"."date_to",
                    "t2"."state_list",
                    UNNEST("t2"."state_list") AS "state_a"
                  FROM (
                    SELECT
                      "t1"."actors",
                      "t1"."date_to",
                      STR_SPLIT("t1"."actors", ';') AS "state_list"
                    FROM "coverage" AS "t1"
                    WHERE
                      "t1"."instrument" = 'veto' AND "t1"."complete"
                  ) AS "t2"
                ) AS "t6"
              ) AS "t10"
              WHERE
                "t10"."state_a" < "t10"."state_b"
            ) AS "t16"
          ) AS "t19"
          GROUP BY
            1,
            2
        ) AS "t25"
          ON "t18"."state_a" = "t25"."state_a" AND "t22"."state_b" = "t25"."state_b"
        CROSS JOIN (
          SELECT DISTINCT
            *
          FROM (
            SELECT
              MIN("t5"."year") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "first",
              MAX("t5"."year") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "stop"
            FROM "t4" AS "t5"
          ) AS "t9"
        ) AS "t15"
      ) AS "t27"
    ) AS "t28"
  ) AS "t29"
  WHERE
    (
      (
        "t29"."state_a" <> 'CHN'
      ) OR (
        "t29"."year" >= 1972
      )
    )
    AND (
      (
        "t29"."state_b" <> 'CHN'
      ) OR (
        "t29"."year" >= 1972
      )
    )
) AS "t31"
LEFT OUTER JOIN (
  SELECT
    "t20"."state_a",
    "t20"."state_b",
    "t20"."year",
    COUNT(DISTINCT "t20"."draft") AS "drafts"
  FROM (
    SELECT
      "t17".*
      EXCLUDE ("state_list")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t7"."date",
          "t7"."draft",
          "t7"."meeting",
          "t7"."states",
          "t7"."topic",
          "t7"."theatre",
          "t7"."verified",
          "t7"."source",
          "t7"."known_on",
          "t7"."year",
          "t7"."state_list",
          "t7"."state_a",
          UNNEST("t7"."state_list") AS "state_b"
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
              CAST(EXTRACT(year FROM "t0"."date") AS BIGINT) AS "year",
              STR_SPLIT("t0"."states", ';') AS "state_list"
            FROM "veto" AS "t0"
          ) AS "t3"
        ) AS "t7"
      ) AS "t11"
      WHERE
        "t11"."state_a" < "t11"."state_b"
    ) AS "t17"
  ) AS "t20"
  GROUP BY
    1,
    2,
    3
) AS "t26"
  ON "t31"."state_a" = "t26"."state_a"
  AND "t31"."state_b" = "t26"."state_b"
  AND "t31"."year" = "t26"."year"
