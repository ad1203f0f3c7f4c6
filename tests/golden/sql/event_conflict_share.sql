SELECT
  "t0"."state",
  "t0"."partner",
  "t0"."year",
  (
    "t0"."verbal_conflict" + "t0"."material_conflict"
  ) / NULLIF(
    "t0"."verbal_conflict" + "t0"."material_conflict" + (
      "t0"."verbal_cooperation" + "t0"."material_cooperation"
    ),
    0
  ) AS "value",
  "t0"."verbal_conflict" + "t0"."material_conflict" + (
    "t0"."verbal_cooperation" + "t0"."material_cooperation"
  ) AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "event_year" AS "t0"
