"""The pages of the brief as HTML: one front page and one page a claim."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, cast

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from entente import policy
from entente.brief.pages import views
from entente.brief.pages.beside import Beside, lens_words
from entente.brief.pages.citation import FORMATS, citations, permalink, vintage_date
from entente.brief.pages.rows import row_period, safe_link, shown
from entente.brief.words import amounts, phrases
from entente.brief.words.findings import telling, title_of
from entente.brief.words.numbers import (
    Numbers,
    address_in_markdown,
    plain_markdown,
    to_html,
)
from entente.brief.words.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2.bccache import Bucket

    from entente.assessment import Assessed, ClaimAssessment, LensAssessment
    from entente.brief.figures.drawing import Chart, Drawer

STYLE = "style.css"


class _Compiled(BytecodeCache):
    """Templates compiled once a process: the reports of a case share them."""

    def __init__(self) -> None:
        self._held: dict[str, Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        held = self._held.get(bucket.key)
        if held is not None and held.checksum == bucket.checksum:
            bucket.code = held.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket


# Whether they escape is written into compiled templates.
_COMPILED = {escape: _Compiled() for escape in (True, False)}


class Pages:
    """Writes the pages of one assessment."""

    def __init__(
        self,
        assessed: Assessed,
        drawer: Drawer,
        quotes: dict[int, str],
        others: Sequence[Assessed] = (),
    ) -> None:
        """Prepare the templates.

        Args:
            assessed: Assessment and rows.
            drawer: Draws charts and map.
            quotes: Sentences of the report by number, where the user supplies them.
            others: Further reports of the case, each of which gets a page that compares the two;
                their own pages stand in folders named after them.
        """
        self._assessed, self._drawer = assessed, drawer
        self._numbers = Numbers(assessed)
        self._drawn: dict[str, Chart] = {}
        self._assessment = assessed.assessment
        self._report_date = vintage_date(self._assessment, "as_written")
        self._as_of = vintage_date(self._assessment)
        self.region: Chart | None = drawer.region(
            self._assessment.acts,
            views.theatre_verdicts(self._assessment),
            region=self._assessment.region,
            report_date=self._report_date,
        )
        self._env = environment()
        held: dict[str, Any] = {
            "a": self._assessment,
            "region": self.region,
            "record": self._assessment.record,
            "views": views,
            "words": phrases,
            "policy": policy,
            "quotes": quotes,
            "report_date": self._report_date,
            "as_of": self._as_of,
            "forecasts": [claim for claim in self._assessment.claims if claim.forecasts],
            "judged": views.judged(self._assessment),
            "safe_link": safe_link,
            "said_label": drawer.label,
            "row_period": row_period,
            "source_titles": {note.name: note.title for note in self._assessment.sources},
        }
        self.besides = [self._beside(other) for other in others]
        self._env.globals.update(held)

    def index(self) -> str:
        """Write the front page."""
        return self._render(
            "index.html",
            root="",
            w=Writer(self._numbers, partial(to_html, page="claims/")),
            about=phrases.sentence(self._assessment.record["summary"]),
            five=self.five,
            besides=self.besides,
            cited=sorted({name for claim in self._assessment.claims for name in _sources(claim)}),
        )

    def claim(self, claim: ClaimAssessment) -> str:
        """Write the page of one claim.

        Raises:
            UnsourcedNumberError: A number would lead to no rows.
        """
        lenses = [*claim.lenses, *claim.forecasts]
        rows = self._assessed.rows.get(claim.id, [])
        place = self._assessment.claims.index(claim)
        return self._render(
            "forecast.html" if claim.forecasts else "claim.html",
            root="../",
            w=Writer(self._numbers, to_html),
            claim=claim,
            about=self._plainly(claim),
            place=place + 1,
            letters=views.letters(claim),
            chart=self.forecast_chart(claim) if claim.forecasts else self.lead_chart(claim),
            rest=self.rest_chart(claim),
            standing=self.standing_chart(claim),
            spec_chart=self.specification_chart(claim),
            shown={lens.id: shown(rows, lens.id, len(lenses)) for lens in lenses},
            sources=views.claim_sources(self._assessment, claim),
            permalink=permalink(self._assessment, claim),
            citations=citations(self._assessment, claim),
            formats=FORMATS,
            neighbours=(
                self._assessment.claims[place - 1] if place else None,
                self._assessment.claims[place + 1]
                if place + 1 < len(self._assessment.claims)
                else None,
            ),
        )

    def figures(self) -> dict[str, str]:
        """Write the figure beside each finding as an SVG file of its own, in plain colours."""
        drawn = {claim.id: self.lead_chart(claim) for claim in self._assessment.claims}
        return {name: chart.print for name, chart in drawn.items() if chart}

    def _plainly(self, claim: ClaimAssessment) -> str:
        """Return what was found on a claim without links, for what lists and shares pages."""
        writer = Writer(self._numbers, lambda parts: "".join(part.text for part in parts))
        return writer.finding(claim)

    def comparison(self, beside: Beside[Markup]) -> str:
        """Write the page that holds another report against this one.

        Raises:
            UnsourcedNumberError: A number would lead to no rows.
        """
        return self._render("compare.html", root="", about="", b=beside, lens_words=lens_words)

    def _beside(self, other: Assessed) -> Beside[Markup]:
        folders = {
            self._assessment.report: "",
            other.assessment.report: f"{other.assessment.report}/",
        }
        ours, theirs = folders.values()
        writers = (
            Writer(self._numbers, partial(to_html, page=f"{ours}claims/")),
            Writer(Numbers(other), partial(to_html, page=f"{theirs}claims/")),
        )
        return Beside(
            self._assessed,
            other,
            writers,
            link=lambda report, claim: f"{folders[report]}claims/{claim}.html",
        )

    def series_chart(self, claim: ClaimAssessment) -> Chart | None:
        """Draw the values behind a claim, where it has any, as paper shows them."""
        return self._series(claim, views.with_series(claim))

    def lead_chart(self, claim: ClaimAssessment) -> Chart | None:
        """Draw what the finding tells of, to stand beside its words."""
        told = self._with_rows(claim, [lens for lens in telling(claim) if lens.series])
        if not told:
            return None
        title = title_of(claim)
        return self._once(
            f"lead {claim.id}",
            lambda: self._drawer.series(
                told, report_date=self._report_date, as_of=self._as_of, title=title
            ),
        )

    @cached_property
    def five(self) -> list[tuple[ClaimAssessment, Chart]]:
        """The findings of the front page, each with a small chart."""
        return [(claim, self.spark(claim)) for claim in views.that_matter(self._assessment)]

    def spark(self, claim: ClaimAssessment) -> Chart:
        """Draw the lens that a finding begins with, small."""
        (lens,) = self._with_rows(claim, telling(claim)[:1])
        return self._drawer.spark(lens, report_date=self._report_date)

    def forecast_chart(self, claim: ClaimAssessment) -> Chart | None:
        """Draw the first series that a forecast rests on, where it has values."""
        for forecast in claim.forecasts:
            if forecast.series:
                self._numbers.require("the chart", claim.id, forecast.id)
                return self._drawer.forecast(
                    forecast,
                    report_date=self._report_date,
                    as_of=self._as_of,
                    title=f"{forecast.title}, and the bar of the forecast",
                )
        return None

    def rest_chart(self, claim: ClaimAssessment) -> Chart | None:
        """Draw the values of the lenses that the finding does not tell of."""
        told = {lens.id for lens in telling(claim)}
        rest = [lens for lens in views.with_series(claim) if lens.id not in told]
        return self._series(claim, rest)

    def _series(self, claim: ClaimAssessment, shown: Sequence[LensAssessment]) -> Chart | None:
        lenses = self._with_rows(claim, shown)
        if not lenses:
            return None
        return self._drawer.series(lenses, report_date=self._report_date, as_of=self._as_of)

    def standing_chart(self, claim: ClaimAssessment) -> Chart | None:
        """Draw where the lenses of a claim stand among others, where they were compared."""
        compared = [lens for lens in claim.lenses if lens.results["now"].standing.others]
        lenses = self._with_rows(claim, compared)
        return self._drawer.standing(lenses) if lenses else None

    def specification_chart(self, claim: ClaimAssessment) -> Chart | None:
        """Draw the specifications of a claim, where any were run."""
        lenses = self._with_rows(claim, views.with_specifications(claim))
        return self._drawer.specifications(lenses) if lenses else None

    def _once(self, name: str, draw: Callable[[], Chart]) -> Chart:
        """Draw a figure once: a page and a file of its own share it."""
        if name not in self._drawn:
            self._drawn[name] = draw()
        return self._drawn[name]

    def style_sheet(self) -> str:
        """Write the one style sheet of all pages."""
        loader = cast("PackageLoader", self._env.loader)
        text = loader.get_source(self._env, STYLE)[0]
        return f"{text.rstrip()}\n\n{self._drawer.css().strip()}\n"

    def _with_rows(
        self, claim: ClaimAssessment, lenses: Sequence[LensAssessment]
    ) -> list[LensAssessment]:
        for lens in lenses:
            self._numbers.require("the chart", claim.id, lens.id)
        return list(lenses)

    def _render(self, name: str, **context: object) -> str:
        text = self._env.get_template(name).render(**context)
        lines = (line.rstrip() for line in text.splitlines())
        return "\n".join(line for line in lines if line) + "\n"


def environment(*, escape: bool = True) -> Environment:
    """Open the templates; an unknown name is an error.

    Args:
        escape: Whether what a template prints is escaped for HTML; else it is for Markdown.
    """
    env = Environment(
        loader=PackageLoader("entente.brief.pages"),
        autoescape=escape,  # noqa: S701 (Markdown has its own escapes, in finalize)
        finalize=None if escape else _for_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED[escape],
    )
    filters: dict[str, Any] = {
        "date": phrases.date,
        "plural": phrases.plural,
        "listed": phrases.listed,
        "sentence": phrases.sentence,
        "place": phrases.place,
        "plain": phrases.plain,
        "svg": Markup,
        "address": address_in_markdown,
        "zip": zip,
        "probability": amounts.probability,
        "point": amounts.point,
        "in_words": amounts.in_words,
    }
    env.filters.update(filters)
    return env


def _for_markdown(value: Any) -> Any:  # noqa: ANN401 (whatever a template prints)
    is_bare = isinstance(value, str) and not isinstance(value, Markup)
    return plain_markdown(value) if is_bare else value


def _sources(claim: ClaimAssessment) -> set[str]:
    return {name for part in (*claim.lenses, *claim.forecasts) for name in part.sources}
