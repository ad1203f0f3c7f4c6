SELECT
  "t3"."state_a",
  "t4"."state_b",
  "t3"."series",
  "t3"."year",
  ABS("t3"."point_a" - "t4"."point_b") AS "value",
  CASE WHEN "t3"."n_a" < "t4"."n_b" THEN "t3"."n_a" ELSE "t4"."n_b" END AS "n",
  CAST(["t3"."row_a", "t4"."row_b"] AS BIGINT[]) AS "rows"
FROM (
  SELECT
    "t0"."year",
    "t0"."series",
    "t0"."state" AS "state_a",
    "t0"."ideal_point" AS "point_a",
    "t0"."n_votes" AS "n_a",
    "t0"."row" AS "row_a"
  FROM "ideal_point" AS "t0"
) AS "t3"
INNER JOIN (
  SELECT
    "t0"."year",
    "t0"."series",
    "t0"."state" AS "state_b",
    "t0"."ideal_point" AS "point_b",
    "t0"."n_votes" AS "n_b",
    "t0"."row" AS "row_b"
  FROM "ideal_point" AS "t0"
) AS "t4"
  ON "t3"."year" = "t4"."year"
  AND "t3"."series" = "t4"."series"
  AND "t3"."state_a" < "t4"."state_b"
