SELECT
  "t1"."state",
  "t1"."year",
  AVG(CAST((
    "t1"."vote" = 'no'
  ) AND (
    "t1"."no_count" = 1
  ) AS INT)) AS "value",
  COUNT(*) AS "n",
  ARRAY_AGG("t1"."row" ORDER BY "t1"."row" ASC) FILTER(WHERE
    "t1"."row" IS NOT NULL) AS "rows"
FROM (
  SELECT
    "t0"."body",
    "t0"."resolution",
    "t0"."record_id",
    "t0"."text",
    "t0"."date",
    "t0"."state",
    "t0"."vote",
    "t0"."yes_count",
    "t0"."no_count",
    "t0"."abstain_count",
    "t0"."contested",
    "t0"."sets",
    "t0"."source",
    "t0"."known_on",
    "t0"."row",
    CAST(EXTRACT(year FROM "t0"."date") AS BIGINT) AS "year"
  FROM "roll_call_vote" AS "t0"
  WHERE
    "t0"."vote" <> 'absent'
) AS "t1"
GROUP BY
  1,
  2
