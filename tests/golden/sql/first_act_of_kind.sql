SELECT
  "t2"."instrument" AS "kind",
  "t2"."date_start" AS "date",
  1 AS "value",
  "t2"."origins" AS "n",
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
    ROW_NUMBER() OVER (
      PARTITION BY "t1"."instrument"
      ORDER BY "t1"."date_start" ASC, "t1"."row" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "order"
  FROM (
    SELECT
      *
    FROM "activity" AS "t0"
    WHERE
      "t0"."unit" = 'act'
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."order" = 0
