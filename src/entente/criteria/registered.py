"""Registered: a forecast has a probability and a date, and no verdict."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion
from entente.finding import Finding


class Options(BaseModel):
    """Options of ``registered``: none."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@criterion(form="forecast", effect="{unit}", options=Options, periodic=False)
def registered(evidence: Evidence, ask: Ask) -> Finding:  # noqa: ARG001 (one signature for all)
    """A forecast is registered and scored when its date comes; nothing is decided now.

    Args:
        evidence: The series up to now.
        ask: Not read.

    Returns:
        The answer ``registered`` with the number of points that a forecaster may use.

    Source:
        Brier (1950), Monthly Weather Review 78, p. 1.

    Examples:
        >>> registered.decide(Evidence(()), registered.ask(matters=1)).answer
        'registered'
    """
    return Finding(answer="registered", reason="registered", n=len(evidence.points))
