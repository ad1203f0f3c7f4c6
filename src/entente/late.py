"""Ibis, imported when an expression is first built.

It takes longer to import than most commands take to run, and a measure whose statement is kept
needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis
    from ibis import _
else:

    class _Module:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever Ibis has)
            import ibis as module

            return getattr(module, name)

    class _Deferred:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever Ibis has)
            import ibis as module

            return getattr(module._, name)

        def __getitem__(self, name: str) -> Any:  # noqa: ANN401 (whatever Ibis has)
            import ibis as module

            return module._[name]

    ibis, _ = _Module(), _Deferred()

__all__ = ["_", "ibis"]
