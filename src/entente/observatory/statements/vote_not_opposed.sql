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
  COUNT(*) AS "n"
FROM (
  SELECT
    "t5"."body",
    "t5"."resolution",
    "t5"."date",
    "t5"."state",
    "t5"."own",
    "t5"."body_right",
    "t5"."resolution_right",
    "t5"."date_right",
    "t5"."partner",
    "t5"."other",
    CAST(EXTRACT(year FROM "t5"."date") AS BIGINT) AS "year"
  FROM (
    SELECT
      "t2"."body",
      "t2"."resolution",
      "t2"."date",
      "t2"."state",
      "t2"."own",
      "t4"."body" AS "body_right",
      "t4"."resolution" AS "resolution_right",
      "t4"."date" AS "date_right",
      "t4"."partner",
      "t4"."other"
    FROM (
      SELECT
        "t0"."body",
        "t0"."resolution",
        "t0"."date",
        "t0"."state",
        "t0"."vote" AS "own"
      FROM "roll_call_vote" AS "t0"
    ) AS "t2"
    INNER JOIN (
      SELECT
        "t0"."body",
        "t0"."resolution",
        "t0"."date",
        "t0"."state" AS "partner",
        "t0"."vote" AS "other"
      FROM "roll_call_vote" AS "t0"
      WHERE
        "t0"."vote" <> 'absent'
    ) AS "t4"
      ON "t2"."body" = "t4"."body"
      AND "t2"."resolution" = "t4"."resolution"
      AND "t2"."date" = "t4"."date"
      AND "t2"."state" <> "t4"."partner"
  ) AS "t5"
  WHERE
    "t5"."other" <> 'abstain'
) AS "t6"
GROUP BY
  1,
  2,
  3
