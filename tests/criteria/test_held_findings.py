"""What every criterion finds on planted and drawn data, figure by figure, kept for review.

A law may hold of two rules. These are the figures of ours: another square, another season or
another weight moves one of them, and moving one is a line under "Numbers" in CHANGELOG.md.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planted import PLANTED, days
from test_criterion_laws import CASES, LAWS, decide

from entente.criteria import Evidence, criteria
from entente.finding import Finding, tidy

KEPT = Path(__file__).parents[1] / "golden" / "findings.json"
WRITE = os.environ.get("ENTENTE_GOLDEN") == "write"
# Neither a line nor a level: swings, with a rise at the end.
VALUES = (3.0, -7.0, 4.0, 9.0, -2.0, 6.0, 1.0, 8.0, 30.0, 24.0, 33.0, 21.0, 38.0)


def figure(value: float) -> float | None:
    """Round as it is published; what is left of a sum that is zero differs by machine."""
    return tidy(round(value, 9))


def figures(found: Finding) -> dict[str, Any]:
    held = asdict(found)
    line = [figure(value) for value in found.line] if found.line else None
    numbers = {key: figure(v) for key, v in held.items() if isinstance(v, float)}
    levels = {
        name: [figure(level.value), str(level.first), str(level.last)] if level else None
        for name, level in (("base", found.base), ("seen", found.seen))
    }
    told = held | numbers | levels | {"line": line}
    return {key: v for key, v in told.items() if v not in (None, "")}


def found_by_all() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in CASES:
        law = LAWS[name][kind]
        found[f"{name} {kind}"] = figures(decide(name, law, law.evidence(VALUES)))
    for name, held in PLANTED.items():
        for kind in ("yes", "no"):
            asked = criteria[name].ask(
                direction=held.direction, matters=held.matters, options=held.options
            )
            found[f"{name} planted {kind}"] = figures(
                criteria[name].decide(getattr(held, kind), asked)
            )
    return found


def test_every_figure_is_as_it_was_reviewed_golden():
    found = found_by_all()
    if WRITE:
        KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    moved = [name for name in found if found[name] != kept.get(name)]
    assert (moved, sorted(kept)) == ([], sorted(found)), "run `make golden` and review the diff"


def test_a_finding_of_events_does_not_turn_with_their_order():
    (law,) = LAWS["responds_to_events"].values()
    evidence = law.evidence(VALUES)
    turned = Evidence(evidence.points, (days(p.period for p in evidence.against[0])[::-1],))  # type: ignore[misc]
    assert decide("responds_to_events", law, turned) == decide("responds_to_events", law, evidence)
