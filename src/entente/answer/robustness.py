"""Robustness: whether an answer holds over the equivalent specifications of a lens.

Only equivalent specifications are pooled (a window a year earlier, another coding of abstention,
the mirror reporter, another estimator). A different construct is another lens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.assessment import Robustness, Specification
from entente.policy import SAME_ANSWER, SAME_SIGN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.finding import Finding


def robustness(
    own: Finding, findings: Sequence[tuple[dict[str, str], Finding]], *, signed: bool
) -> tuple[Robustness, bool]:
    """Return how many specifications give the same answer, and whether that is enough.

    Args:
        own: The lens's own finding.
        findings: What is changed and what was found, the lens's own included.
        signed: Whether the sign of the effect carries the answer; of "no such change" it does not.

    Returns:
        The counts with every specification, and whether an answer of the lens holds over them.
    """
    others = [found for _, found in findings]
    held = Robustness(
        total=len(others),
        same_answer=sum(found.answer == own.answer for found in others),
        same_sign=same_sign(own, others),
        with_estimate=sum(found.effect is not None for found in others),
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
    carried = signed and own.sense in {"", "the opposite"}
    return held, holds(own, others, signed=carried)


def holds(own: Finding, others: Sequence[Finding], *, signed: bool = True) -> bool:
    """Whether an answer holds over the specifications.

    It does where two thirds of them give the same answer and, where the sign carries it, four
    fifths of those with an estimate have its sign.

    Args:
        own: The lens's own finding, one that decides.
        others: Findings of every specification, the lens's own included.
        signed: Whether the sign of the effect carries the answer; of "no such change" it does not.
    """
    same = sum(found.answer == own.answer for found in others)
    estimated = sum(found.effect is not None for found in others)
    alike = not signed or same_sign(own, others) >= SAME_SIGN * estimated
    return same >= SAME_ANSWER * len(others) and alike


def same_sign(own: Finding, others: Sequence[Finding]) -> int:
    """Return how many specifications have an effect with the sign of the lens's own."""
    return sum(
        _sign(found.effect) == _sign(own.effect) for found in others if found.effect is not None
    )


def _sign(value: float | None) -> int:
    return 0 if value is None or value == 0 else 1 if value > 0 else -1
