SELECT
  "t2"."fiscal_year",
  "t2"."quantity" AS "value",
  CAST("t2"."quantity" AS BIGINT) AS "n",
  CAST(["t2"."row"] AS BIGINT[]) AS "rows"
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
    "t1"."fiscal_year",
    ROW_NUMBER() OVER (
      PARTITION BY "t1"."fiscal_year"
      ORDER BY "t1"."reliability" ASC, "t1"."credibility" ASC, "t1"."id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "rank"
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
      CAST(EXTRACT(year FROM "t0"."date_start") AS BIGINT) AS "fiscal_year"
    FROM "activity" AS "t0"
    WHERE
      "t0"."unit" = 'scrambles'
      AND "t0"."quantity" IS NOT NULL
      AND EXTRACT(month FROM "t0"."date_start") = 4
      AND EXTRACT(day FROM "t0"."date_start") = 1
      AND EXTRACT(month FROM "t0"."date_end") = 3
      AND EXTRACT(day FROM "t0"."date_end") = 31
      AND EXTRACT(year FROM "t0"."date_end") = (
        EXTRACT(year FROM "t0"."date_start") + 1
      )
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."rank" = 0
