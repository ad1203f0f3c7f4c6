"""Every name and code in the producers' files stands for the state that the file says."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from entente.crosswalk import crosswalk
from entente.errors import UnknownNameError
from entente.settings import BUNDLED
from entente.states import resolve, resolve_code
from entente.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not RAW.is_dir(), reason="ours: the producers' files are not beside the project"
)
STATES = crosswalk(Vocabulary(BUNDLED / "vocabulary")).states

# Rows of no state: groups of states, what was not told, and those whom SIPRI marks with stars.
GROUPS = re.compile(
    r"\*$|^W00$|^W(XD)?$|^_X$|^[AEFOS][15]9$|^[GT]X?\d|specified$|^World$|^Special Categories$|"
    r"unknown|n\.i\.e\.|^European Union|^EU$|^Euro Area|Econom|^EMDEs|Asia$|Africa|Europe$|America|"
    r"Middle East|Asia & Pacific|^CIS$|^Antarctica$|Hemisphere|Sub-Saharan",
    re.IGNORECASE,
)
# Those that no scheme has a code for.
UNCODED = {"Northern Cyprus", "Biafra", "Katanga", "Viet Cong (South Vietnam)*"}
# A file has two codes for one state, or one for two.
WRONG = {("Yemen People's Republic", "YAR")}


def rows(name: str, skip: int = 0) -> Iterator[dict[str, str]]:
    path = RAW / name
    opened = gzip.open if path.suffix == ".gz" else Path.open
    with opened(path, "rt", encoding="utf-8-sig") as file:
        for _ in range(skip):
            next(file)
        yield from csv.DictReader(file)


def columns(name: str, *keys: str) -> list[tuple[object, ...]]:
    """Distinct values of some columns of a Parquet file."""
    table = pq.read_table(RAW / name, columns=list(keys)).group_by(list(keys)).aggregate([])
    return sorted(zip(*(table[key].to_pylist() for key in keys), strict=True), key=str)


def told_apart(pairs: set[tuple[str, str]], year: int | None = None) -> list[str]:
    """Pairs of a name and a code that the crosswalk has otherwise."""
    wrong: list[str] = []
    for name, code in sorted(pairs - WRONG):
        if not code or code not in STATES:
            continue
        try:
            found = resolve(name, year)
        except UnknownNameError as error:
            # "Congo" alone is one of two; the file's code says which.
            if code not in error.fix:
                wrong.append(f"{name!r} of {code}: {error.what}")
            continue
        if code not in {found.code, found.state.code}:
            wrong.append(f"{name!r} of {code}: {found.code}")
    return wrong


def unknown(codes: set[str]) -> list[str]:
    return sorted(
        c for c in codes if c.strip() and c not in STATES and not GROUPS.search(c.strip())
    )


# ---------------------------------------------------------------- the United Nations


@pytest.mark.parametrize(
    "file", ["unga_votes_1946_2025_combined.parquet", "unsc_votes_undl_1946_2025.parquet"]
)
def test_every_member_of_the_ballots_is_its_state(file: str):
    pairs = {(str(n), str(c)) for n, c in columns(f"votes/{file}", "ms_name", "iso3")}
    assert len(pairs) > 100
    assert unknown({code for _, code in pairs}) == []
    assert told_apart(pairs) == []


def test_nobody_votes_before_admission_or_without_a_seat():
    ballots = pq.read_table(
        RAW / "votes/unga_votes_1946_2025_combined.parquet", columns=["undl_id", "iso3", "vote"]
    )
    # The copy lists some as not voting before their day.
    ballots = ballots.filter(pc.field("vote") != "X")
    days = pq.read_table(
        RAW / "votes/unga_resolutions_1946_2025_combined.parquet", columns=["undl_id", "date"]
    )
    cast = ballots.join(days, "undl_id")
    cast = cast.append_column("year", pc.call_function("year", [cast["date"]]))
    ends = cast.group_by(["iso3", "year"]).aggregate([("date", "min"), ("date", "max")])
    early: dict[str, list[str]] = {}
    for row in ends.to_pylist():
        for date in {row["date_min"], row["date_max"]}:
            day = date.date() if isinstance(date, dt.datetime) else date
            # China's ballots are listed under one code, whoever held the seat.
            codes = ("CHN", "TWN") if row["iso3"] == "CHN" else (row["iso3"],)
            if not any(STATES[code].is_member(day) for code in codes):
                early.setdefault(row["iso3"], []).append(str(day))
    assert early == {}


def test_every_state_of_voetens_files_is_its_state():
    seen: dict[tuple[str, int], set[int]] = {}
    file = "votes/unga_ideal_points_voeten_2025-07.parquet"
    for number, name, year in columns(file, "ccode", "countryname", "year"):
        seen.setdefault((str(name or ""), int(str(number))), set()).add(int(float(str(year))))
    for (name, number), years in seen.items():
        # A name stays with its state to the year's end, a number goes to the one that was there
        # then. The copy has some names in the wrong encoding, and some not at all.
        for year in {min(years), max(years)} - {2003, 2006}:
            found = resolve_code("cow", number, year)
            if name and "Ã" not in name:
                assert told_apart({(name, found.code)}, year) == []
    votes = columns("votes/unga_votes_voeten_1946_2019.parquet", "country")
    assert [n for (n,) in votes if not resolve(str(n)).code] == []


# ---------------------------------------------------------------- Correlates of War


def test_every_number_of_the_state_list_since_1945_is_its_state():
    seen = 0
    for row in rows("dyads/cow_states.csv.gz"):
        first, last = (int(float(row[key])) for key in ("styear", "endyear"))
        number = int(float(row["ccode"]))
        if last < 1946:
            continue
        seen += 1
        for year in {max(first, 1946), last}:
            found = resolve_code("cow", number, year)
            if number not in OTHER_IN_GW:
                assert resolve_code("gw", number, year).code == found.code
            # Its name for 345 is Yugoslavia to the end.
            assert told_apart({(row["statenme"], found.code)}, year) == []
    assert seen > 200


# Numbers that Gleditsch and Ward give to others, or not at all.
OTHER_IN_GW = {255, 345, 679, 946, 947, 955, 970}


def test_the_producers_own_list_of_codes_agrees():
    pairs = {
        (int(float(row["ccode"])), row["iso3c"])
        for row in rows("dyads/country_codes_cow_iso3.csv")
        if row["iso3c"]
    }
    assert {n: c for n, c in pairs if resolve_code("cow", n, 2010).code != c} == {345: "YUG"}


@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("dyads/atop_directed_dyad_year_1945_2018.parquet", ("ccode1", "ccode2")),
        ("dyads/cow_nmc_v6_1816_2022.parquet", ("ccode",)),
        ("dyads/democracy_cow_1816_2025.parquet", ("ccode",)),
        ("dyads/gdp_pop_cow_1945_2019.parquet", ("ccode",)),
        ("dyads/cow_mid_dyad_year_1945_2014.parquet", ("ccode1", "ccode2")),
    ],
)
def test_every_number_of_the_yearly_files_is_a_state(file: str, keys: tuple[str, ...]):
    for key in keys:
        lives: dict[int, set[int]] = {}
        for number, year in columns(file, key, "year"):
            lives.setdefault(int(float(str(number))), set()).add(int(float(str(year))))
        for number, years in lives.items():
            for year in {max(min(years), 1946), max(years)}:
                assert max(years) < 1946 or resolve_code("cow", number, year).code


def test_every_number_of_the_alliances_and_of_armed_conflicts_is_a_state():
    members = {
        (int(row["member"]), int(row["yrent"]))
        for row in rows("dyads/atop5_1m.csv.gz")
        if int(row["yrexit"] or 0) == 0 or int(row["yrexit"]) >= 1946
    }
    partners = {r[key] for r in rows("dyads/dcad_v1.0_main.csv") for key in ("ccode1", "ccode2")}
    sides = {
        (number, int(float(row["year"])))
        for row in rows("dyads/ucdp_acd_1946_2024.csv.gz")
        for number in re.findall(r"\d+", f"{row['gwno_a']},{row['gwno_b']}")
        if number != "0"
    }
    assert min(len(members), len(partners), len(sides)) > 100
    assert all(resolve_code("cow", number, year).code for number, year in members)
    assert all(resolve_code("cow", number).code for number in partners)
    assert all(resolve_code("gw", number, year).code for number, year in sides)


# ---------------------------------------------------------------- names of other producers


@pytest.mark.parametrize(
    ("file", "name", "code", "skip"),
    [
        ("economy/wb_gdp_current_usd_1990_2024.csv", "country", "iso3", 0),
        ("economy/imf_imts_state_totals_2025.csv", "name", "iso3", 0),
        ("economy/imf_imts_russia_reporter_2016_2024.csv", "partner_name", "partner_code", 0),
        ("economy/imf_china_reported_imports_2010_2022.csv", "partner_name", "partner_iso3", 0),
        ("economy/wits_china_reported_exports_2022.csv", "partner_name", "partner_iso3", 0),
        (
            "economy/comtrade_partner_reported_china_2014_2025.csv",
            *("reporter_name", "reporter_iso3", 0),
        ),
        ("dyads/fbic_chn_rus_senders_1960_x.csv", "receiver", "iso3", 0),
        ("economy/sipri_exports_360info.csv", "supplier", "", 0),
        ("economy/sipri_exports_360info.csv", "recipient", "", 0),
        ("economy/sipri_trade_register_1995_2025.csv", "Supplier", "", 11),
        ("economy/sipri_trade_register_1995_2025.csv", "Recipient", "", 11),
        ("economy/sipri_tiv_dyad_year_eastasia.csv", "supplier", "", 0),
        ("economy/sipri_tiv_dyad_year_eastasia.csv", "recipient", "", 0),
        ("dyads/china_vitae_leader_engagements_2003_2018.csv", "country", "", 0),
        ("dyads/aiddata_chinese_public_diplomacy_2000_2018.csv", "receiving_country", "", 0),
        ("dyads/us_leader_visits_events_1866_2025.csv", "country", "", 0),
    ],
)
def test_every_name_of_a_file_is_its_state(file: str, name: str, code: str, skip: int):
    seen = {
        (row[name].strip(), row[code] if code else "")
        for row in rows(file, skip)
        if row.get("date_start", "9999") >= "1945"
    }
    named = {(n, c) for n, c in seen if n and n not in UNCODED and not GROUPS.search(n)}
    assert len(named) >= 4
    assert told_apart(named) == []
    lost: list[str] = []
    for each, _ in sorted(named):
        try:
            resolve(each)
        except UnknownNameError as error:
            if "more than one" not in error.what:
                lost.append(each)
    assert lost == []


def test_every_name_of_military_expenditure_is_a_state():
    for (name,) in columns("dyads/sipri_milex_1949_2024.parquet", "country"):
        if not GROUPS.search(str(name)):
            assert resolve(str(name), 1990).code
    icews = columns("events/icews_dyad_year_2002_2014_netify.parquet", "i", "i_iso3c")
    assert told_apart({(str(name), str(code)) for name, code in icews}) == []


@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("economy/imf_dots_all_dyads_1990_2020.csv.gz", ("reporter_iso3", "partner_iso3")),
        ("economy/imf_imts_exports_all_dyads_2025.csv", ("exporter_iso3", "importer_iso3")),
        ("economy/comtrade_indonesia_reporter_2000_2024.csv", ("partner_iso3",)),
        ("economy/focus_dyads_mirror_1990_2025.csv", ("exporter_iso3", "importer_iso3")),
        ("economy/oecd_btige_exports_2021_2025.csv", ("exporter_iso3", "importer_iso3")),
        ("economy/russia_fts_month_partner_2006_2021.csv", ("reporter", "partner")),
        ("text/ungd_speeches_index_1946_2024.csv", ("iso3",)),
        ("activity/jnto_visitors_to_japan_month_2003_2021.csv", ("from_iso3",)),
    ],
)
def test_every_code_of_a_file_is_known(file: str, keys: tuple[str, ...]):
    wanted = arrow_csv.ConvertOptions(include_columns=list(keys), strings_can_be_null=False)
    table = arrow_csv.read_csv(RAW / file, convert_options=wanted)
    seen = {str(code) for key in keys for code in table[key].unique().to_pylist()}
    assert unknown(seen) == []


# ---------------------------------------------------------------- events


def test_every_place_and_actor_of_the_events_is_a_state():
    text = (RAW / "events/gdelt_py_countries_fips_iso.json").read_text(encoding="utf-8")
    places = json.loads(text)
    # The file has the codes of Serbia and Montenegro, and none of what came after.
    for fips, place in places.items():
        assert resolve_code("fips", fips).state.code == place["iso3"], fips
    assert told_apart({(place["name"], place["iso3"]) for place in places.values()}) == []
    months = columns("events/gdelt2_dyad_month_2018-01_2024-02.parquet", "iso3_a")
    assert unknown({str(code) for (code,) in months}) == []
    negative = {
        row["Actor2CountryCode"]
        for row in rows("events/gdelt_china_negative_acts_month_2003_2023.csv")
    }
    assert [code for code in negative if not resolve_code("cameo", code).code] == []
