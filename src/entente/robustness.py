"""Robustness: the equivalent specifications that a lens declares, and what they give.

Only equivalent specifications are pooled (a window a year earlier, another coding of abstention,
the mirror reporter, another estimator). A different construct is another lens.
"""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING, Any

from entente.claims import Lens
from entente.criteria import criteria
from entente.errors import ScopeError
from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.criteria import Finding

MOST = 96
SAME_ANSWER = 2 / 3
SAME_SIGN = 0.8

SHIFTED = ("window.from", "window.to")


def variants(lens: Lens) -> list[tuple[dict[str, str], Lens]]:
    """List the equivalent specifications of a lens, its own first.

    Args:
        lens: Its ``vary`` gives values for dotted fields; under ``window.from`` and ``window.to``
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
        ...     vary={"window.from": [-1, 0, 1], "options.estimator": ["theil_sen"]},
        ... )
        >>> [found.window.from_ for _, found in variants(lens)]
        [2013, 2012, 2014]
    """
    base = lens.model_dump(by_alias=True)
    base.pop("vary")
    # Defaults are written out, so that a value equal to the default is seen as no change.
    base["options"] = criteria[lens.criterion].options.model_validate(lens.options).model_dump()
    defaults = measures[lens.measure].scope.items()
    base["where"] = {key: value for key, value in defaults if value is not None} | lens.where
    fields = sorted(lens.vary)
    combined = list(itertools.product(*(lens.vary[name] for name in fields)))
    if len(combined) > MOST:
        msg = f"Lens {lens.id} has {len(combined)} specifications, more than {MOST}."
        raise ScopeError(msg, fix="declare fewer")
    found: list[tuple[dict[str, str], Lens]] = [({}, lens)]
    for values in combined:
        data = copy.deepcopy(base)
        changed: dict[str, str] = {}
        for name, value in zip(fields, values, strict=True):
            before = _get(data, name, lens.id)
            after = before + value if name in SHIFTED and before is not None else value
            if after != before:
                changed[name] = str(after)
                _set(data, name, after)
        if changed and all(changed != known for known, _ in found):
            found.append((changed, Lens.model_validate(data)))
    return found


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


def _get(data: dict[str, Any], name: str, lens: str) -> Any:  # noqa: ANN401 (fields are of many types)
    *path, last = name.split(".")
    for step in path:
        data = data.get(step) or {}
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
