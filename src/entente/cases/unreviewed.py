"""Report files that nobody has reviewed to the end: drafts, and slots that stand empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.errors import BrokenFileError
    from entente.yaml_files import Located, Place

# What a reviewer fills in; written and empty, a claim is as good as a draft.
SLOTS = (
    *("title", "says", "asks", "matters", "window", "proxy", "blind_to", "contradicted_if"),
    *("resolves", "known_by", "threshold", "rule", "criterion", "direction", "states"),
)
UNREVIEWED = "Is a draft that nobody has reviewed, and no verdict comes from a draft."


def refusal_of(report: Located) -> BrokenFileError | None:
    """Return why a report file is refused as a draft, naming every empty slot with its line.

    A file is a draft where it says so, or where a slot stands written and empty: in its record, or
    in a claim, lens or forecast, in their options, narrowing and second series too.

    Returns:
        The error to raise; ``None`` for a file that somebody has reviewed.
    """
    data = report.data if isinstance(report.data, dict) else {}
    slots = dict(_empty_slots(data))
    named = [f"{name} (line {report.line(place)})" for place, name in slots.items()]
    empty = f"{len(named)} empty slot{'s' if len(named) > 1 else ''}: {', '.join(named)}."
    if data.get("draft"):
        reason = f"{UNREVIEWED} {empty}" if named else UNREVIEWED
        fix = "fill in each slot, then remove `draft`" if named else "review it, remove `draft`"
        return report.broken(reason, ("draft",), fix)
    if named:
        reason = f"Is not reviewed to the end: {empty}"
        return report.broken(reason, next(iter(slots)), "fill in each slot")
    return None


def _empty_slots(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Return the place of every empty slot, and its name by the ids around it."""
    record = data.get("record")
    for key, value in (record if isinstance(record, dict) else {}).items():
        if value is None or (key == "summary" and not value):
            yield ("record", key), f"record.{key}"
    for place, name, part in _parts(data.get("claims"), ("claims",), ""):
        decided = part.get("lenses") or part.get("forecasts")
        for key, value in part.items():
            if key == "partner" or (key == "not_testable" and decided):
                continue
            if value is None or (key in {*SLOTS, "not_testable"} and value == ""):
                yield (*place, key), f"{name}.{key}"
            elif key in {"where", "against", "options"}:
                for rest in _nothing(value):
                    yield (*place, key, *rest), ".".join(map(str, (name, key, *rest)))


def _parts(
    listed: object, place: Place, around: str
) -> Iterator[tuple[Place, str, dict[str, Any]]]:
    for i, part in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(part, dict):
            name = f"{around}{part.get('id') or f'{place[-1]}.{i}'}"
            yield (*place, i), name, part
            for kind in ("lenses", "forecasts"):
                yield from _parts(part.get(kind), (*place, i, kind), f"{name}.")


def _nothing(value: object) -> Iterator[Place]:
    """Return the places within a value where nothing stands; a window may end with nothing."""
    if value is None:
        yield ()
    parts = value.items() if isinstance(value, dict) else []
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, part in parts:
        if key != "window":
            yield from ((key, *rest) for rest in _nothing(part))
