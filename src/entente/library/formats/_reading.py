"""What came of reading a file: its records, the items that could not be used, and what to know."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from entente.library.record import Record

T = TypeVar("T")


@dataclass
class Reading:
    """Records of a file, and what was met beside them.

    Attributes:
        strict: Whether the first item that cannot be used refuses the file.
        records: The records in order.
        faults: Items that could not be used, each with its line and reason.
        notes: What was passed over, in a line each.
    """

    strict: bool = True
    records: list[Record] = field(default_factory=list)
    faults: list[BrokenFileError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def item(self) -> Generator[None]:
        """Read one item: where it cannot be used, it is listed and the next one is read.

        Raises:
            BrokenFileError: The item cannot be used, and the reading is strict.
        """
        try:
            yield
        except BrokenFileError as error:
            if self.strict:
                raise
            self.faults.append(error)

    def make_each(self, items: Iterable[T], make: Callable[[T], Record]) -> list[Record]:
        """Make a record of each item; one that cannot be used is listed.

        Raises:
            BrokenFileError: An item cannot be used, and the reading is strict.
        """
        records: list[Record] = []
        for item in items:
            with self.item():
                records.append(make(item))
        return records

    def pass_over(self, where: str, lines: list[tuple[int, str]]) -> None:
        """Note lines that belong to no item."""
        if lines:
            number, text = lines[0]
            count = f"{len(lines)} lines" if len(lines) > 1 else "1 line"
            self.notes.append(f"{where}:{number}: {count} passed over, from {text[:40]!r}")
