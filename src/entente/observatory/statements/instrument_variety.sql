SELECT
  "t1"."year",
  COUNT(DISTINCT "t1"."instrument") AS "value",
  COUNT(DISTINCT "t1"."act") AS "n"
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
    "t0"."link",
    "t0"."source",
    "t0"."known_on",
    CAST(EXTRACT(year FROM "t0"."date_start") AS BIGINT) AS "year"
  FROM "activity" AS "t0"
  WHERE
    "t0"."unit" = 'act'
) AS "t1"
GROUP BY
  1
