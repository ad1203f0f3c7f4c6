"""The equivalent specifications that a lens declares."""

from __future__ import annotations

import copy
import itertools
import math
from typing import Any

from entente.cases.contract import Lens
from entente.criteria import criteria
from entente.errors import ScopeError
from entente.measures import measures
from entente.policy import MOST_SPECIFICATIONS

# The ends of a window are not set but shifted.
SHIFTED = {("window", "from"): "start", ("window", "to"): "end"}


def variants(lens: Lens) -> list[tuple[dict[str, str], Lens]]:
    """List the equivalent specifications of a lens, its own first.

    Args:
        lens: Its ``vary`` gives values for dotted fields; under the ends of the window
            numbers are shifts in years.

    Returns:
        What is changed against the lens, by field, and the changed lens.

    Raises:
        ScopeError: A field is not one of the lens's, or there are more than 96 specifications.

    Examples:
        >>> lens = Lens(
        ...     id="a",
        ...     title="A",
        ...     asks="?",
        ...     measure="vote_agreement",
        ...     criterion="rises",
        ...     matters=1,
        ...     proxy="weak",
        ...     blind_to="much",
        ...     window={"from": 2013},
        ...     vary={"window.from": [-1, 0, 1], "options.ends": [3]},
        ... )
        >>> [found.window.from_ for _, found in variants(lens)]
        [2013, 2012, 2014]
    """
    base = lens.model_dump(by_alias=True)
    base.pop("vary")
    # Defaults are written out, so that a value equal to the default is seen as no change.
    base["options"] = criteria[lens.criterion].options.model_validate(lens.options).model_dump()
    measure = measures[lens.measure]
    defaults = {**measure.scope, **measure.chosen({})}.items()
    base["where"] = {key: value for key, value in defaults if value is not None} | lens.where
    fields = sorted(lens.vary)
    # Counted before any is made: a few fields of many values combine into billions.
    if (many := math.prod(map(len, lens.vary.values()))) > MOST_SPECIFICATIONS:
        msg = f"Lens {lens.id} has {many} specifications, more than {MOST_SPECIFICATIONS}."
        raise ScopeError(msg, fix="declare fewer")
    found: list[tuple[dict[str, str], Lens]] = [({}, lens)]
    for values in itertools.product(*(lens.vary[name] for name in fields)):
        data = copy.deepcopy(base)
        changed: dict[str, str] = {}
        for name, value in zip(fields, values, strict=True):
            before = _get(data, name, lens.id)
            after = _shifted(lens, name, value) if tuple(name.split(".")) in SHIFTED else value
            if after != before:
                changed[name] = str(after)
                _set(data, name, after)
        if changed and all(changed != known for known, _ in found):
            found.append((changed, Lens.model_validate(data)))
    return found


def _shifted(lens: Lens, name: str, years: Any) -> Any:  # noqa: ANN401 (an end of a window)
    """Return the end of the lens's window that a name stands for, moved by years."""
    if not isinstance(years, int) or isinstance(years, bool):
        msg = f"Lens {lens.id} varies {name} by {years!r}, which is no number of years."
        raise ScopeError(msg, fix=f"{name}: [-1, 0, 1]")
    if lens.window is None:
        msg = f"Lens {lens.id} varies {name}, and has no window."
        raise ScopeError(msg, fix="window: {from: 2013}")
    slot, end = name.split(".")
    moved = lens.window.shifted(**{SHIFTED[slot, end]: years})
    return moved.model_dump(by_alias=True)[end]


def _get(data: dict[str, Any], name: str, lens: str) -> Any:  # noqa: ANN401 (fields are of many types)
    *path, last = name.split(".")
    for step in path:
        inner = data.get(step)
        data = inner if isinstance(inner, dict) else {}
    # Options and narrowing may be left to their defaults, so a name there need not be present.
    if last not in data and path not in (["options"], ["where"]):
        msg = f"Lens {lens} varies {name!r}, which it does not have."
        raise ScopeError(msg, fix="a dotted field of the lens, e.g. window.from")
    return data.get(last)


def _set(data: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 (as above)
    *path, last = name.split(".")
    for step in path:
        data = data[step]
    data[last] = value
