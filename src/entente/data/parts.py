"""Files of the edition, read in the parts that a question needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.data import edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa
    from pyarrow.parquet import RowGroupMetaData

    from entente.settings import Settings
    from entente.tables import Table


def read_parts(
    settings: Settings,
    contract: Table,
    states: tuple[str, ...] | None,
    columns: Sequence[str] | None = None,
) -> Iterator[tuple[int, pa.Table]]:
    """Read a table of the edition, or those of its parts that may hold rows of some states.

    Args:
        settings: Where the edition is.
        contract: Table of the edition.
        states: States that suffice; ``None``: the whole table, as one part.
        columns: Columns to read; ``None``: all.

    Yields:
        The place of a part's first row in the table, and the part.

    Raises:
        BrokenFileError: The file is not there, or is not the one that the lock names.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = edition.table_bytes(settings, contract.name)
    # Words stay encoded: each is then read, and tested, once.
    words = [name for name, column in contract.all_columns.items() if column.type == "string"]
    wanted = None if columns is None else list(columns)
    # Not `read_table`, which loads the dataset module, and pandas with it.
    with pq.ParquetFile(pa.BufferReader(held), read_dictionary=words) as file:
        if states is None:
            yield 0, file.read(wanted)
            return
        side = file.schema_arrow.get_field_index(contract.sides[0])
        place = 0
        for number in range(file.num_row_groups):
            part = file.metadata.row_group(number)
            if _may_hold(part, side, states):
                yield place, file.read_row_group(number, wanted)
            place += part.num_rows


def _may_hold(part: RowGroupMetaData, side: int, states: tuple[str, ...]) -> bool:
    """Whether a state is between the first and the last of a part."""
    facts = part.column(side).statistics
    return facts is None or any(facts.min <= state <= facts.max for state in states)
