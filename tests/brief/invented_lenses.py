"""Lenses invented for tests of the figures; the numbers are near real ones and mean nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from nested_results import NOT_COMPARED, lens_result

from entente.assessment import LensAssessment, LensResult, Robustness, SeriesPoint, Specification

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REPORT = dt.date(2024, 9, 30)
AS_OF = dt.date(2026, 11, 24)

ALL_VOTES = dict(
    enumerate(
        [0.761, 0.812, 0.736, 0.734, 0.697, 0.714, 0.688, 0.798, 0.771, 0.792, 0.796, 0.767, 0.705,
         0.667, 0.670, 0.781],
        start=2010,
    )
)  # fmt: skip
CONTESTED = dict(
    enumerate(
        [0.66, 0.71, 0.60, 0.63, 0.59, 0.55, 0.48, 0.64, 0.552, 0.593, 0.677, 0.704, 0.727, 0.679,
         0.688, 0.621],
        start=2010,
    )
)  # fmt: skip
KAPPA = dict(
    enumerate(
        [0.30, 0.47, 0.38, 0.38, 0.29, 0.43, 0.39, 0.51, 0.49, 0.52, 0.54, 0.52, 0.45, 0.42, 0.39,
         0.36],
        start=2010,
    )
)  # fmt: skip
SCRAMBLES = {
    2009: 299, 2011: 426, 2012: 567, 2013: 810, 2014: 943, 2015: 873, 2016: 1168, 2017: 904,
    2018: 999, 2019: 947, 2020: 725, 2021: 1004, 2022: 778, 2023: 669, 2024: 704,
}  # fmt: skip
PATROLS = [
    dt.date(2019, 7, 23), dt.date(2020, 12, 22), dt.date(2021, 11, 19), dt.date(2022, 5, 24),
    dt.date(2022, 11, 30), dt.date(2023, 6, 6), dt.date(2023, 6, 7), dt.date(2023, 12, 14),
    dt.date(2024, 7, 24), dt.date(2024, 11, 29), dt.date(2024, 11, 30), dt.date(2025, 12, 9),
]  # fmt: skip


def points(
    values: Mapping[int, float] | Mapping[dt.date, float],
    *,
    label: str = "CHN-RUS",
    role: str = "main",
    known_to: int = 2023,
) -> list[SeriesPoint]:
    """Make points; those up to a year were known when the report appeared."""
    return [
        SeriesPoint(
            period=period,
            value=value,
            n=None,
            label=label,
            role=role,  # type: ignore[arg-type]
            as_written=(period <= REPORT if isinstance(period, dt.date) else period <= known_to),
        )
        for period, value in values.items()
    ]


def acts(days: Iterable[dt.date] = PATROLS, role: str = "main") -> list[SeriesPoint]:
    """Make one point an act."""
    return points(dict.fromkeys(days, 1.0), label="", role=role)


def specifications(effects: Iterable[float | None], bar: float) -> Robustness:
    """Make specifications; those beyond the bar support."""
    made = [
        Specification(
            changed={"window": "one year earlier"},
            answer="supports" if e is not None and e > bar else "cannot_tell",
            effect=e,
            low=None,
            high=None,
        )
        for e in effects
    ]
    return Robustness(
        total=len(made),
        same_answer=sum(s.answer == "supports" for s in made),
        same_side=len(made),
        with_estimate=sum(s.effect is not None for s in made),
        fragile_year=None,
        specifications=made,
    )


def result(**changed: Any) -> LensResult:
    """Make a result."""
    given: dict[str, Any] = {
        "answer": "cannot_tell", "before_robustness": "cannot_tell", "sense": "", "reason": "",
        "reason_text": "", "detail": "", "effect": None, "low": None, "high": None,
        "p_claimed": None, "p_none": None, "lean": None, "n": 8, "power": None,
        "detectable": None, "exact": False, "line": None, "window": None, "left_out": [],
        "rows": 80, "robustness": None, "flips": [], "standing": NOT_COMPARED,
    }  # fmt: skip
    return lens_result(given | changed)


def lens(series: list[SeriesPoint], **changed: Any) -> LensAssessment:
    """Make a lens: a trend of shares unless told otherwise."""
    given: dict[str, Any] = {
        "id": "lens", "title": "All recorded votes", "asks": "Supported if …",
        "measure": "vote_agreement", "measure_title": "Votes cast alike", "unit": "share (0-1)",
        "period_kind": "year", "states": ["CHN", "RUS"], "where": {}, "criterion": "rises",
        "form": "trend", "effect_unit": "share (0-1) a year", "direction": "up", "matters": 0.01,
        "at": None, "threshold": None, "proxy": "proxy", "blind_to": "consensus", "sources": [],
        "producers": [], "rungs": {}, "error": "", "complete": True, "coverage": "", "overdue": "",
        "series": series,
        "results": {"as_written": result(), "now": result()}, "rows": 80,
    }  # fmt: skip
    return LensAssessment(**(given | changed))


def trend(values: Mapping[int, float], **changed: Any) -> LensAssessment:
    """Make a trend judged from 2018."""
    first = values[2018]
    results = {
        "as_written": result(window=[2018, 2023], line=[2018, first, 2023, first + 0.02],
                             robustness=specifications(_spread(0.012), 0.01)),
        "now": result(window=[2018, 2025], line=[2018, first, 2025, first + 0.02],
                      robustness=specifications(_spread(0.004), 0.01)),
    }  # fmt: skip
    return lens(points(values), results=results, **changed)


def _spread(centre: float) -> list[float | None]:
    return [centre + 0.0022 * ((i * 7) % 11 - 5) for i in range(47)] + [None]


def three_votes() -> list[LensAssessment]:
    return [
        trend(ALL_VOTES, id="all"),
        trend(CONTESTED, id="contested", title="Contested votes"),
        trend(KAPPA, id="kappa", title="Agreement beyond chance", unit="kappa (-1 to 1)",
              effect_unit="kappa (-1 to 1) a year"),
    ]  # fmt: skip


def scrambles() -> LensAssessment:
    against = {year: value for year, value in SCRAMBLES.items() if year < 2022}
    return lens(
        points({y: float(v) for y, v in SCRAMBLES.items()})
        + points({y: float(v) for y, v in against.items()}, role="against"),
        title="All scrambles", unit="scrambles", effect_unit="scrambles beyond the comparison",
        period_kind="fiscal_year", criterion="exceeds", form="level", matters=0.1, threshold=920.0,
        results={"as_written": result(window=[2021, 2023]), "now": result(window=[2022, 2024])},
    )  # fmt: skip


def patrols() -> LensAssessment:
    return lens(
        acts(), title="Joint air patrols near Japan", unit="acts", period_kind="date",
        criterion="occurs", form="existence", effect_unit="instances on record", matters=2,
        coverage="The ledger was searched to 2026-06-28 and is not complete.",
        results={
            "as_written": result(robustness=specifications([9, 9, 8, 7, 3], 2)),
            "now": result(robustness=specifications([12, 12, 11, 10, 5], 2)),
        },
    )  # fmt: skip


def responses() -> LensAssessment:
    events = [dt.date(2022, 8, 2), dt.date(2023, 4, 5), dt.date(2024, 5, 20), dt.date(2025, 3, 1)]
    return lens(
        acts() + acts(events, "against"), title="Statements after crises", unit="acts",
        period_kind="date", criterion="responds_to_events", form="event response", matters=1,
        effect_unit="times the rate on other days, less one",
    )  # fmt: skip


def comparators(n: int = 3) -> LensAssessment:
    names = ["CHN-IND", "RUS-IND", "CHN-BRA", "CHN-DEU", "CHN-FRA", "CHN-GBR", "CHN-ITA"]
    more = [
        point
        for i, name in enumerate(names[:n])
        for point in points({y: v - 0.05 * (i + 1) for y, v in ALL_VOTES.items()}, label=name,
                            role="against")
    ]  # fmt: skip
    return lens(points(ALL_VOTES) + more, criterion="exceeds", form="level", matters=0.05,
                results={"as_written": result(window=[2018, 2023]),
                         "now": result(window=[2018, 2025])})  # fmt: skip


def broken() -> LensAssessment:
    trade = {2010 + i: v * 1e9 for i, v in enumerate(
        [55.5, 79.3, 88.2, 89.3, 95.3, 68.1, 69.5, 84.2, 107.1, 110.9, 107.8, 146.9, 190.3, 240.1,
         244.8, 228.1])}  # fmt: skip
    return lens(points(trade), title='Goods trade "both ways" & <mirror>', unit="USD",
                criterion="shifts_after", form="break", at=dt.date(2022, 2, 24), matters=1e10,
                effect_unit="USD, step after the date",
                results={"as_written": result(window=[2010, 2023]),
                         "now": result(window=[2010, 2025])})  # fmt: skip


def both_sides() -> LensAssessment:
    one = {2010 + i: 0.09 + 0.012 * i for i in range(15)}
    two = {2010 + i: 0.02 + 0.001 * i for i in range(15)}
    return lens(points(one, label="RUS>CHN") + points(two, label="CHN>RUS", role="against"),
                title="Share of each other's trade", criterion="asymmetry_grows",
                form="asymmetry", results={"as_written": result(window=[2014, 2023]),
                                           "now": result(window=[2014, 2024])})  # fmt: skip
