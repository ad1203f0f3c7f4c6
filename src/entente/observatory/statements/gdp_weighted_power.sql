SELECT
  "t6"."state",
  "t6"."year",
  "t6"."power" / NULLIF("t6"."total", 0) AS "value",
  "t6"."n"
FROM (
  SELECT
    "t5"."state",
    "t5"."year",
    "t5"."power",
    SUM("t5"."power") OVER (PARTITION BY "t5"."year" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total",
    COUNT("t5"."power") OVER (PARTITION BY "t5"."year" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "n"
  FROM (
    SELECT
      "t3"."state",
      "t3"."year",
      (
        "t3"."gdp_usd" * "t3"."gdp_usd"
      ) / NULLIF("t4"."population", 0) AS "power"
    FROM (
      SELECT
        "t0"."state",
        "t0"."year",
        "t0"."value" AS "gdp_usd"
      FROM "indicator" AS "t0"
      WHERE
        "t0"."indicator" = 'gdp_usd' AND "t0"."value" IS NOT NULL
    ) AS "t3"
    LEFT OUTER JOIN (
      SELECT
        "t0"."state",
        "t0"."year",
        "t0"."value" AS "population"
      FROM "indicator" AS "t0"
      WHERE
        "t0"."indicator" = 'population' AND "t0"."value" IS NOT NULL
    ) AS "t4"
      ON "t3"."state" = "t4"."state" AND "t3"."year" = "t4"."year"
  ) AS "t5"
) AS "t6"
