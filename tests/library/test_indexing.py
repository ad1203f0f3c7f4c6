"""An index is disposable: whatever becomes of it, records are found, or it is said that not."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from conftest import RECORDS
from entente.errors import BrokenFileError
from entente.library.finding import word_index
from entente.library.finding.index_queries import everything
from entente.library.finding.word_index import WordIndex
from entente.library.keeping import indexing
from entente.library.keeping.catalogue import Library
from entente.library.keeping.watch import mark_seen, new_records, save_search, saved_search
from entente.library.record import Record
from entente.library.records_file import set_setting

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from conftest import Said
    from entente.library.finding.word_index import IndexWriting

BREAD, BOMBERS = "ruiz-2020-bread", "ruiz-2024-bombers"
WAYS: dict[str, Callable[[Path], object]] = {
    "removed": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "overwritten": lambda path: path.write_bytes(b"\xff" * path.stat().st_size),
}


def found(library: Library, line: str) -> list[str]:
    return [hit.held.name for hit in library.search(line, by="words").hits]


def refuse(*_: object, **__: object) -> None:
    raise word_index.BrokenIndexError("The index cannot be written: no.")


def only_index(library: Library) -> Path:
    [folder] = library.folder.glob("index*")
    return folder


def test_what_a_killed_writer_left_in_the_way_stops_no_other(shelf: Library):
    folder = only_index(shelf)
    meta = json.loads((folder / "meta.json").read_bytes())
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        for stamp in range(meta["opstamp"], meta["opstamp"] + 20):
            (folder / f"{name}.{stamp}.del").write_bytes(b"half")
    (folder / ".tmp0").write_bytes(b"half")
    shelf.tag(BREAD, ["kept"])
    assert found(shelf, "tag:kept") == [BREAD]
    assert only_index(shelf) == folder
    assert not (folder / ".tmp0").exists()
    assert len([*folder.glob("*.del")]) == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", ["meta.json", ".managed.json", "*.term", "*.store", "*.fast"])
def test_an_index_of_which_a_part_is_broken_is_built_anew(shelf: Library, part: str, way: str):
    is_behind = way in ("removed", "cut")
    if is_behind:
        shelf.holdings.tag(1, ["kept"])
    shelf.close()
    # A copy: this process still holds the files of the other.
    folder = shutil.copytree(shelf.folder, shelf.folder.with_name("copy"))
    for path in (folder / "index").glob(part):
        WAYS[way](path)
    with Library(folder) as again:
        assert len(again.search("", by="words").hits) == len(RECORDS)
        assert found(again, "bombers") == [BOMBERS]
        assert found(again, "tag:kept") == ([again.holdings.get([1])[0].name] if is_behind else [])
        again.tag(BREAD, ["later"])
        assert found(again, "tag:later") == [BREAD]
        assert again.unindexed() == (0, "")
        only_index(again)


@pytest.mark.parametrize("is_writable", [True, False])
def test_without_an_index_and_without_room_for_one_all_is_found(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, is_writable: bool
):
    shelf.close()
    for path in only_index(shelf).iterdir():
        path.write_bytes(b"broken")
    if is_writable:
        monkeypatch.setattr("entente.library.keeping.indexing.Indexing._build", refuse)
    else:
        monkeypatch.setattr("os.access", lambda *_: False)
    before = sorted(path.name for path in shelf.folder.rglob("index*"))
    with Library(shelf.folder) as again:
        assert found(again, "bombers") == [BOMBERS]
        assert again.unindexed() == (0, "")
    assert sorted(path.name for path in shelf.folder.rglob("index*")) == before


def test_an_index_in_memory_says_what_it_has_left_out(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    shelf.close()
    (only_index(shelf) / "meta.json").unlink()
    monkeypatch.setattr("entente.library.keeping.indexing.Indexing._build", refuse)
    monkeypatch.setattr(indexing, "MOST_IN_MEMORY", 4)
    with Library(shelf.folder) as again:
        assert len(again.search("", by="words").hits) == 4
        assert again.unindexed() == (2, "The index cannot be written: no")
        assert again.indexing.horizon() == 4


def test_what_cannot_be_indexed_is_kept_and_said_and_indexed_later(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(WordIndex, "writing", refuse)
        shelf.tag(BREAD, ["kept"])
        assert shelf.holdings.tags() == {"kept": 1}
        assert shelf.unindexed() == (1, "The index cannot be written: no")
        assert found(shelf, "bread") == [BREAD]
        assert found(shelf, "tag:kept") == []
    with Library(shelf.folder) as again:
        assert found(again, "tag:kept") == [BREAD]
        assert again.unindexed() == (0, "")


def test_a_command_says_what_is_not_indexed(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Said]
):
    shelf.close()
    monkeypatch.setenv("ENTENTE_LIBRARY", str(shelf.folder))
    monkeypatch.setattr(WordIndex, "writing", refuse)
    done = run("library", "tag", BREAD, "kept")
    assert done.code == 0
    assert done.err.startswith(
        "entente: 1 record is not indexed, so words may miss it: The index cannot be written: no.\n"
        "  try: "
    )
    monkeypatch.undo()
    monkeypatch.setenv("ENTENTE_LIBRARY", str(shelf.folder))
    assert run("library", "search", "tag:kept").err == ""


def test_an_index_that_breaks_while_it_is_open_is_built_anew(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    broken = shelf.word_index
    monkeypatch.setattr(broken, "search_and_count", refuse)
    monkeypatch.setattr(broken, "search", refuse)
    assert found(shelf, "bombers") == [BOMBERS]
    assert shelf.word_index is not broken
    assert [record.title for record in shelf.matching("wheat")] == [RECORDS[5].title]


def test_a_library_goes_on_with_the_index_that_another_has_built(shelf: Library):
    with Library(shelf.folder) as other:
        other.indexing.renew(BrokenFileError("broken"))
        other.tag(BREAD, ["other"])
    assert found(shelf, "bombers") == [BOMBERS]
    shelf.tag(BREAD, ["mine"])
    assert found(shelf, "tag:other tag:mine") == [BREAD]
    assert sorted(i for i, _ in shelf.word_index.search(everything(), 99)) == shelf.holdings.ids()
    only_index(shelf)


def test_what_a_writer_did_in_an_index_that_was_replaced_is_done_again(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    real = shelf.word_index.writing
    before = shelf.holdings.setting("indexed")

    @contextmanager
    def slow(wait: float) -> Generator[IndexWriting]:
        with real(wait) as index:
            yield index
        with shelf.holdings.writing() as base:
            set_setting(base, indexing.BUILT, shelf.holdings.setting(indexing.BUILT) + 2)

    monkeypatch.setattr(shelf.word_index, "writing", slow)
    shelf.tag(BREAD, ["kept"])
    assert shelf.holdings.setting("indexed") == before
    shelf.catch_up()
    assert shelf.holdings.setting("indexed") == shelf.holdings.setting("change")


def test_a_search_does_not_wait_for_one_that_is_indexing(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("entente.library.keeping.catalogue.SHORT_WAIT", 0.1)
    with Library(shelf.folder) as other, other.word_index.writing():
        other.holdings.tag(1, ["kept"])
        with Library(shelf.folder) as reader:
            assert found(reader, "bombers") == [BOMBERS]
            assert reader.unindexed() == (1, "Another `entente library` is writing the index")
        only_index(shelf)


def test_what_was_not_indexed_when_it_was_looked_for_stays_new(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    saved = save_search(shelf, "wheat", "wheat")
    with monkeypatch.context() as broken:
        broken.setattr(WordIndex, "writing", refuse)
        shelf.add([Record(title="Wheat again")], "tests")
        assert new_records(shelf, saved) == []
        mark_seen(shelf, [saved])
    shelf.catch_up()
    [new] = new_records(shelf, saved_search(shelf, "wheat"))
    assert new.record.title == "Wheat again"
    mark_seen(shelf, [saved])
    assert new_records(shelf, saved_search(shelf, "wheat")) == []
