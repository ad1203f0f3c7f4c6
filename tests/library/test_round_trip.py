"""From a file into the library, out again and back: the same records."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from library_strategies import some_records

from entente.library.formats import parse_records, write_records
from entente.library.keeping.catalogue import Library

if TYPE_CHECKING:
    from entente.library.record import Record


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl_json"])
@settings(max_examples=15)
@given(written=some_records)
def test_what_is_parsed_stored_exported_and_parsed_is_the_same(form: str, written: list[Record]):
    parsed = parse_records(write_records(written, form), form)
    with TemporaryDirectory() as folder, Library(Path(folder)) as library:
        ids = library.add(parsed, "a file").ids
        stored = list(library.matching(""))
    exported = parse_records(write_records(stored, form), form)
    assert [exported[number - 1] for number in ids] == [
        # The library knows a record by all but its place in a list.
        stored[number - 1]
        for number in ids
    ]
    assert [each.model_copy(update={"number": None}) for each in parsed] == [
        exported[number - 1].model_copy(update={"number": None}) for number in ids
    ]
