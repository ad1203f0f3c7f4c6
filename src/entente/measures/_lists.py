"""Cells that hold several values joined by ``;``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _

if TYPE_CHECKING:
    import ibis.expr.types as ir


def with_pairs(rows: ir.Table, states: str) -> ir.Table:
    r"""Repeat each row for every two states of a list, as ``state_a`` < ``state_b``.

    Examples:
        >>> from entente.frames import show, table
        >>> show(with_pairs(table("act actors\nx CHN;IRN;RUS\ny RUS"), "actors"))
        act  actors       state_a  state_b
        x    CHN;IRN;RUS  CHN      IRN
        x    CHN;IRN;RUS  CHN      RUS
        x    CHN;IRN;RUS  IRN      RUS
    """
    return (
        rows.mutate(state_list=_[states].split(";"))
        .mutate(state_a=_.state_list.unnest())
        .mutate(state_b=_.state_list.unnest())
        .filter(_.state_a < _.state_b)
        .drop("state_list")
    )
