"""Recorded yearly quantities: a figure of the ledger for each calendar year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._acts import best_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir


SAID = {"share": "share (0-1)", "usd_bn": "USD bn"}


def _unit(asked: Mapping[str, str]) -> str:
    """Return the unit that a question asks for."""
    unit = asked.get("unit")
    return "as the scope's unit says" if unit is None else SAID.get(unit, unit.replace("_", " "))


@measure(
    unit="as the scope's unit says",
    units=_unit,
    grain=("year",),
    uses=("activity",),
    scope={
        "instrument": None,
        "unit": None,
        "actors": None,
        "target": None,
        "counted_by": None,
        "theatre": None,
        "theme": None,
    },
    better="a larger quantity",
)
def activity_quantity(activity: ir.Table) -> ir.Table:
    """The recorded quantity of each calendar year, for one instrument, unit and set of actors.

    Only rows whose period is exactly one calendar year are read. Where a year has several, the
    one of the best reliability, then credibility, then first by id stands; they are not averaged.

    Args:
        activity: One row per act or figure of an act or period; ``quantity`` in ``unit``.

    Returns:
        One row per year with ``value`` in the unit asked for and ``n`` 1. Missing (null) in every
        year where the rows asked for mix instruments, units or actors: the question must be
        narrowed first. Years without a figure stay absent.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     id   instrument   unit actors  quantity date_start date_end reliability credibility
        ...     g-19 pipeline_gas bcm  CHN;RUS  0.33 2019-12-02 2019-12-31 A           1
        ...     g-20 pipeline_gas bcm  CHN;RUS  4.10 2020-01-01 2020-12-31 A           1
        ...     g-21 pipeline_gas bcm  CHN;RUS 10.39 2021-01-01 2021-12-31 A           1
        ...     h-21 pipeline_gas bcm  CHN;RUS 10.50 2021-01-01 2021-12-31 B           2
        ... ''')
        >>> show(activity_quantity.compute(activity))
        year  value  n
        2020    4.1  1
        2021  10.39  1
    """
    rows = activity.filter(
        _.unit != "act",
        _.quantity.notnull(),
        _.date_start.month() == 1,
        _.date_start.day() == 1,
        _.date_end.month() == 12,
        _.date_end.day() == 31,
        _.date_start.year() == _.date_end.year(),
    ).mutate(year=_.date_start.year().cast("int64"))
    kind = _.instrument + ":" + _.unit + ":" + _.actors
    rows = rows.mutate(alike=kind.min().over() == kind.max().over())
    return best_rows(rows, "year").select(
        "year",
        value=_.alike.ifelse(_.quantity, None),
        n=ibis.literal(1, "int64"),
        rows=ibis.array([_.row]),
    )
