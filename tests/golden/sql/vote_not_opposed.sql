SELECT
  "t6"."state",
  "t6"."partner",
  "t6"."year",
  AVG(
    CAST(NOT (
      "t6"."own" IN ('yes', 'no') AND (
        "t6"."own" <> "t6"."other"
      )
    ) AS INT)
  ) AS "value",
  COUNT(*) AS "n",
  CASE
    WHEN ARRAY_AGG("t6"."own_row") FILTER(WHERE
      "t6"."own_row" IS NOT NULL) IS NULL
    OR ARRAY_AGG("t6"."other_row") FILTER(WHERE
      "t6"."other_row" IS NOT NULL) IS NULL
    THEN NULL
    ELSE LIST_CONCAT(
      ARRAY_AGG("t6"."own_row") FILTER(WHERE
        "t6"."own_row" IS NOT NULL),
      ARRAY_AGG("t6"."other_row") FILTER(WHERE
        "t6"."other_row" IS NOT NULL)
    )
  END AS "rows"
FROM (
  SELECT
    "t5"."body",
    "t5"."resolution",
    "t5"."date",
    "t5"."state",
    "t5"."own",
    "t5"."own_row",
    "t5"."body_right",
    "t5"."resolution_right",
    "t5"."date_right",
    "t5"."partner",
    "t5"."other",
    "t5"."other_row",
    CAST(EXTRACT(year FROM "t5"."date") AS BIGINT) AS "year"
  FROM (
    SELECT
      "t3"."body",
      "t3"."resolution",
      "t3"."date",
      "t3"."state",
      "t3"."own",
      "t3"."own_row",
      "t4"."body" AS "body_right",
      "t4"."resolution" AS "resolution_right",
      "t4"."date" AS "date_right",
      "t4"."partner",
      "t4"."other",
      "t4"."other_row"
    FROM (
      SELECT
        "t0"."body",
        "t0"."resolution",
        "t0"."date",
        "t0"."state",
        "t0"."vote" AS "own",
        "t0"."row" AS "own_row"
      FROM "roll_call_vote" AS "t0"
    ) AS "t3"
    INNER JOIN (
      SELECT
        "t0"."body",
        "t0"."resolution",
        "t0"."date",
        "t0"."state" AS "partner",
        "t0"."vote" AS "other",
        "t0"."row" AS "other_row"
      FROM "roll_call_vote" AS "t0"
      WHERE
        "t0"."vote" <> 'absent'
    ) AS "t4"
      ON "t3"."body" = "t4"."body"
      AND "t3"."resolution" = "t4"."resolution"
      AND "t3"."date" = "t4"."date"
      AND "t3"."state" <> "t4"."partner"
  ) AS "t5"
  WHERE
    "t5"."other" <> 'abstain'
) AS "t6"
GROUP BY
  1,
  2,
  3
