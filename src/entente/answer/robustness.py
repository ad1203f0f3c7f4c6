"""Robustness: whether an answer holds over the equivalent specifications of a lens.

Only equivalent specifications are pooled (a window a year earlier, another coding of abstention,
the mirror reporter, another estimator). A different construct is another lens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.assessment import Robustness, Specification
from entente.policy import SAME_ANSWER, SAME_SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.finding import Finding

EVEN = 0.5
"""At least as likely as not beyond the smallest effect: the estimate itself is."""


def robustness(
    own: Finding, findings: Sequence[tuple[dict[str, str], Finding]]
) -> tuple[Robustness, bool]:
    """Return how many specifications give the same answer, and whether that is enough.

    Args:
        own: The lens's own finding.
        findings: What is changed and what was found, the lens's own included.

    Returns:
        The counts with every specification, and whether an answer of the lens holds over them.
    """
    others = [found for _, found in findings]
    held = Robustness(
        total=len(others),
        same_answer=sum(found.answer == own.answer for found in others),
        same_side=same_side(own, others),
        with_estimate=sum(found.p_claimed is not None for found in others),
        fragile_year=None,
        specifications=[
            Specification(
                changed=changed,
                answer=found.answer,
                effect=found.effect,
                low=found.low,
                high=found.high,
            )
            for changed, found in findings
        ],
    )
    return held, holds(own, others)


def holds(own: Finding, others: Sequence[Finding]) -> bool:
    """Whether an answer holds over the specifications.

    It does where two thirds of them give the same answer and four fifths of those with an estimate
    lie on its side of the smallest effect that matters.

    Args:
        own: The lens's own finding, one that decides.
        others: Findings of every specification, the lens's own included.
    """
    same = sum(found.answer == own.answer for found in others)
    estimated = sum(found.p_claimed is not None for found in others)
    alike = same_side(own, others) >= SAME_SIDE * estimated
    return same >= SAME_ANSWER * len(others) and alike


def same_side(own: Finding, others: Sequence[Finding]) -> int:
    """Return how many specifications lie on the lens's side of the smallest effect that matters."""
    return sum(_beyond(found) == _beyond(own) for found in others if found.p_claimed is not None)


def _beyond(found: Finding) -> bool | None:
    return None if found.p_claimed is None else found.p_claimed >= EVEN
