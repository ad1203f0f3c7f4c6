SELECT
  "t3"."state",
  "t3"."year",
  (
    (
      "t3"."gdp_usd" * "t3"."gdp_usd"
    ) / NULLIF("t4"."population", 0)
  ) / NULLIF("t8"."total", 0) AS "value",
  "t8"."n",
  "t8"."all_rows" AS "rows"
FROM (
  SELECT
    "t0"."state",
    "t0"."year",
    "t0"."value" AS "gdp_usd",
    "t0"."row" AS "gdp_usd_row"
  FROM "indicator" AS "t0"
  WHERE
    "t0"."indicator" = 'gdp_usd' AND "t0"."value" IS NOT NULL
) AS "t3"
LEFT OUTER JOIN (
  SELECT
    "t0"."state",
    "t0"."year",
    "t0"."value" AS "population",
    "t0"."row" AS "population_row"
  FROM "indicator" AS "t0"
  WHERE
    "t0"."indicator" = 'population' AND "t0"."value" IS NOT NULL
) AS "t4"
  ON "t3"."state" = "t4"."state" AND "t3"."year" = "t4"."year"
INNER JOIN (
  SELECT
    "t6"."year",
    SUM("t6"."power") AS "total",
    COUNT(*) AS "n",
    FLATTEN(ARRAY_AGG("t6"."rows") FILTER(WHERE
      "t6"."rows" IS NOT NULL)) AS "all_rows"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t3"."state",
        "t3"."year",
        (
          "t3"."gdp_usd" * "t3"."gdp_usd"
        ) / NULLIF("t4"."population", 0) AS "power",
        CAST(["t3"."gdp_usd_row", "t4"."population_row"] AS BIGINT[]) AS "rows"
      FROM (
        SELECT
          "t0"."state",
          "t0"."year",
          "t0"."value" AS "gdp_usd",
          "t0"."row" AS "gdp_usd_row"
        FROM "indicator" AS "t0"
        WHERE
          "t0"."indicator" = 'gdp_usd' AND "t0"."value" IS NOT NULL
      ) AS "t3"
      LEFT OUTER JOIN (
        SELECT
          "t0"."state",
          "t0"."year",
          "t0"."value" AS "population",
          "t0"."row" AS "population_row"
        FROM "indicator" AS "t0"
        WHERE
          "t0"."indicator" = 'population' AND "t0"."value" IS NOT NULL
      ) AS "t4"
        ON "t3"."state" = "t4"."state" AND "t3"."year" = "t4"."year"
    ) AS "t5"
    WHERE
      "t5"."power" IS NOT NULL
  ) AS "t6"
  GROUP BY
    1
) AS "t8"
  ON "t3"."year" = "t8"."year"
