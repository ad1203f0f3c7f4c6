"""When a figure was public, where the producer does not say: period end plus its usual lag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.late import _, ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir


def days_after(day: Any, days: int) -> Any:  # noqa: ANN401 (Ibis has no public type of a deferred)
    """A day so many days later, as a date."""
    return (day + ibis.interval(days=days)).cast("date")


def year_known(days: int) -> Any:  # noqa: ANN401
    """The day on which the figure of ``year`` was public: 31 December plus ``days``."""
    return days_after(ibis.date(_.year, 12, 31), days)


def month_begins(month: Any) -> Any:  # noqa: ANN401
    """The first day of a month that is written like 2022-02."""
    return (month + "-01").cast("date")


def too_early(rows: ir.Table) -> ir.Table:
    """Rows known before their year was over."""
    return rows.filter(_.known_on <= ibis.date(_.year, 12, 31))
