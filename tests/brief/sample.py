"""A small assessment made by hand: one claim of every kind that a page must show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nested_results import NOT_COMPARED, lens_result

from entente.assessment import (
    SCHEMA_VERSION,
    VERDICTS,
    Answer,
    Assessed,
    Assessment,
    Change,
    ClaimAssessment,
    Confidence,
    Flip,
    ForecastAssessment,
    LensAssessment,
    LensResult,
    MapAct,
    Robustness,
    SentenceAssessment,
    SeriesPoint,
    SourceNote,
    Specification,
    VintageNote,
)
from entente.finding import Stretch
from entente.rows_behind import RowBehind

if TYPE_CHECKING:
    from entente.brief.figures.drawing import Drawer

WRITTEN = dt.date(2024, 9, 30)
NOW = dt.date(2026, 11, 24)
ALL = [0.771, 0.792, 0.796, 0.767, 0.705, 0.667, 0.670, 0.781]
CONTESTED = [0.552, 0.593, 0.677, 0.704, 0.727, 0.679, 0.688, 0.621]
SCRAMBLES = [943, 873, 1168, 904, 999, 947, 725, 1004, 778, 669, 704]


@dataclass(frozen=True)
class StandInChart:
    wide: str
    narrow: str
    print: str
    title: str
    alt: str
    caption: str


def stand_in_chart(title: str) -> StandInChart:
    def svg(kind: str) -> str:
        label = f'<text x="10" y="20" font-family="Libertinus Serif">{kind}: 3 values</text>'
        return (
            f'<svg class="chart {kind}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" '
            f'role="img" aria-label="{title}">{label}</svg>'
        )

    return StandInChart(svg("wide"), svg("narrow"), svg("print"), title, title, "How it is drawn.")


def stand_in_drawer() -> Drawer:
    from entente.brief.figures.drawing import Drawer

    return Drawer(
        series=lambda lenses, **_: stand_in_chart(f"Values of {lenses[0].title}"),
        specifications=lambda lenses: stand_in_chart(f"Specifications of {lenses[0].title}"),
        standing=lambda lenses: stand_in_chart(f"{lenses[0].title} among others"),
        spark=lambda lens, **_: stand_in_chart(f"{lens.title}, small"),
        forecast=lambda forecast, **_: stand_in_chart(f"Forecast of {forecast.title}"),
        region=lambda *_, **__: stand_in_chart("Where they act together"),
        css=lambda: "svg .sample-rule { fill: none; }",
        label=lambda label: label,
    )


def result(answer: str = "supports", **changes: Any) -> LensResult:
    facts: dict[str, Any] = {
        "answer": answer,
        "before_robustness": answer,
        "sense": "no such change" if answer == "contradicts" else "",
        "reason": "too_noisy" if answer == "cannot_tell" else "",
        "reason_text": "too noisy" if answer == "cannot_tell" else "",
        "detail": "",
        "effect": 0.026,
        "low": 0.006,
        "high": 0.047,
        "p_claimed": 0.912,
        "p_none": 0.01,
        "lean": 0.99,
        "n": 8,
        "power": 0.7,
        "detectable": 0.021,
        "exact": False,
        "line": [2018, 0.56, 2025, 0.7],
        "base": Stretch(0.58, 2018, 2020),
        "seen": Stretch(0.68, 2023, 2025),
        "window": [2018, 2025],
        "left_out": [],
        "rows": 8,
        "robustness": None,
        "flips": [],
        "standing": NOT_COMPARED,
    }
    return lens_result(facts | changes)


def silent(reason: str, text: str, **changes: Any) -> LensResult:
    nothing = dict.fromkeys(
        (
            *("effect", "low", "high", "p_claimed", "p_none", "lean", "power", "detectable"),
            *("line", "base", "seen"),
        )
    )
    facts = {"reason": reason, "reason_text": text, "n": 0, "window": None, "rows": 0}
    return result("cannot_tell", **(nothing | facts | changes))


def robustness(answer: str, other: str, same: int = 9) -> Robustness:
    specs = [Specification(changed={}, answer=answer, effect=0.02, low=0.0, high=0.04)]
    for i, (choice, option) in enumerate(
        [(c, o) for c in ("", "2", "4", "line") for o in ("", "2017", "2019")][1:]
    ):
        changed = {"options.ends": choice} if choice else {}
        changed |= {"window.from": option} if option else {}
        says = answer if i + 2 <= same else other
        low, high = 0.001 * i, 0.03 + 0.001 * i
        specs.append(
            Specification(
                changed=changed, answer=says, effect=0.015 + 0.001 * i, low=low, high=high
            )
        )
    return Robustness(
        total=len(specs),
        same_answer=same,
        same_side=len(specs),
        with_estimate=len(specs),
        fragile_year=2022,
        specifications=specs,
    )


def series(
    values: list[float], start: int, label: str = "CHN-RUS", known_to: int = 2023
) -> list[SeriesPoint]:
    return [
        SeriesPoint(
            period=start + i,
            value=value,
            n=90 + i,
            label=label,
            role="main",
            as_written=start + i <= known_to,
        )
        for i, value in enumerate(values)
    ]


def lens(name: str, title: str, then: LensResult, now: LensResult, **changes: Any):
    facts: dict[str, Any] = {
        "id": name,
        "title": title,
        "asks": "Supported if the share of votes cast alike has risen by at least one point a year "
        "since 2018.",
        "measure": "vote_agreement",
        "measure_title": "Share of recorded votes cast alike",
        "unit": "share (0-1)",
        "period_kind": "year",
        "states": ["CHN", "RUS"],
        "where": {"set": ["all"]},
        "criterion": "rises",
        "form": "trend",
        "effect_unit": "share (0-1) a year",
        "direction": "up",
        "matters": 0.01,
        "at": None,
        "threshold": None,
        "proxy": "proxy",
        "blind_to": "Co-sponsorship, texts adopted by consensus, other bodies",
        "sources": ["un_general_assembly_votes"],
        "producers": ["UN Digital Library"],
        "rungs": {},
        "error": "which texts came to a vote",
        "complete": True,
        "coverage": "Every recorded vote to 18 December 2025.",
        "overdue": "",
        "series": series(CONTESTED, 2018),
        "results": {"as_written": then, "now": now},
        "rows": 8,
    }
    return LensAssessment.model_validate(facts | changes)


def answer(verdict: str, level: str = "low", **changes: Any) -> Answer:
    reasons = ["1 independent source", "a proxy, not the thing itself"] if level else []
    facts: dict[str, Any] = {
        "verdict": verdict,
        "sense": "no such change" if verdict == "contradicted" else "",
        "lean": "",
        "reason": "",
        "confidence": Confidence.model_validate({"level": level, "reasons": reasons}),
        "decided_by": [],
    }
    return Answer.model_validate(facts | changes)


def claim(name: str, title: str, then: Answer, now: Answer, **changes: Any) -> ClaimAssessment:
    lenses: list[LensAssessment] = changes.get("lenses", [])
    facts: dict[str, Any] = {
        "id": name,
        "title": title,
        "says": title,
        "locator": "abstract, sentence 7",
        "sentences": [7],
        "form": "trend",
        "hedge": "",
        "untested": "",
        "fields": ["diplomatic"],
        "theatres": [],
        "contradicted_if": "the share does not rise, or falls" if lenses else "",
        "not_testable": "",
        "singles_out": False,
        "would_test": "",
        "answers": {"as_written": then, "now": now},
        "change": None,
        "lenses": lenses,
        "forecasts": [],
        "rows": sum(one.rows for one in lenses),
    }
    return ClaimAssessment.model_validate(facts | changes)


def _norms() -> ClaimAssessment:
    flips = [
        Flip(
            period=2026,
            value=0.74,
            answer="cannot_tell",
            tried=[0.2, 1.0],
            text="74 % or more in 2026 and this lens cannot tell",
        )
    ]
    falls = {"effect": -0.029, "low": -0.044, "high": -0.012, "p_claimed": 0.001, "p_none": 0.998}
    weaker = falls | {"effect": -0.017, "low": -0.033, "high": 0.0, "p_none": 0.95}
    held = robustness("contradicts", "cannot_tell", 12)
    return claim(
        "norms-deepening",
        "They are deepening their cooperation on global norms",
        answer("mixed", reason="Lenses that decide disagree."),
        answer("contradicted", decided_by=["all-votes"]),
        sentences=[6, 7],
        hedge="“Deepening” is read as at least one point a year.",
        change=Change(
            cause="new rows",
            lenses=["contested"],
            text="contested votes fell from supports to cannot tell as 286 votes of 2024 and 2025 "
            "came in",
        ),
        lenses=[
            lens(
                "all-votes",
                "All recorded votes",
                result("contradicts", **falls, left_out=["2024"], rows=6, robustness=held),
                result("contradicts", **weaker, robustness=held, flips=flips),
                series=series(ALL, 2018),
            ),
            lens(
                "contested",
                "Contested votes",
                result(rows=6, robustness=robustness("supports", "cannot_tell", 11)),
                result(
                    "cannot_tell",
                    effect=0.014,
                    low=-0.003,
                    high=0.033,
                    p_claimed=0.66,
                    robustness=robustness("cannot_tell", "supports", 6),
                ),
            ),
        ],
    )


def _strain() -> ClaimAssessment:
    low = {"effect": -0.2, "low": -0.34, "high": -0.02, "p_claimed": 0.02, "p_none": 0.97}
    return claim(
        "strain-on-japan",
        "Their activity puts significant strain on the Self-Defense Forces",
        answer("undetermined", "", reason="No lens decides: too noisy.", lean="against"),
        answer(
            "undetermined",
            "",
            reason="Only a weak proxy decides, and a weak proxy alone never does.",
            lean="against",
        ),
        sentences=[13],
        locator="abstract, sentence 13",
        fields=["military"],
        theatres=["japan"],
        untested="“Together”: the rows count flights of either state, not joint ones.",
        form="level",
        lenses=[
            lens(
                "scrambles",
                "Scrambles",
                result("cannot_tell", effect=-0.02, low=-0.26, high=0.28, rows=10),
                result("contradicts", **low, rows=11, flips=[]),
                form="level",
                criterion="exceeds",
                unit="scrambles",
                effect_unit="relative change",
                matters=0.1,
                period_kind="fiscal_year",
                proxy="weak",
                overdue="The figure for fiscal 2025 was expected by 30 April 2026 and is not here.",
                series=series([float(n) for n in SCRAMBLES], 2014, "JPN"),
                measure_title="Japan’s fighters sent up in a fiscal year",
                asks="Supported if scrambles of the latest three fiscal years exceed the mean of "
                "the ten before by at least a tenth.",
                sources=["ledger"],
                complete=False,
                rows=11,
            )
        ],
    )


def _patrols() -> ClaimAssessment:
    counted: dict[str, Any] = {
        "low": None,
        "high": None,
        "p_claimed": 1.0,
        "p_none": 0.0,
        "exact": True,
    }
    counted |= {"power": None, "detectable": None, "line": None, "window": None}
    return claim(
        "joint-patrols",
        "They use joint air and naval patrols around Japan",
        answer("supported", "moderate", decided_by=["patrols"]),
        answer("supported", "moderate", decided_by=["patrols"]),
        fields=["military"],
        theatres=["japan"],
        form="existence",
        lenses=[
            lens(
                "patrols",
                "Joint patrols",
                result(effect=7.0, n=7, rows=7, **counted),
                result(effect=10.0, n=10, rows=10, **counted),
                form="existence",
                criterion="occurs",
                unit="acts",
                effect_unit="instances on record",
                period_kind="date",
                matters=2.0,
                proxy="direct",
                complete=False,
                coverage="Ledger of joint acts, searched to 28 June 2026.",
                sources=["ledger"],
                rows=10,
                series=[
                    SeriesPoint(
                        period=dt.date(2019 + i, 5, 20 + i % 5),
                        value=1.0,
                        n=2,
                        label="CHN-RUS",
                        role="main",
                        as_written=i < 5,
                    )
                    for i in range(7)
                ],
            )
        ],
    )


def _taiwan() -> ClaimAssessment:
    none = silent("list_incomplete", "the list is not complete, so none recorded decides nothing")
    return claim(
        "reach-taiwan",
        "Their coordination extends to Taiwan",
        answer("undetermined", "", reason="No lens decides: the list is not complete."),
        answer("undetermined", "", reason="No lens decides: the list is not complete."),
        fields=["military"],
        theatres=["taiwan"],
        form="existence",
        lenses=[
            lens(
                "acts",
                "Joint acts near Taiwan",
                none,
                none,
                form="existence",
                criterion="occurs",
                unit="acts",
                effect_unit="instances on record",
                matters=1.0,
                proxy="direct",
                complete=False,
                coverage="Searched 2019 to 28 June 2026; 3 news archives are not open.",
                sources=["ledger"],
                rows=0,
                series=[],
            )
        ],
    )


def _forecast() -> ClaimAssessment:
    forecast = ForecastAssessment(
        id="dependence",
        title="Russia’s trade asymmetry with China",
        rule="The first figure for 2027 that the UN publishes is read.",
        measure="trade_asymmetry",
        unit="difference of shares (-1 to 1)",
        period_kind="year",
        states=["RUS", "CHN"],
        forecaster="local_level",
        resolves=2027,
        known_by=dt.date(2028, 6, 30),
        threshold=0.35,
        direction="up",
        proxy="proxy",
        blind_to="Services, loans, arms",
        probability={"as_written": 0.48, "now": 0.62},
        naive={"as_written": 0.5, "now": 0.5},
        last={"as_written": [2022, 0.27], "now": [2024, 0.34]},
        series=series([0.11, 0.13, 0.15, 0.27, 0.31, 0.34], 2019, "RUS>CHN"),
        sources=["un_general_assembly_votes"],
        rows=6,
    )
    blank = answer("undetermined", "")
    return claim(
        "subservience-grows",
        "Russia likely becomes more subservient to China",
        blank,
        blank,
        form="forecast",
        fields=["economic"],
        hedge="“Likely” is read as more than even odds.",
        forecasts=[forecast],
        rows=6,
        sentences=[25],
    )


def _motive() -> ClaimAssessment:
    why = "A motive: acts alone cannot show it."
    untestable = answer("not testable", "", reason=why)
    return claim(
        "territorial-aims",
        "They work together to advance their territorial claims",
        untestable,
        untestable,
        not_testable=why,
        form="level",
        theatres=["japan"],
        sentences=[11],
    )


def _opposite() -> ClaimAssessment:
    down = {"effect": -12.4, "low": -17.0, "high": -8.1, "p_claimed": 0.0, "p_none": 1.0}
    return claim(
        "arms-deepen",
        "Their trade in arms is growing",
        answer("contradicted", sense="the opposite", decided_by=["arms"]),
        answer("contradicted", sense="the opposite", decided_by=["arms"]),
        fields=["military", "economic"],
        theatres=["south_china_sea", "taiwan"],
        lenses=[
            lens(
                "arms",
                "Arms delivered",
                result("contradicts", **down | {"sense": "the opposite"}, rows=6),
                result("contradicts", **down | {"sense": "the opposite"}),
                unit="million TIV",
                effect_unit="million TIV a year",
                matters=5.0,
                sources=["sipri_arms_transfers"],
                series=series([700, 650, 480, 390, 250, 160, 150, 140], 2018),
            )
        ],
    )


def row(claim_id: str, part: LensAssessment | ForecastAssessment, i: int) -> RowBehind:
    votes = part.sources == ["un_general_assembly_votes"]
    year = 2025 - i
    vote = "yes" if i % 3 else "abstain"
    return RowBehind(
        lens=part.id,
        role="main",
        period=str(year),
        label="CHN-RUS",
        table="roll_call_vote" if votes else "activity",
        row_id=f"un:{claim_id}:{i:03}" if votes else f"ledger:{claim_id}:{i:03}",
        what=f"A/RES/{60 + i}/1, {year}-12-03: CHN {vote}, RUS yes"
        if votes
        else f"Joint patrol <{i}> over the Sea of Japan & beyond",
        value=None if votes else 1.0,
        unit="" if votes else "act",
        source=part.sources[0],
        origins=None if votes else 2,
        reliability="" if votes else "B2",
        link=f"https://digitallibrary.un.org/record/{4000000 + i}" if i else "",
        known_on=dt.date(year, 12, 4),
        as_written=year < 2024,
    )


def note(name: str, title: str, producer: str, licence: str, **changes: Any) -> SourceNote:
    facts: dict[str, Any] = {
        "name": name,
        "title": title,
        "producer": producer,
        "url": f"https://example.org/{name}",
        "licence": licence,
        "licence_url": "https://example.org/terms",
        "may_redistribute": True,
        "citation": f"{producer} (2026), {title}.",
        "accessed": "2026-11-20",
        "second_hand": "",
        "coverage_end": "2025-12-18",
    }
    return SourceNote.model_validate(facts | changes)


def sample(claims: list[ClaimAssessment] | None = None) -> Assessed:
    """Build the assessment with its rows."""
    if claims is None:
        claims = [_norms(), _strain(), _patrols(), _taiwan(), _motive(), _opposite(), _forecast()]
    judged = [one for one in claims if not one.forecasts]
    counts = {
        vintage: {v: sum(c.answers[vintage].verdict == v for c in judged) for v in VERDICTS}
        for vintage in ("as_written", "now")
    }
    covered = sorted({n for one in claims for n in one.sentences})
    sentences = [
        SentenceAssessment(
            number=n,
            claims=[one.id for one in claims if n in one.sentences],
            verdict={},
            reason="" if n in covered else "It sets the scene and claims nothing.",
        )
        for n in range(1, 27)
    ]
    assessment = Assessment(
        schema_version=SCHEMA_VERSION,
        entente_version="0.1.0",
        case="china-russia-east-asia",
        case_title="China and Russia in East Asia",
        case_short="China–Russia in East Asia",
        region="East Asia",
        partners=["CHN", "RUS"],
        theatres=["japan", "korean_peninsula", "taiwan", "south_china_sea"],
        report="cnas-2024",
        record={
            "title": "A Partnership at Sea",
            "authors": ["Ada Example", "Ben Sample"],
            "published": "2024-09",
            "institution": "Institute of Examples",
            "content_type": "Special Report",
            "topics": [],
            "places": [],
            "url": "https://example.org/report",
            "summary": "The report says that the two states draw closer in East Asia.",
            "sentences": 26,
        },
        edition="e2026-11",
        vintages=[
            VintageNote(name="as_written", date=WRITTEN, note="Reconstructed from dates."),
            VintageNote(name="now", date=NOW, note=""),
        ],
        counts=counts,  # pyright: ignore[reportArgumentType]
        forecasts=sum(bool(one.forecasts) for one in claims),
        flips=[one.id for one in claims if one.change],
        claims=claims,
        sentences=sentences,
        acts=[
            MapAct(
                id=f"joint-{i}",
                instrument="joint_air_patrol",
                date=dt.date(2019 + i, 7, 23),
                place="sea_of_japan",
                theatres=["japan"],
                as_written=i < 5,
                summary="Bombers fly together.",
                link="https://example.org/act",
            )
            for i in range(7)
        ],
        sources=[
            note("un_general_assembly_votes", "Voting data", "UN Digital Library", "UN terms"),
            note("ledger", "Ledger of joint acts", "Entente", "CC BY 4.0", second_hand="in part"),
            note(
                "sipri_arms_transfers",
                "Arms Transfers Database",
                "SIPRI",
                "SIPRI terms",
                may_redistribute=False,
            ),
        ],
    )
    rows = {
        one.id: [
            row(one.id, part, i) for part in (*one.lenses, *one.forecasts) for i in range(part.rows)
        ]
        for one in claims
    }
    return Assessed(assessment, rows)
