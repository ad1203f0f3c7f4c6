WITH "t3" AS (
  SELECT
    "t2"."id",
    "t2"."act",
    "t2"."date_start",
    "t2"."date_end",
    "t2"."date_basis",
    "t2"."actors",
    "t2"."target",
    "t2"."theatre",
    "t2"."place",
    "t2"."field",
    "t2"."instrument",
    "t2"."quantity",
    "t2"."unit",
    "t2"."counted_by",
    "t2"."reliability",
    "t2"."credibility",
    "t2"."summary",
    "t2"."note",
    "t2"."theme",
    "t2"."joint",
    "t2"."home",
    "t2"."origins",
    "t2"."reposts_only",
    "t2"."tier",
    "t2"."link",
    "t2"."source",
    "t2"."known_on",
    "t2"."row",
    "t2"."begins",
    "t2"."ends",
    "t2"."span",
    ROW_NUMBER() OVER (
      PARTITION BY "t2"."span"
      ORDER BY "t2"."reliability" ASC, "t2"."credibility" ASC, "t2"."id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "rank"
  FROM (
    SELECT
      "t1"."id",
      "t1"."act",
      "t1"."date_start",
      "t1"."date_end",
      "t1"."date_basis",
      "t1"."actors",
      "t1"."target",
      "t1"."theatre",
      "t1"."place",
      "t1"."field",
      "t1"."instrument",
      "t1"."quantity",
      "t1"."unit",
      "t1"."counted_by",
      "t1"."reliability",
      "t1"."credibility",
      "t1"."summary",
      "t1"."note",
      "t1"."theme",
      "t1"."joint",
      "t1"."home",
      "t1"."origins",
      "t1"."reposts_only",
      "t1"."tier",
      "t1"."link",
      "t1"."source",
      "t1"."known_on",
      "t1"."row",
      "t1"."begins",
      "t1"."ends",
      (
        (
          "t1"."begins" * 100
        ) + "t1"."ends"
      ) - "t1"."begins" AS "span"
    FROM (
      SELECT
        "t0"."id",
        "t0"."act",
        "t0"."date_start",
        "t0"."date_end",
        "t0"."date_basis",
        "t0"."actors",
        "t0"."target",
        "t0"."theatre",
        "t0"."place",
        "t0"."field",
        "t0"."instrument",
        "t0"."quantity",
        "t0"."unit",
        "t0"."counted_by",
        "t0"."reliability",
        "t0"."credibility",
        "t0"."summary",
        "t0"."note",
        "t0"."theme",
        "t0"."joint",
        "t0"."home",
        "t0"."origins",
        "t0"."reposts_only",
        "t0"."tier",
        "t0"."link",
        "t0"."source",
        "t0"."known_on",
        "t0"."row",
        (
          (
            CAST(EXTRACT(year FROM "t0"."date_start") AS BIGINT) * 12
          ) + CAST(EXTRACT(month FROM "t0"."date_start") AS BIGINT)
        ) - 1 AS "begins",
        (
          (
            CAST(EXTRACT(year FROM "t0"."date_end" + INTERVAL '1' DAY) AS BIGINT) * 12
          ) + CAST(EXTRACT(month FROM "t0"."date_end" + INTERVAL '1' DAY) AS BIGINT)
        ) - 1 AS "ends"
      FROM "activity" AS "t0"
      WHERE
        "t0"."unit" = 'scrambles'
        AND "t0"."quantity" IS NOT NULL
        AND EXTRACT(day FROM "t0"."date_start") = 1
        AND EXTRACT(day FROM "t0"."date_end" + INTERVAL '1' DAY) = 1
    ) AS "t1"
    WHERE
      (
        "t1"."begins" % 3
      ) = 0 AND "t1"."ends" - "t1"."begins" IN (3, 6, 9, 12)
  ) AS "t2"
), "t7" AS (
  SELECT
    "t4"."begins",
    "t4"."quantity" AS "value",
    CAST(["t4"."row"] AS BIGINT[]) AS "rows"
  FROM "t3" AS "t4"
  WHERE
    "t4"."rank" = 0 AND (
      "t4"."ends" - "t4"."begins"
    ) = 3
)
SELECT
  MAKE_DATE(
    CAST(FLOOR((
      "t13"."begins"
    ) / (
      12
    )) AS BIGINT),
    (
      "t13"."begins" % 12
    ) + 1,
    1
  ) AS "quarter",
  "t13"."value",
  CAST("t13"."value" AS BIGINT) AS "n",
  "t13"."rows"
FROM (
  SELECT
    *
  FROM "t7" AS "t10"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t8"."begins",
      "t8"."total" - "t9"."less" AS "value",
      CAST(["t8"."last", "t9"."first"] AS BIGINT[]) AS "rows"
    FROM (
      SELECT
        "t4"."ends" AS "upto",
        "t4"."begins" AS "year",
        "t4"."quantity" AS "total",
        "t4"."row" AS "last",
        "t4"."ends" - 3 AS "begins"
      FROM "t3" AS "t4"
      WHERE
        "t4"."rank" = 0 AND (
          "t4"."begins" % 12
        ) = 3
    ) AS "t8"
    INNER JOIN (
      SELECT
        "t4"."ends" AS "begins",
        "t4"."begins" AS "year",
        "t4"."quantity" AS "less",
        "t4"."row" AS "first"
      FROM "t3" AS "t4"
      WHERE
        "t4"."rank" = 0 AND (
          "t4"."begins" % 12
        ) = 3
    ) AS "t9"
      ON "t8"."begins" = "t9"."begins" AND "t8"."year" = "t9"."year"
    ANTI JOIN "t7" AS "t11"
      ON "t8"."begins" = "t11"."begins"
  ) AS "t12"
) AS "t13"
