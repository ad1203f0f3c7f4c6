WITH "t6" AS (
  SELECT
    "t0"."state",
    "t0"."partner",
    "t0"."year",
    CAST("t0"."defence" AS BIGINT) + CAST("t0"."offence" AS BIGINT) + CAST("t0"."neutrality" AS BIGINT) + CAST("t0"."non_aggression" AS BIGINT) + CAST("t0"."consultation" AS BIGINT) AS "value",
    CAST(["t0"."row"] AS BIGINT[]) AS "rows"
  FROM "commitment" AS "t0"
)
SELECT
  "t13"."state",
  "t13"."partner",
  "t13"."year",
  "t13"."value",
  5 AS "n",
  "t13"."rows"
FROM (
  SELECT
    *
  FROM "t6" AS "t8"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t11"."state",
      "t11"."partner",
      "t11"."year",
      0 AS "value",
      CAST(["t11"."first", "t11"."second"] AS BIGINT[]) AS "rows"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t4"."state",
          "t4"."year",
          "t4"."first",
          "t5"."partner",
          "t5"."second"
        FROM (
          SELECT
            "t1"."state",
            "t1"."year",
            "t1"."row" AS "first"
          FROM "treaty_coverage" AS "t1"
        ) AS "t4"
        INNER JOIN (
          SELECT
            "t1"."year",
            "t1"."state" AS "partner",
            "t1"."row" AS "second"
          FROM "treaty_coverage" AS "t1"
        ) AS "t5"
          ON "t4"."year" = "t5"."year"
      ) AS "t7"
      WHERE
        "t7"."state" <> "t7"."partner"
    ) AS "t11"
    ANTI JOIN "t6" AS "t9"
      ON "t11"."state" = "t9"."state"
      AND "t11"."partner" = "t9"."partner"
      AND "t11"."year" = "t9"."year"
  ) AS "t12"
) AS "t13"
