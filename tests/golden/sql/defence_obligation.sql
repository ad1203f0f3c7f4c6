WITH "t4" AS (
  SELECT
    "t0"."state",
    "t0"."partner",
    "t0"."year",
    CAST("t0"."defence" AS BIGINT) AS "value",
    CAST(["t0"."row"] AS BIGINT[]) AS "rows"
  FROM "commitment" AS "t0"
)
SELECT
  "t13"."state",
  "t13"."partner",
  "t13"."year",
  "t13"."value",
  1 AS "n",
  "t13"."rows"
FROM (
  SELECT
    *
  FROM "t4" AS "t7"
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
          "t5"."state",
          "t5"."year",
          "t5"."first",
          "t6"."partner",
          "t6"."second"
        FROM (
          SELECT
            "t1"."state",
            "t1"."year",
            "t1"."row" AS "first"
          FROM "treaty_coverage" AS "t1"
        ) AS "t5"
        INNER JOIN (
          SELECT
            "t1"."year",
            "t1"."state" AS "partner",
            "t1"."row" AS "second"
          FROM "treaty_coverage" AS "t1"
        ) AS "t6"
          ON "t5"."year" = "t6"."year"
      ) AS "t9"
      WHERE
        "t9"."state" <> "t9"."partner"
    ) AS "t11"
    ANTI JOIN "t4" AS "t8"
      ON "t11"."state" = "t8"."state"
      AND "t11"."partner" = "t8"."partner"
      AND "t11"."year" = "t8"."year"
  ) AS "t12"
) AS "t13"
