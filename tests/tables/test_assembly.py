"""Votes of two records joined, texts that come again, and what was never voted on."""

from __future__ import annotations

import datetime as dt

import ibis
import numpy as np
import pyarrow as pa

from entente.data.edition_build import EDITION, read_table
from entente.tables import tables
from entente.tables._assembly import cast_votes
from entente.tables._ballots import recurring

_ = ibis._


def library(rows: list[tuple[int, str, str, dt.date, str]]) -> ibis.Table:
    """Return resolutions of the Digital Library."""
    number, symbol, session, date, title = zip(*rows, strict=True)
    return ibis.memtable(
        pa.table(
            {
                "undl_id": number,
                "resolution": symbol,
                "session": session,
                "date": date,
                "title": title,
                "recorded": [True] * len(rows),
                "n_yes": [1] * len(rows),
                "n_no": [1] * len(rows),
                "n_abstain": [0] * len(rows),
            }
        )
    )


def voeten(rows: list[tuple[int, int, str, dt.date, int]]) -> ibis.Table:
    number, session, symbol, date, para = zip(*rows, strict=True)
    columns = {"rcid": number, "session": session, "unres": symbol, "date": date, "para": para}
    return ibis.memtable(pa.table({**columns, "amend": [0] * len(rows)}))


def votes(rows: list[tuple[int, str, str]], column: str, state: str) -> ibis.Table:
    number, who, how = zip(*rows, strict=True)
    return ibis.memtable(pa.table({column: number, state: who, "vote": how}))


def _count(rows: ibis.Table) -> int:
    return rows.count().to_pyarrow().as_py()


BAN = "Complete nuclear test ban : resolution / adopted by the General Assembly"


def test_a_roll_call_of_both_records_counts_once_and_links_a_text_to_its_next_year():
    found = cast_votes(
        votes(
            [(1, "Russia", "yes"), (1, "United States", "no"), (2, "Russia", "no")],
            "rcid",
            "country",
        ),
        voeten(
            [
                (1, 74, "R/74/5", dt.date(2019, 11, 7), 0),
                (2, 74, "R/74/6", dt.date(2019, 12, 1), 1),
            ]
        ),
        votes(
            [(10, "RUS", "Y"), (10, "USA", "N"), (11, "RUS", "Y"), (11, "USA", "X")],
            "undl_id",
            "iso3",
        ),
        library(
            [
                (10, "A/RES/74/5", "74", dt.date(2019, 11, 7), BAN),
                (11, "A/RES/75/9", "75", dt.date(2020, 12, 7), BAN),
            ]
        ),
    )
    told = list(zip(found.states, found.years.tolist(), found.votes.tolist(), strict=True))
    # Voeten's three votes, and one of the Library's: the twin is not counted again, nor an absence.
    assert told == [("RUS", 2019, 1), ("USA", 2019, 3), ("RUS", 2019, 3), ("RUS", 2020, 1)]
    ban, part = found.items[0], found.items[2]
    assert found.items.tolist() == [ban, ban, part, ban]
    assert ban != part
    assert "1 roll calls are in both" in found.bridge[1]


def test_texts_with_the_same_title_but_for_its_dates_share_their_first_record():
    found = recurring(
        library(
            [
                (5, "A/RES/75/1", "75", dt.date(2020, 1, 1), "Right of peoples to food, 2020"),
                (9, "A/RES/76/1", "76", dt.date(2021, 1, 1), "Right of peoples to food, 2021"),
                (7, "A/RES/76/2", "76", dt.date(2021, 1, 1), "Food"),
                (8, "A/RES/76/3", "76", dt.date(2021, 1, 1), "Food"),
            ]
        )
    ).to_pyarrow()
    assert dict(zip(found["record_id"].to_pylist(), found["text"].to_pylist(), strict=True)) == {
        5: 5,
        9: 5,
        7: 7,
        8: 8,
    }


def test_votes_on_parts_of_a_text_are_in_no_other_set():
    rows = read_table(EDITION, tables["roll_call_vote"])
    parts = rows.filter(_.record_id.isnull())
    assert parts.select("sets").distinct().to_pyarrow()["sets"].to_pylist() == ["paragraphs"]
    assert _count(rows.filter(_.record_id.notnull(), _.sets.contains("paragraphs"))) == 0
    texts = _count(parts.select("resolution").distinct())
    # Votes on paragraphs, and on amendments alone, in Voeten's roll calls.
    assert texts == (470 + 364 + 157) + (130 + 24)


def test_texts_adopted_without_a_vote_are_most_of_those_of_a_session():
    """A/RES/74 runs to 306 (un.org/en/ga/74/resolutions.shtml); 96 came to a recorded vote."""
    rows = {
        row["year"]: row
        for row in read_table(EDITION, tables["assembly_session"]).to_pyarrow().to_pylist()
    }
    assert rows[2019]["recorded"] == 96
    assert 280 <= rows[2019]["numbered"] <= 345
    shares = [1 - row["recorded"] / row["numbered"] for row in rows.values() if row["year"] > 1976]
    assert 0.3 < np.median(shares) < 0.85


def test_the_two_ideal_points_of_our_own_are_near_the_published_ones():
    held = read_table(EDITION, tables["ideal_point"]).to_pyarrow().to_pylist()
    by_series: dict[str, dict[tuple[str, int], float]] = {}
    for row in held:
        by_series.setdefault(row["series"], {})[row["state"], row["year"]] = row["ideal_point"]
    for series, lowest in (("own_smoothed", 0.97), ("own_filtered", 0.9)):
        own = by_series[series]
        assert max(year for _state, year in own) == 2025
        found = []
        for year in range(1980, 2024):
            shared = [key for key in own if key[1] == year and key in by_series["all"]]
            pairs = np.array([(own[key], by_series["all"][key]) for key in shared])
            found.append(float(np.corrcoef(pairs.T)[0, 1]))
        assert np.median(found) >= lowest, series
