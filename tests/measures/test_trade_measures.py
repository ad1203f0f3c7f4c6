"""Trade, arms, power and commitments: whose figures stand in a number, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis import _

from entente.frames import table
from entente.measures import measures

if TYPE_CHECKING:
    import ibis.expr.types as ir

FLOW = """
    from_state to_state year kind  reporter value is_estimated
    RUS        CHN      2021 goods exporter  68.0 false
    RUS        CHN      2021 goods importer  78.0 false
    CHN        RUS      2021 goods exporter  67.0 false
    CHN        RUS      2021 goods importer  72.0 false
    RUS        CHN      2022 goods exporter  98.0 true
    RUS        CHN      2022 goods importer 112.0 false
    CHN        RUS      2022 goods exporter  76.0 false
    CHN        RUS      2022 goods importer  82.0 true
    CHN        PRK      2021 goods exporter   0.0 false
    CHN        PRK      2021 goods importer     - false
    PRK        CHN      2021 goods importer   0.0 false
"""
INDICATORS = """
    state year indicator            value
    RUS   2021 exports_total_usd_mn  490.0
    RUS   2021 imports_total_usd_mn  310.0
    RUS   2022 exports_total_usd_mn  590.0
    RUS   2022 imports_total_usd_mn  210.0
    CHN   2021 exports_total_usd_mn 3300.0
    CHN   2021 imports_total_usd_mn 2500.0
    CHN   2022 exports_total_usd_mn 3600.0
    CHN   2022 imports_total_usd_mn 2400.0
    RUS   2021 gdp_usd               1.8e9
    RUS   2022 gdp_usd               2.3e9
    CHN   2021 gdp_usd               1.8e10
    CHN   2022 gdp_usd               1.8e10
