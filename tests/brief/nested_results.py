"""Results of lenses written flat, as tests like to write them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from entente.assessment import LensResult
from entente.finding import Finding, Standing

NOT_COMPARED = Standing(mark="", compared=0, as_large=0, p=None, reason="no other is held")
OF_FINDING = {field.name for field in fields(Finding)} - {"answer", "sense", "reason", "lean"}


def lens_result(facts: dict[str, Any]) -> LensResult:
    """Nest what belongs to the finding; ``before_robustness`` is the finding's own answer."""
    held = dict(facts)
    own = {name: held.pop(name) for name in OF_FINDING & set(held)}
    line = own.get("line")
    own["line"] = None if line is None else tuple(line)
    answer = held.pop("before_robustness", held["answer"])
    shared = {name: held[name] for name in ("sense", "reason", "lean")}
    return LensResult(finding=Finding(answer=answer, **shared, **own), **held)
