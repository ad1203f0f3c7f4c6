"""What the pages need drawn, as functions that can be swapped (tests do)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from entente.assessment import ForecastAssessment, LensAssessment, MapAct
    from entente.settings import Settings


class Chart(Protocol):
    """A figure in three sizes, with its words."""

    @property
    def wide(self) -> str:
        """SVG for wide screens."""
        ...

    @property
    def narrow(self) -> str:
        """SVG for narrow screens."""
        ...

    @property
    def print(self) -> str:
        """SVG for paper, without style sheet."""
        ...

    @property
    def title(self) -> str:
        """What it shows."""
        ...

    @property
    def alt(self) -> str:
        """The same for those who do not see it, with the numbers."""
        ...

    @property
    def caption(self) -> str:
        """How it is drawn."""
        ...


class Series(Protocol):
    """Draws the values behind lenses."""

    def __call__(
        self,
        lenses: Sequence[LensAssessment],
        *,
        report_date: dt.date,
        as_of: dt.date,
        title: str = "",
    ) -> Chart:
        """Draw small multiples, one a lens; with a title, as wide as a column beside words."""
        ...


class Spark(Protocol):
    """Draws one lens small."""

    def __call__(self, lens: LensAssessment, *, report_date: dt.date) -> Chart:
        """Draw the line, the acts by year or the steps of a lens that has values."""
        ...


class Forecast(Protocol):
    """Draws the series of a forecast."""

    def __call__(
        self, forecast: ForecastAssessment, *, report_date: dt.date, as_of: dt.date, title: str
    ) -> Chart:
        """Draw its values and the bar that it is to pass."""
        ...


class Map(Protocol):
    """Draws the region."""

    def __call__(
        self,
        acts: Sequence[MapAct],
        verdicts: dict[str, list[tuple[str, str]]],
        *,
        region: str,
        report_date: dt.date,
    ) -> Chart | None:
        """Draw one mark an act and the verdicts by theatre; nothing without a geography."""
        ...


@dataclass(frozen=True)
class Drawer:
    """Everything that draws, the style rules of what it draws, and the words of a label."""

    series: Series
    specifications: Callable[[Sequence[LensAssessment]], Chart]
    standing: Callable[[Sequence[LensAssessment]], Chart]
    spark: Spark
    forecast: Forecast
    region: Map
    css: Callable[[], str]
    label: Callable[[str], str]


def drawer(settings: Settings) -> Drawer:
    """Return the charts and the map of this package, in the words of an observatory."""
    from entente.brief.figures.charts import forecast_chart, series_chart, specification_chart
    from entente.brief.figures.geography import read_geography
    from entente.brief.figures.map import region_map
    from entente.brief.figures.series import said_label
    from entente.brief.figures.spark import spark
    from entente.brief.figures.standing import standing_chart
    from entente.brief.figures.svg import chart_css
    from entente.vocabulary import open_vocabulary

    vocabulary = open_vocabulary(settings.vocabulary)

    def draw_region(
        acts: Sequence[MapAct],
        verdicts: dict[str, list[tuple[str, str]]],
        *,
        region: str,
        report_date: dt.date,
    ) -> Chart | None:
        geography = read_geography(settings.geography, region)
        if geography is None:
            return None
        return region_map(
            acts, verdicts, report_date=report_date, geography=geography, vocabulary=vocabulary
        )

    series = partial(series_chart, vocabulary=vocabulary)
    return Drawer(
        series,
        specification_chart,
        partial(standing_chart, vocabulary=vocabulary),
        partial(spark, vocabulary=vocabulary),
        partial(forecast_chart, vocabulary=vocabulary),
        draw_region,
        chart_css,
        partial(said_label, vocabulary=vocabulary),
    )
