SELECT
  "t3"."year",
  CASE WHEN "t3"."alike" THEN "t3"."quantity" ELSE NULL END AS "value",
  1 AS "n",
  CAST(["t3"."row"] AS BIGINT[]) AS "rows"
FROM (
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
    "t2"."year",
    "t2"."alike",
    ROW_NUMBER() OVER (
      PARTITION BY "t2"."year"
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
      "t1"."year",
      MIN("t1"."instrument" || ':' || "t1"."unit" || ':' || "t1"."actors") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) = MAX("t1"."instrument" || ':' || "t1"."unit" || ':' || "t1"."actors") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "alike"
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
        CAST(EXTRACT(year FROM "t0"."date_start") AS BIGINT) AS "year"
      FROM "activity" AS "t0"
      WHERE
        "t0"."unit" <> 'act'
        AND "t0"."quantity" IS NOT NULL
        AND EXTRACT(month FROM "t0"."date_start") = 1
        AND EXTRACT(day FROM "t0"."date_start") = 1
        AND EXTRACT(month FROM "t0"."date_end") = 12
        AND EXTRACT(day FROM "t0"."date_end") = 31
        AND EXTRACT(year FROM "t0"."date_start") = EXTRACT(year FROM "t0"."date_end")
    ) AS "t1"
  ) AS "t2"
) AS "t3"
WHERE
  "t3"."rank" = 0
