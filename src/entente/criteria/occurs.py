"""Occurs: something of a kind has happened, and is on record."""

from __future__ import annotations

from dataclasses import replace

from pydantic import BaseModel, ConfigDict, PositiveInt

from entente.criteria import Ask, Evidence, criterion
from entente.criteria._decision import cannot_tell
from entente.finding import Finding


class Options(BaseModel):
    """Options of ``occurs``.

    Attributes:
        sources: Independent sources that an instance needs to count.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    sources: PositiveInt = 1


@criterion(
    form="existence", effect="instances on record", options=Options, periodic=False, instances=True
)
def occurs(evidence: Evidence, ask: Ask) -> Finding:
    """Enough dated, sourced instances are on record.

    "Has" needs one instance, "sometimes" and a plural two. A hand-made list is not a census, so
    "none recorded" contradicts only where the list declares itself complete.

    Args:
        evidence: One point an instance; ``n`` is the number of its independent sources.
        ask: ``matters``: the number of instances needed.

    Returns:
        The number of instances; cannot tell where there are too few (``too_few``) or none in a list
        that is not complete (``list_incomplete``).

    Source:
        Beach and Pedersen (2019), Process-Tracing Methods, chapter 5 (what one trace can show).

    Examples:
        >>> from entente.measures import Point
        >>> patrol = Evidence((Point(2021, 1.0, n=2), Point(2022, 1.0, n=3)))
        >>> occurs.decide(patrol, occurs.ask(matters=2)).answer
        'supports'
        >>> occurs.decide(Evidence(()), occurs.ask(matters=1)).reason
        'list_incomplete'
        >>> occurs.decide(Evidence((), complete=True), occurs.ask(matters=1)).answer
        'contradicts'
    """
    counted = [
        point
        for point in evidence.points
        if point.value > 0 and (point.n is None or point.n >= ask.options.sources)
    ]
    k = len(counted)
    needed = f"{int(ask.matters)} {'is' if ask.matters == 1 else 'are'} needed"
    several = ask.options.sources > 1
    sources = f", each with {ask.options.sources} independent sources" if several else ""
    kind = "complete" if evidence.complete else "not complete"
    detail = f"{k} on record{sources}; {needed}. The list is {kind}."
    found = Finding(
        answer="supports",
        detail=detail,
        effect=float(k),
        low=float(k),
        high=float(k),
        p_claimed=1.0,
        p_none=0.0,
        lean=1.0,
        n=k,
        exact=True,
    )
    if k >= ask.matters:
        return found
    if k:
        # Some, but too few: the list may lack the others, so this is no evidence against.
        return replace(found, answer="cannot_tell", reason="too_few", p_claimed=None, p_none=None)
    if evidence.complete:
        return replace(
            found,
            answer="contradicts",
            sense="no such change",
            p_claimed=0.0,
            p_none=1.0,
            lean=0.0,
        )
    return cannot_tell("list_incomplete", detail)
