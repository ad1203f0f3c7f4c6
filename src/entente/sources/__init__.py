"""Sources: who published rows, under which licence, when, and how they are read as published.

One file, one source: a function decorated with :func:`source`, named as its file, that reads the
producer's files and returns rows in the producer's own words. Renaming, units and joins belong to
``entente.tables``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import ibis.expr.types as ir


@dataclass(frozen=True)
class Licence:
    """Terms under which a producer lets its rows be used.

    Attributes:
        name: As the producer calls them.
        url: Where they stand.
        may_redistribute: Whether rows may be passed on as they are.
        note: What they ask for, in a sentence.
        non_commercial: Whether they allow no use for money.
    """

    name: str
    url: str
    may_redistribute: bool
    note: str = ""
    non_commercial: bool = False

    @property
    def terms(self) -> str:
        """The name, with the limit that nobody may overlook."""
        return f"{self.name}, non-commercial use only" if self.non_commercial else self.name


@dataclass(frozen=True)
class Source:
    """One published dataset.

    Attributes:
        name: Snake-case name, the stem of its file: producer, then dataset.
        title: Name of the dataset as its producer writes it.
        producer: Who made the rows.
        url: Official address.
        licence: Terms of reuse.
        citation: How the producer asks to be cited.
        files: Paths below the folder given to ``entente edition build --from``.
        covers: First and last year, the last ``None`` where it is still updated.
        updates: Rhythm of release: ``daily``, ``yearly``, ``ended`` or ``irregular``.
        lag_days: Days between the end of a period and its usual release.
        second_hand: Through whom the files came where not from the producer, else empty.
        ignore: Columns read and left unused on purpose.
        read: Reads the files of the folder and returns rows as published.
    """

    name: str
    title: str
    producer: str
    url: str
    licence: Licence
    citation: str
    files: tuple[str, ...]
    covers: tuple[int, int | None]
    updates: str
    lag_days: int
    read: Callable[[Path], ir.Table]
    second_hand: str = ""
    ignore: tuple[str, ...] = ()


def source(
    *,
    title: str,
    producer: str,
    url: str,
    licence: Licence,
    citation: str,
    files: tuple[str, ...],
    covers: tuple[int, int | None],
    updates: str,
    lag_days: int,
    second_hand: str = "",
    ignore: tuple[str, ...] = (),
) -> Callable[[Callable[[Path], ir.Table]], Source]:
    """Make a :class:`Source` of a function that reads a folder; the name is the function's."""

    def register(read: Callable[[Path], ir.Table]) -> Source:
        return Source(
            name=read.__name__,
            title=title,
            producer=producer,
            url=url,
            licence=licence,
            citation=citation,
            files=files,
            covers=covers,
            updates=updates,
            lag_days=lag_days,
            read=read,
            second_hand=second_hand,
            ignore=ignore,
        )

    return register


sources: Registry[Source] = Registry("source", Source, "entente.sources")
