"""Tables of a saved catalogue page: labels beside their values, or above the columns."""

from __future__ import annotations

from entente.library.formats._catalogue_lines import FIELDS, RECORD, Item, Kind

_TITLE = "title"
_PLAIN = frozenset({Kind.BARE, Kind.HEADING})


class Tables:
    """What is known of the table that is open.

    Examples:
        >>> tables = Tables()
        >>> row = [[Item(Kind.BARE, "Author")], [Item(Kind.BARE, "Ana Ruiz")]]
        >>> [(item.kind.value, item.text) for item in tables.read_row(row)]
        [('label', 'Author'), ('value', 'Ana Ruiz')]
    """

    def __init__(self) -> None:
        """Start on a page."""
        self._columns: list[str] = []

    def end(self) -> None:
        """Forget the columns of a table that ends."""
        self._columns = []

    def read_row(self, cells: list[list[Item]]) -> list[Item] | None:
        """Return the lines of a row as labels and values; ``None`` where it has none.

        Args:
            cells: The lines of each cell.
        """
        if not all(item.kind in _PLAIN for cell in cells for item in cell):
            return None
        texts = [" ".join(item.text for item in cell).rstrip(":： ") for cell in cells]
        named = [text.casefold() in FIELDS for text in texts]
        if len(texts) > 1 and all(named):
            self._columns = texts
            return []
        if self._columns and len(cells) == len(self._columns):
            return self._of_columns(cells)
        if len(texts) > 1 and named[0] and not self._columns:
            values = [item for cell in cells[1:] for item in cell]
            return [Item(Kind.LABEL, texts[0]), *map(_value, values)] if values else []
        return None

    def _of_columns(self, cells: list[list[Item]]) -> list[Item]:
        titled: list[Item] = []
        rest: list[Item] = []
        for name, cell in zip(self._columns, cells, strict=True):
            if FIELDS[name.casefold()] == _TITLE and cell:
                text = " ".join(item.text for item in cell)
                titled.append(Item(Kind.HEADING, text, level=6, link=cell[0].link))
            elif cell:
                rest += [Item(Kind.LABEL, name), *map(_value, cell)]
        lines = [*titled, *rest]
        return [Item(Kind.BREAK, RECORD), *lines, Item(Kind.BREAK, RECORD)] if lines else []


def _value(item: Item) -> Item:
    return Item(Kind.VALUE, item.text)