"""
OWN: dict[str, str] = {}
MIRROR = {"figures": "mirror"}
GAPS = ("trade_asymmetry", "trade_asymmetry_log_ratio")


def found(
    name: str,
    flow: ir.Table | None = None,
    indicator: ir.Table | None = None,
    chosen: dict[str, str] | None = None,
) -> dict[tuple[str, str, int], float | None]:
    measure = measures[name]
    held = {
        "flow": table(FLOW) if flow is None else flow,
        "indicator": table(INDICATORS) if indicator is None else indicator,
    }
    result = measure.compute(*(held[used] for used in measure.uses), **(chosen or {}))
    rows = result.to_pyarrow().to_pylist()
    return {(row["state"], row["partner"], row["year"]): row["value"] for row in rows}


def test_each_side_counts_the_same_trade_by_its_own_figures() -> None:
    values = found("trade_value")
    assert values["RUS", "CHN", 2021] == pytest.approx(0.140)
    assert values["CHN", "RUS", 2021] == pytest.approx(0.145)


def test_an_estimate_is_not_a_report() -> None:
    assert ("RUS", "CHN", 2022) not in found("trade_value")
    assert ("RUS", "CHN", 2022) not in found("trade_share")
    assert ("CHN", "RUS", 2022) in found("trade_share")


def test_the_partner_s_figures_carry_the_share_of_a_state_that_stopped_publishing() -> None:
    values = found("trade_share", chosen=MIRROR)
    assert values["RUS", "CHN", 2022] == pytest.approx(188 / 800)
    assert ("CHN", "RUS", 2022) not in values


def test_own_and_partner_figures_are_never_mixed_in_one_share() -> None:
    assert found("trade_share")["RUS", "CHN", 2021] == pytest.approx(140 / 800)
    assert found("trade_share", chosen=MIRROR)["RUS", "CHN", 2021] == pytest.approx(145 / 800)


@pytest.mark.parametrize("chosen", [OWN, MIRROR], ids=["own", "mirror"])
@pytest.mark.parametrize("piece", ["exports_total_usd_mn", "imports_total_usd_mn"])
def test_a_share_has_no_row_when_a_total_is_missing(chosen: dict[str, str], piece: str) -> None:
    rest = table(INDICATORS).filter((_.indicator != piece) | (_.state != "RUS"))
    assert [
        key for key in found("trade_share", indicator=rest, chosen=chosen) if key[0] == "RUS"
    ] == []


def test_a_share_has_no_row_when_one_flow_is_missing() -> None:
    rest = table(FLOW).filter((_.reporter != "importer") | (_.to_state != "RUS"))
    assert ("RUS", "CHN", 2021) not in found("trade_share", flow=rest)
    assert ("CHN", "RUS", 2021) in found("trade_share", flow=rest)


def test_a_reported_zero_is_a_zero_and_a_missing_figure_is_not() -> None:
    assert found("trade_value")["CHN", "PRK", 2021] == 0
    assert ("PRK", "CHN", 2021) not in found("trade_value")


def test_a_share_is_missing_when_total_trade_is_zero() -> None:
    nothing = table(INDICATORS).mutate(value=_.value * 0)
    assert set(found("trade_share", indicator=nothing).values()) == {None}
    assert set(found("trade_share", indicator=nothing, chosen={"over": "gdp"}).values()) == {None}


@pytest.mark.parametrize("name", GAPS)
def test_asymmetry_changes_its_sign_with_the_direction(name: str) -> None:
    values = found(name)
    assert values["RUS", "CHN", 2021] == pytest.approx(-(values["CHN", "RUS", 2021] or 0))


def test_mirror_asymmetry_reads_one_side_s_figures_in_both_shares() -> None:
    values = found("trade_asymmetry", chosen=MIRROR)
    assert values["RUS", "CHN", 2022] == pytest.approx(188 / 800 - 188 / 6000)
    gap = found("trade_asymmetry", chosen={**MIRROR, "over": "gdp"})
    assert gap["RUS", "CHN", 2022] == pytest.approx(188 / 2300 - 188 / 18000)


@settings(deadline=None, max_examples=4)
@given(times=st.floats(0.01, 1000))
def test_another_unit_of_money_leaves_shares_as_they_are(times: float) -> None:
    flow = table(FLOW).mutate(value=_.value * times)
    indicator = table(INDICATORS).mutate(value=_.value * times)
    ways = [(name, OWN) for name in ("trade_share", *GAPS)]
    ways += [("trade_share", MIRROR), ("trade_asymmetry", MIRROR), ("trade_share", {"over": "gdp"})]
    for name, chosen in ways:
        changed = found(name, flow, indicator, chosen)
        assert changed == pytest.approx(found(name, chosen=chosen)), (name, chosen)


def test_arms_share_has_no_row_where_the_recipient_s_imports_are_unknown() -> None:
    flow = table("""
        from_state to_state year kind           reporter value
        RUS        CHN      2020 arms_five_year sipri     40.0
        RUS        VNM      2020 arms_five_year sipri     15.0
        RUS        VNM      2020 goods          exporter  99.0
    """)
    totals = table("state year indicator value\nCHN 2020 arms_imports_five_year_tiv 50.0")
    assert found("arms_import_share", flow, totals) == {("RUS", "CHN", 2020): 0.8}
    assert found("arms_tiv", flow) == {("RUS", "CHN", 2020): 40.0, ("RUS", "VNM", 2020): 15.0}


def states(name: str, *texts: str) -> dict[str, Any]:
    rows = measures[name].compute(*(table(text) for text in texts)).to_pyarrow().to_pylist()
    return {row["state"]: (row["value"], row["n"]) for row in rows}


def test_net_power_is_missing_without_population_and_never_enters_the_sum() -> None:
    power = states(
        "gdp_weighted_power",
        """
        state year indicator  value
        CHN   2020 gdp_usd    100.0
        CHN   2020 population  50.0
        PRK   2020 population  25.0
        RUS   2020 gdp_usd     10.0
        RUS   2020 population   5.0
        TWN   2020 gdp_usd     10.0
        """,
    )
    assert power == {
        "CHN": (pytest.approx(200 / 220), 2),
        "RUS": (pytest.approx(20 / 220), 2),
        "TWN": (None, 2),
    }


def test_obligations_are_missing_when_one_kind_is_not_coded() -> None:
    text = """
        state partner year defence offence neutrality non_aggression consultation
        CHN   RUS     2018 false   false   -          true           true
        CHN   PRK     2018 true    false   true       true           true
    """
    covered = "state year\nRUS 2018"
    assert states("treaty_obligation", text.replace("CHN   PRK", "PRK   CHN"), covered) == {
        "CHN": (None, 5),
        "PRK": (4, 5),
    }


def test_distance_of_ideal_points_does_not_mind_the_order_of_the_states() -> None:
    text = """
        state year series ideal_point n_votes
        {0}   2020 all           -1.0      80
        {1}   2020 all            0.5      70
    """
    ways = [
        measures["ideal_point_distance"].compute(table(text.format(*pair))).to_pyarrow().to_pylist()
        for pair in (("CHN", "RUS"), ("RUS", "CHN"))
    ]
    for way in ways:
        assert sorted(way[0].pop("rows")) == [1, 2]
    assert ways[0] == ways[1]
    assert ways[0][0]["value"] == 1.5
    assert ways[0][0]["n"] == 70


EXPECTED = """
    state partner year expected flows
    RUS   CHN     2021     34.0 20000
    CHN   RUS     2021    134.0 20000
    RUS   CHN     2022     98.0 20000
    CHN   PRK     2021      5.0 20000
    PRK   CHN     2021      5.0 20000
"""


def test_the_gravity_residual_is_of_what_the_exporter_itself_counts() -> None:
    measure = measures["gravity_residual"]
    rows = measure.compute(table(FLOW), table(EXPECTED)).to_pyarrow().to_pylist()
    values = {(row["state"], row["partner"], row["year"]): row["value"] for row in rows}
    # Of 2022 Russia's are estimates; of North Korea only what China imports is held.
    assert set(values) == {("RUS", "CHN", 2021), ("CHN", "RUS", 2021), ("CHN", "PRK", 2021)}
    assert values["RUS", "CHN", 2021] == pytest.approx(0.6931, abs=1e-4)
    assert values["CHN", "RUS", 2021] == pytest.approx(-0.6931, abs=1e-4)


def test_the_gravity_residual_of_no_exports_is_missing_and_not_endless() -> None:
    measure = measures["gravity_residual"]
    rows = measure.compute(table(FLOW), table(EXPECTED)).to_pyarrow().to_pylist()
    (none,) = [row for row in rows if row["partner"] == "PRK"]
    assert none["value"] is None
    assert len(none["rows"]) == none["n"] == 2
