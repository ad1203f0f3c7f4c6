"""Entente: is what a report says of a partnership between states borne out by open data?

``entente.case(name).assess()`` answers the claims of a report as written and now;
``entente.measure(name, states)`` gives one measure with its unit, source and caution;
``entente.beside(names, states)`` puts several measures side by side;
``entente.rank(name, pair)`` tells where a pair stands among all;
``entente.list(kind)`` lists measures, cases, claims and sources, ``entente.cite(case, claim)``
cites an answer; ``entente.open_library()`` opens the catalogue records kept on this machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from entente.api import beside, case, cite, measure, open_library, rank
    from entente.api import list_ as list  # noqa: A004 (named as the command is)

__all__ = ["beside", "case", "cite", "list", "measure", "open_library", "rank"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (what a module holds is of any type)
    # Late, so that the command line answers `--help` before anything heavy is imported.
    if name in __all__:
        from entente import api

        return getattr(api, {"list": "list_"}.get(name, name))
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
