"""Registered forecasts: a probability and a date for a claim about the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.answer.lenses import published_point
from entente.answer.lineage import Lineage, producers
from entente.assessment import VINTAGES, ForecastAssessment, VintageName
from entente.measures import measures
from entente.outlook import forecasters
from entente.periods import year_of
from entente.policy import FEWEST_FOR_A_FORECAST

if TYPE_CHECKING:
    from entente.cases.contract import Forecast
    from entente.data.study import Study
    from entente.measures import Point
    from entente.rows_behind import RowBehind


def register(forecast: Forecast, study: Study) -> tuple[ForecastAssessment, list[RowBehind]]:
    """Put a forecast to the rows of both vintages.

    Args:
        forecast: The question, the threshold and the rule of resolution.
        study: The rows, the partners and the vintages.

    Returns:
        The probabilities by the named and the naive forecaster (missing under six points), and the
        rows behind the series.
    """
    points: dict[VintageName, tuple[Point, ...]] = {
        name: study.points(forecast, study.vintages[name]) for name in VINTAGES
    }
    lineage = Lineage(study, forecast.id)
    lineage.read(forecast, "main")
    rows = [behind.row for behind in lineage.rows()]
    measure = measures[forecast.measure]
    early = {point.period for point in points["as_written"]}
    found = ForecastAssessment(
        id=forecast.id,
        title=forecast.title,
        rule=forecast.rule,
        measure=forecast.measure,
        unit=measure.unit_of(forecast.where),
        period_kind=measure.period,  # type: ignore[arg-type] (the registry test holds the three)
        states=forecast.states,
        forecaster=forecast.forecaster,
        resolves=forecast.resolves,
        known_by=forecast.known_by,
        threshold=forecast.threshold,
        direction=forecast.direction,
        proxy=forecast.proxy,
        blind_to=forecast.blind_to,
        probability={
            name: _probability(points[name], forecast, forecast.forecaster) for name in VINTAGES
        },
        naive={name: _probability(points[name], forecast, "naive") for name in VINTAGES},
        last={
            name: [float(year_of(points[name][-1].period)), points[name][-1].value]
            if points[name]
            else None
            for name in VINTAGES
        },
        series=[
            published_point(point, "main", as_written=point.period in early)
            for point in points["now"]
        ],
        sources=producers(rows),
        rows=len(rows),
    )
    return found, rows


def _probability(points: tuple[Point, ...], forecast: Forecast, name: str) -> float | None:
    if len(points) < FEWEST_FOR_A_FORECAST:
        return None
    ahead = forecast.resolves - year_of(points[-1].period)
    if ahead < 1:
        return None
    projection = forecasters[name].project([point.value for point in points], ahead)
    sign = 1 if forecast.direction == "up" else -1
    return projection.beyond(forecast.threshold, sign)
