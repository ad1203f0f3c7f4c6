"""Robustness: whether an answer holds over the equivalent specifications of a lens.

Only equivalent specifications are pooled (a window a year earlier, another coding of abstention,
the mirror reporter, another estimator). A different construct is another lens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.criteria import Finding

SAME_ANSWER = 2 / 3
SAME_SIGN = 0.8


def holds(own: Finding, others: Sequence[Finding], *, signed: bool = True) -> bool:
    """Tell whether an answer holds over the specifications.

    Args:
        own: The lens's own finding, one that decides.
        others: Findings of every specification, the lens's own included.
        signed: Whether the sign of the effect carries the answer; of "no such change" it does not.

    Returns:
        Whether two thirds of the specifications give the same answer and four fifths of those with
        an estimate have its sign.
    """
    same = sum(found.answer == own.answer for found in others)
    estimated = [found for found in others if found.effect is not None]
    signs = sum(_sign(found.effect) == _sign(own.effect) for found in estimated)
    alike = not signed or signs >= SAME_SIGN * len(estimated)
    return same >= SAME_ANSWER * len(others) and alike


def same_sign(own: Finding, others: Sequence[Finding]) -> int:
    """Count the specifications whose effect has the sign of the lens's own."""
    return sum(
        _sign(found.effect) == _sign(own.effect) for found in others if found.effect is not None
    )


def _sign(value: float | None) -> int:
    return 0 if value is None or value == 0 else 1 if value > 0 else -1
