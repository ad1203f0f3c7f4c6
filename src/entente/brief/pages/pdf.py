"""The brief as a PDF, typeset by Typst with its own fonts: the same bytes on every machine."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.brief.pages import views
from entente.brief.pages.beside import lens_words
from entente.brief.pages.citation import permalink, vintage_date
from entente.brief.words import phrases
from entente.brief.words.numbers import Numbers
from entente.brief.words.writer import Writer
from entente.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.assessment import Assessed, ClaimAssessment, LensAssessment, VintageName
    from entente.brief.figures.drawing import Chart
    from entente.brief.pages.beside import Beside
    from entente.brief.pages.page import Pages
    from entente.brief.words.numbers import Part
    from entente.comparison import Group

TEMPLATE = Path(__file__).parent / "templates" / "brief.typ"
STANDARD = "ua-1"

Stretch = dict[str, str]
Text = list[Stretch]


def pdf(assessed: Assessed, pages: Pages) -> bytes:
    """Typeset the brief; every number is a link to the list of rows at its end.

    Args:
        assessed: Assessment and rows.
        pages: Its pages, which draw the charts.

    Raises:
        UnsourcedNumberError: A number would lead to no rows.
        ShapeError: Typst refuses the text or a figure.
    """
    import typst

    day = vintage_date(assessed.assessment)
    made = int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
    try:
        return typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(content(assessed, pages), ensure_ascii=False)},
            pdf_standards=STANDARD,
            timestamp=made,
        )
    except typst.TypstError as error:
        raise ShapeError(f"The PDF cannot be typeset: {error}", where=str(TEMPLATE)) from error


def content(assessed: Assessed, pages: Pages) -> dict[str, Any]:
    """Put what the PDF shows into plain data, each text as stretches with the rows they lead to."""
    a = assessed.assessment
    writer = Writer(Numbers(assessed), _render)
    record = a.record
    return {
        "title": f"{phrases.short_title(record['title'])}: what open data say, then and now",
        "case": a.case_short,
        "authors": phrases.listed(record["authors"]),
        "institution": record["institution"],
        "report": record["title"],
        "short": phrases.short_title(record["title"]),
        "published": phrases.date(record["published"]),
        "summary": phrases.sentence(record["summary"]),
        "edition": a.edition,
        "version": a.entente_version,
        "made": list(vintage_date(a).timetuple()[:3]),
        "then": phrases.date(vintage_date(a, "as_written")),
        "now": phrases.date(vintage_date(a)),
        "notes": [phrases.sentence(note.note) for note in a.vintages if note.note],
        "numbered": asdict(views.numbered(a)),
        "besides": [_beside(beside) for beside in pages.besides],
        "counts": [
            {"verdict": c.verdict, "then": c.then, "now": c.now, "change": c.change}
            for c in views.counts(a)
        ],
        "risked": views.could_have_failed(a).now,
        "five": [
            {
                "id": claim.id,
                "title": claim.title,
                "verdict": claim.answers["now"].verdict,
                "told": writer.told(claim),
                "svg": chart.print,
                "alt": chart.alt,
            }
            for claim, chart in pages.five
        ],
        "judged": len(views.judged(a)),
        "forecasts": len(a.claims) - len(views.judged(a)),
        "flips": [_flip(claim, writer) for claim in views.flipped(a)],
        "groups": [
            {"name": name, "claims": [_line(claim, writer) for claim in claims]}
            for name, claims in views.by_theatre(a)
            if claims
        ],
        "region": _chart(pages.region),
        "claims": [_block(claim, writer, pages, a.claims.index(claim)) for claim in a.claims],
        "permalinks": {claim.id: permalink(a, claim) for claim in a.claims},
        "meanings": phrases.VERDICT_MEANS,
        "sentences": [
            {"number": s.number, "claims": s.claims, "reason": phrases.sentence(s.reason)}
            for s in a.sentences
        ],
        "sources": [source.model_dump(mode="json") for source in a.sources],
        "rows": [
            {
                "claim": claim.id,
                "title": claim.title,
                "rows": claim.rows,
                "lenses": [
                    {"id": part.id, "title": part.title, "rows": part.rows}
                    for part in (*claim.lenses, *claim.forecasts)
                ],
            }
            for claim in a.claims
        ],
    }


def _render(parts: Iterable[Part]) -> Text:
    return [
        {"text": part.text, "to": f"{part.anchor}/{part.claim}" if part.claim else ""}
        for part in parts
    ]


def _beside(beside: Beside[Any]) -> dict[str, Any]:
    """Put a comparison into plain text; its numbers lead to two reports, and stand on its page."""
    second = beside.comparison.second
    groups: dict[Group, str] = {"clash": "Where they clash", "agree": "Where they agree"}
    return {
        "first": beside.labels[0],
        "second": beside.labels[1],
        "title": second.title,
        "published": phrases.date(second.published),
        "page": beside.page,
        "groups": [
            {
                "heading": heading,
                "pairs": [
                    {
                        "first": pair.first.title,
                        "first-now": pair.first.answers["now"].verdict,
                        "second": pair.second.title,
                        "second-now": pair.second.answers["now"].verdict,
                        "rows": [
                            {
                                "lens": lens_words(row),
                                "text": row.text,
                                "told": row.told,
                                "notes": row.notes,
                            }
                            for row in pair.rows
                        ],
                    }
                    for pair in beside.pairs(group)
                ],
            }
            for group, heading in groups.items()
        ],
    }


def _line(claim: ClaimAssessment, writer: Writer[Text]) -> dict[str, Any]:
    if claim.forecasts:
        verdicts = {"then": "registered", "now": "registered", "note": ""}
    else:
        then, now = claim.answers["as_written"], claim.answers["now"]
        lean = f"leans {now.lean}" if now.lean and now.verdict == "undetermined" else ""
        verdicts = {"then": then.verdict, "now": now.verdict, "note": now.sense or lean}
    return {"id": claim.id, "title": claim.title, "short": writer.finding(claim), **verdicts}


def _flip(claim: ClaimAssessment, writer: Writer[Text]) -> dict[str, Any]:
    change = claim.change
    text = writer.prose(phrases.sentence(change.text), claim.id) if change else []
    return {
        **_line(claim, writer),
        "text": text,
        "before": writer.change(claim, "as_written"),
        "after": writer.change(claim, "now"),
    }


def _block(
    claim: ClaimAssessment, writer: Writer[Text], pages: Pages, place: int
) -> dict[str, Any]:
    letters = views.letters(claim)
    block = {
        **_line(claim, writer),
        "number": place + 1,
        "says": phrases.sentence(claim.says),
        "locator": claim.locator,
        "chart": _chart(pages.series_chart(claim)),
        "overdue": [
            {"who": who, "text": writer.prose(phrases.overdue(lens), claim.id, lens.id)}
            for who, lens in views.overdue(claim)
        ],
        "untested": phrases.sentence(claim.untested),
        "hedge": phrases.sentence(claim.hedge),
        "not_testable": phrases.sentence(claim.not_testable),
        "contradicted_if": phrases.sentence(claim.contradicted_if),
        "lenses": [_lens(claim, lens, letters[lens.id], writer) for lens in claim.lenses],
        "forecasts": [
            {
                "event": phrases.sentence(phrases.forecast_event(forecast)),
                "rule": phrases.sentence(forecast.rule),
                "known_by": phrases.date(forecast.known_by),
                "then": writer.odds(claim.id, forecast, "as_written"),
                "now": writer.odds(claim.id, forecast, "now"),
                "naive_then": writer.naive_odds(claim.id, forecast, "as_written"),
                "naive_now": writer.naive_odds(claim.id, forecast, "now"),
            }
            for forecast in claim.forecasts
        ],
        "story": [],
        "reason": [],
        "confidence": {"then": [], "now": []},
        "change": [],
    }
    if claim.forecasts:
        return block
    now = claim.answers["now"]
    sure = {
        "then": _confidence(claim, "as_written", writer),
        "now": _confidence(claim, "now", writer),
    }
    change = writer.prose(phrases.sentence(claim.change.text), claim.id) if claim.change else []
    reason = writer.reason(claim.id, now) if claim.lenses and now.reason else []
    story = writer.finding(claim)
    return block | {"story": story, "reason": reason, "confidence": sure, "change": change}


def _confidence(claim: ClaimAssessment, vintage: VintageName, writer: Writer[Text]) -> list[Text]:
    sure = claim.answers[vintage].confidence
    if not sure.level:
        return []
    return [writer.said(sure.level.capitalize()), writer.prose("; ".join(sure.reasons), claim.id)]


def _lens(
    claim: ClaimAssessment, lens: LensAssessment, letter: str, writer: Writer[Text]
) -> dict[str, Any]:
    cells = {
        name: {
            "answer": phrases.lens_answer(result),
            "mark": phrases.MARKS[result.answer],
            "effect": writer.effect(claim.id, lens, result),
            "likelihood": writer.likelihood(claim.id, lens, result),
        }
        for name, result in lens.results.items()
    }
    held = lens.results["now"].robustness
    robust = (
        [
            writer.said("Holds in "),
            writer.number(f"{held.same_answer} of {held.total}", claim.id, lens.id),
            writer.said(" specifications."),
        ]
        if held and held.total > 1
        else []
    )
    return {
        "title": f"{letter}{lens.title}",
        "measure": lens.measure_title,
        "proxy": lens.proxy,
        "asks": phrases.sentence(lens.asks),
        "blind": phrases.sentence(lens.blind_to),
        "then": cells["as_written"],
        "now": cells["now"],
        "robust": [stretch for text in robust for stretch in text],
    }


def _chart(chart: Chart | None) -> dict[str, str] | None:
    if chart is None:
        return None
    return {
        "svg": chart.print,
        "title": chart.title,
        "alt": chart.alt,
        "caption": chart.caption,
    }
