SELECT
  "t0"."state_a",
  "t0"."state_b",
  "t0"."set",
  "t0"."year",
  (
    (
      1 - (
        (
          (
            "t0"."yes_abstain" * 1
          ) + (
            "t0"."yes_no" * 2
          ) + (
            "t0"."abstain_yes" * 1
          ) + (
            "t0"."abstain_no" * 1
          ) + (
            "t0"."no_yes" * 2
          ) + (
            "t0"."no_abstain" * 1
          )
        ) / NULLIF(
          (
            (
              "t0"."yes_yes" * 1
            ) + (
              "t0"."yes_abstain" * 1
            ) + (
              "t0"."yes_no" * 1
            ) + (
              "t0"."abstain_yes" * 1
            ) + (
              "t0"."abstain_abstain" * 1
            ) + (
              "t0"."abstain_no" * 1
            ) + (
              "t0"."no_yes" * 1
            ) + (
              "t0"."no_abstain" * 1
            ) + (
              "t0"."no_no" * 1
            )
          ) * 2,
          0
        )
      )
    ) * 2
  ) - 1 AS "value",
  (
    "t0"."yes_yes" * 1
  ) + (
    "t0"."yes_abstain" * 1
  ) + (
    "t0"."yes_no" * 1
  ) + (
    "t0"."abstain_yes" * 1
  ) + (
    "t0"."abstain_abstain" * 1
  ) + (
    "t0"."abstain_no" * 1
  ) + (
    "t0"."no_yes" * 1
  ) + (
    "t0"."no_abstain" * 1
  ) + (
    "t0"."no_no" * 1
  ) AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "vote_pair_count" AS "t0"
