SELECT
  "t0"."state_a",
  "t0"."state_b",
  "t0"."set",
  "t0"."year",
  1 - (
    (
      (
        "t0"."yes_yes" + "t0"."yes_abstain" + "t0"."yes_no" + "t0"."abstain_yes" + "t0"."abstain_abstain" + "t0"."abstain_no" + "t0"."no_yes" + "t0"."no_abstain" + "t0"."no_no"
      ) * (
        "t0"."yes_abstain" + "t0"."abstain_yes" + "t0"."abstain_no" + "t0"."no_abstain" + (
          (
            "t0"."yes_no" + "t0"."no_yes"
          ) * 4
        )
      )
    ) / NULLIF(
      (
        (
          "t0"."yes_yes" + "t0"."yes_abstain" + "t0"."yes_no" + "t0"."abstain_yes" + "t0"."abstain_abstain" + "t0"."abstain_no" + "t0"."no_yes" + "t0"."no_abstain" + "t0"."no_no"
        ) * (
          (
            (
              "t0"."yes_yes" + "t0"."yes_no" + "t0"."no_yes" + "t0"."no_no"
            ) * 2
          ) + (
            "t0"."yes_abstain" + "t0"."abstain_yes" + "t0"."abstain_no" + "t0"."no_abstain"
          )
        )
      ) - (
        (
          "t0"."yes_yes" + "t0"."yes_abstain" + "t0"."yes_no" + (
            (
              "t0"."no_yes" + "t0"."no_abstain" + "t0"."no_no"
            ) * -1
          )
        ) * 2 * (
          "t0"."yes_yes" + "t0"."abstain_yes" + "t0"."no_yes" + (
            (
              "t0"."yes_no" + "t0"."abstain_no" + "t0"."no_no"
            ) * -1
          )
        )
      ),
      0
    )
  ) AS "value",
  "t0"."yes_yes" + "t0"."yes_abstain" + "t0"."yes_no" + "t0"."abstain_yes" + "t0"."abstain_abstain" + "t0"."abstain_no" + "t0"."no_yes" + "t0"."no_abstain" + "t0"."no_no" AS "n",
  CAST(["t0"."row"] AS BIGINT[]) AS "rows"
FROM "vote_pair_count" AS "t0"
