"""A library keeps what was committed, whatever happens, and its index agrees with it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

from conftest import RECORDS
from entente.errors import BrokenFileError, QueryError, UnknownNameError
from entente.library.embedding import embed
from entente.library.finding.index_queries import everything
from entente.library.formats import parse_records, write_records
from entente.library.keeping.catalogue import Library
from entente.library.record import Record

ADDER = """
import sys
from pathlib import Path
from entente.library.keeping import catalogue
from entente.library.keeping.catalogue import Library
from entente.library.record import Record

catalogue.BATCH, catalogue.INDEX_EVERY = 20, 60
library = catalogue.Library(Path(sys.argv[1]))
first = len(library)
records = (
    Record(title=f"Report {n} on patrols", abstract="Ships and aircraft.", published="2024")
    for n in range(first, first + 100_000)
)
library.add(records, "adder", progress=lambda n: print(first + n, flush=True))
"""


def agrees(library: Library) -> None:
    """Hold that the index has each record that is shown, once, and no other."""
    ids = library.holdings.ids()
    indexed = [i for i, _ in library.word_index.search(everything(), 10_000)]
    assert sorted(indexed) == ids
    points = library.holdings.read("SELECT count(*) FROM sense")[0][0]
    listed = library.holdings.read("SELECT coalesce(sum(size), 0) FROM sense_list")[0][0]
    assert points == listed == library.holdings.read("SELECT count(*) FROM record")[0][0]


def test_a_record_is_held_once_whatever_its_place_in_a_list(shelf: Library):
    again = [record.model_copy(update={"number": 9}) for record in RECORDS]
    taken = shelf.add([*again, *again], "tests")
    assert taken.added == ()
    assert taken.ids == (1, 2, 3, 4, 5, 6) * 2
    assert len(shelf) == 6


def test_adding_what_is_held_leaves_the_index_nothing_to_do(shelf: Library):
    before = [shelf.holdings.setting(name) for name in ("change", "indexed", "filled_until")]
    shelf.add(RECORDS, "tests")
    after = [shelf.holdings.setting(name) for name in ("change", "indexed", "filled_until")]
    assert after == before
    assert before[0] == before[1]


def test_the_same_record_twice_in_one_batch_is_added_once(library: Library):
    taken = library.add([RECORDS[0], RECORDS[1], RECORDS[0]], "tests")
    assert (taken.ids, taken.added) == ((1, 2, 1), (1, 2))
    agrees(library)


def test_names_differ_and_an_unknown_one_has_near_ones(shelf: Library):
    shelf.add(
        [Record(title="Bombers Again", authors=("Ana Ruiz",), published=RECORDS[0].published)], "t"
    )
    assert shelf.get("ruiz-2024-bombers-2").record.title == "Bombers Again"
    with pytest.raises(UnknownNameError, match="did you mean ruiz-2024-bombers"):
        shelf.get("ruiz-2024-bomber")


def test_what_was_added_is_there_when_opened_again(shelf: Library):
    shelf.tag("park-2021-grain", ["to read"])
    shelf.close()
    with Library(shelf.folder) as again:
        assert [held.record for held in again.every()] == RECORDS
        assert again.search("tag:read", by="words").hits[0].held.tags == ("to read",)


def test_tags_are_searched_counted_and_taken_off(shelf: Library):
    shelf.tag("park-2021-grain", ["to  read", "energy"])
    assert shelf.holdings.tags() == {"energy": 1, "to read": 1}
    assert dict(shelf.search("grain").facets["tag"]) == {"energy": 1, "to read": 1}
    shelf.tag("park-2021-grain", ["energy"], remove=True)
    assert not shelf.search("tag:energy", by="words").hits


@pytest.mark.parametrize("tag", ["", "  ", "a" * 81, "a\x00b"])
def test_a_tag_that_is_none_is_refused(shelf: Library, tag: str):
    with pytest.raises(QueryError):
        shelf.tag("park-2021-grain", [tag])


def test_a_merged_record_is_shown_under_the_other_and_comes_back(shelf: Library):
    shelf.merge("ruiz-2024-bombers", ["ruiz-2020-bread"])
    assert len(shelf) == 5
    assert [hit.held.name for hit in shelf.search("bread", by="words").hits] == [
        "ruiz-2024-bombers"
    ]
    assert "ruiz-2020-bread" not in [held.name for held, _ in shelf.similar("park-2021-grain")]
    agrees_without_points = sorted(i for i, _ in shelf.word_index.search(everything(), 99))
    assert agrees_without_points == shelf.holdings.ids()
    assert [held.name for held in shelf.split("ruiz-2024-bombers")] == ["ruiz-2020-bread"]
    assert shelf.search("bread", by="words").hits[0].held.record == RECORDS[5]
    agrees(shelf)


def test_a_split_gives_back_what_was_merged_before(shelf: Library):
    shelf.merge("park-2021-grain", ["ruiz-2020-bread"])
    shelf.merge("ruiz-2024-bombers", ["park-2021-grain"])
    assert len(shelf) == 4
    assert [hit.held.name for hit in shelf.search("bread", by="words").hits] == [
        "ruiz-2024-bombers"
    ]
    assert [held.name for held in shelf.split("ruiz-2024-bombers")] == ["park-2021-grain"]
    assert shelf.holdings.top(shelf.get("ruiz-2020-bread").id) == 2
    assert len(shelf) == 5
    agrees(shelf)


def test_what_is_merged_away_is_found_under_the_record_shown(shelf: Library):
    shelf.tag("ruiz-2020-bread", ["to read"])
    shelf.merge("ruiz-2024-bombers", ["ruiz-2020-bread"])
    for line in ("wheat", "title:dear", "tag:read", "author:Ruíz type:special"):
        assert [hit.held.name for hit in shelf.search(line, by="words").hits] == [
            "ruiz-2024-bombers"
        ]
    [record] = shelf.matching("tag:read")
    assert record == RECORDS[0]
    shelf.tag("ruiz-2020-bread", ["to read"], remove=True)
    assert not shelf.search("tag:read", by="words").hits


@pytest.mark.parametrize(
    ("kept", "others"),
    [
        ("park-2021-grain", ["park-2021-grain"]),
        ("park-2021-grain", []),
        ("ruiz-2020-bread", ["park-2021-grain"]),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(shelf: Library, kept: str, others: list[str]):
    shelf.merge("ruiz-2024-bombers", ["ruiz-2020-bread"])
    with pytest.raises(QueryError):
        shelf.merge(kept, others)
    assert len(shelf) == 5


def test_the_order_of_labels_makes_no_new_record(library: Library):
    one = Record(title="A", extra={"Note": ("1",), "Shelf": ("2",)})
    other = Record(title="A", extra={"Shelf": ("2",), "Note": ("1",)})
    assert library.add([one, other], "tests").ids == (1, 1)


def test_a_tag_is_one_whatever_its_case(shelf: Library):
    shelf.tag("park-2021-grain", ["To-Read"])
    shelf.tag("ruiz-2020-bread", ["to-read"])
    assert shelf.holdings.tags() == {"To-Read": 2}


def test_a_topic_of_the_same_name_does_not_hide_a_place(library: Library):
    text = "Japan and China meet. Japan signs. China signs."
    record = Record(title="Japan and China", abstract=text, topics=("China",), places=("Japan",))
    library.add([record], "tests")
    [held] = library.every()
    places = [each.label for each in library.suggest(held.name) if each.kind == "place"]
    assert "China" in places
    assert "Japan" not in places


def test_a_reader_leaves_indexing_to_a_process_that_is_adding(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    with shelf.holdings.writing() as base:
        shelf.put(base, [Record(title="Later")], "tests")
    monkeypatch.setattr("os.getpid", lambda: 1)
    with Library(shelf.folder) as reader:
        assert reader.word_index.searcher.num_docs == 6
    monkeypatch.undo()
    with Library(shelf.folder) as reader:
        assert reader.word_index.searcher.num_docs == 7


READER = """
import os, sys
from pathlib import Path
from entente.errors import BrokenFileError
from entente.library.keeping.catalogue import Library

with Library(Path(sys.argv[1])) as library:  # everything is imported while it may be
    library.search("bombers")
for path in (Path(sys.argv[1]), *Path(sys.argv[1]).rglob("*")):
    path.chmod(0o555 if path.is_dir() else 0o444)
if os.getuid() == 0:
    os.setuid(65534)
library = Library(Path(sys.argv[1]))
print(library.search("bombers").hits[0].held.name)
try:
    library.tag("ruiz-2024-bombers", ["x"])
except BrokenFileError as error:
    print(error.what)
"""


@pytest.mark.skipif(os.name != "posix", reason="never: this system has no such permissions")
def test_a_library_that_may_only_be_read_is_read():
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        inner = Path(folder) / "library"
        with Library(inner) as made:
            made.add(RECORDS, "tests")
        command = [sys.executable, "-c", READER, str(inner)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        for path in (inner, *inner.rglob("*")):
            path.chmod(0o755)
    assert done.stdout.splitlines() == ["ruiz-2024-bombers", "The library may only be read."], (
        done.stderr
    )


def test_merging_the_other_way_round_afterwards_shows_the_other(shelf: Library):
    shelf.merge("ruiz-2024-bombers", ["park-2021-grain"])
    shelf.merge("park-2021-grain", ["ruiz-2024-bombers"])
    assert shelf.get("park-2021-grain").merged_into is None
    assert shelf.get("ruiz-2024-bombers").merged_into == 2


def test_an_index_that_is_lost_or_broken_is_rebuilt(shelf: Library):
    shelf.close()
    shutil.rmtree(shelf.folder / "index")
    with Library(shelf.folder) as again:
        assert len(again.search("bombers", by="words").hits) == 1
        agrees(again)
    for path in (shelf.folder / "index").iterdir():
        path.write_bytes(b"broken")
    with Library(shelf.folder) as again:
        assert len(again.search("bombers", by="words").hits) == 1


def test_a_file_that_is_no_library_is_refused_and_left_as_it_is(tmp_path: Path):
    (tmp_path / "records.sqlite").write_bytes(b"not a database, surely" * 99)
    with pytest.raises(BrokenFileError, match="cannot be opened"):
        Library(tmp_path)
    assert (tmp_path / "records.sqlite").read_bytes().startswith(b"not a database")


def test_a_library_made_before_bodies_and_families_were_kept_opens_and_exports(tmp_path: Path):
    # The body of a record as it was stored then: it has neither field.
    body = '{"title":"A","authors":["Sea Watch","Ana Ruiz"],"published":"2024","extra":{"N":["b"]}}'
    with Library(tmp_path) as library:
        library.add([Record(title="Other")], "t")
        with library.holdings.writing() as base:
            base.execute("UPDATE record SET body = ?", [body])
    with Library(tmp_path) as library:
        [record] = library.matching("")
        assert (record.bodies, record.families, record.published) == ((), {}, "2024")
        for form in ("ris", "bibtex", "csl_json", "yaml_record"):
            assert parse_records(write_records([record], form), form) == [record]
        name = library.holdings.get([1])[0].name
        assert library.tag(name, ["kept"]) is not None


def test_a_library_of_another_layout_is_refused(shelf: Library):
    with shelf.holdings.writing() as base:
        base.execute("UPDATE setting SET value = 99 WHERE name = 'layout'")
    shelf.close()
    with pytest.raises(BrokenFileError, match="has layout 99"):
        Library(shelf.folder)


def test_a_batch_that_fails_leaves_nothing_of_itself(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(shelf.meaning_index, "put", fail)
    with pytest.raises(RuntimeError):
        shelf.add([Record(title="New")], "tests")
    assert len(shelf) == 6
    agrees(shelf)


def test_two_open_libraries_of_one_folder_see_each_others_records(shelf: Library):
    with Library(shelf.folder) as other:
        other.add([Record(title="From the other side")], "tests")
        shelf.add([Record(title="From this side")], "tests")
        other.word_index.reload()
        agrees(other)
    shelf.word_index.reload()
    agrees(shelf)
    assert len(shelf) == 8


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="never: this system has no SIGKILL")
def test_a_kill_at_any_moment_loses_no_committed_record(tmp_path: Path):
    folder = tmp_path / "library"
    draw = random.Random(4)  # noqa: S311 (moments, not secrets)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    for _ in range(6):
        told = tmp_path / "told"
        with told.open("wb") as out:
            adder = subprocess.Popen(
                [sys.executable, "-c", ADDER, str(folder)], stdout=out, env=env
            )
            while not told.stat().st_size and adder.poll() is None:
                time.sleep(0.01)
            time.sleep(draw.random() * 0.7)
            adder.kill()
            adder.wait()
        lines = told.read_text().split("\n")[:-1]
        with Library(folder) as library:
            assert len(library) >= int(lines[-1])
            agrees(library)
            numbers = sorted(int(held.record.title.split()[1]) for held in library.every())
            assert numbers == list(range(len(library)))


# ---------------------------------------------------------------------- points


def test_the_nearest_points_are_those_of_a_full_look(library: Library):
    texts = [f"{noun} {verb}" for noun in NOUNS for verb in VERBS]
    library.add([Record(title=text) for text in texts], "tests")
    kept = library.meaning_index.points(range(1, len(texts) + 1))
    matrix = np.stack([kept[i] for i in range(1, len(texts) + 1)])
    for question in ("naval exercise", "bread prices", "court ruling"):
        point = embed([question])[0]
        true = np.argsort(-(matrix @ point), kind="stable")[:10] + 1
        found = [record for record, _ in library.meaning_index.nearest(point, 10)]
        assert set(found) == set(true.tolist())


def test_points_are_kept_to_a_hundredth(library: Library):
    library.add(RECORDS, "tests")
    from entente.library.keeping.catalogue import text_of

    for record, point in library.meaning_index.points([1, 2, 3]).items():
        assert float(point @ embed([text_of(RECORDS[record - 1])])[0]) > 0.99


def test_a_library_that_grows_is_divided_and_still_finds(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("entente.library.finding.meaning_index.GROWTH", {100: 8, 200: 16})
    texts = [f"{noun} {verb}" for noun in NOUNS for verb in VERBS]
    for start in range(0, len(texts), 50):
        library.add([Record(title=text) for text in texts[start : start + 50]], "tests")
    assert library.holdings.setting("parted") == 16
    agrees(library)
    point = embed([texts[33] + "."])[0]
    assert library.meaning_index.nearest(point, 1)[0][0] == 34


def test_nothing_lies_near_a_text_without_words(shelf: Library):
    assert shelf.meaning_index.nearest(embed([""])[0], 5) == []
    assert shelf.search("!!!", by="meaning").total == 6


NOUNS = [
    "navy",
    "army",
    "bread",
    "wheat",
    "court",
    "judge",
    "tariff",
    "embargo",
    "summit",
    "election",
    "senator",
    "pipeline",
    "reactor",
    "missile",
    "satellite",
    "border",
    "migrant",
    "vaccine",
    "hospital",
    "school",
]
VERBS = "grows shrinks fails returns meets votes sails burns opens closes pays learns".split()  # noqa: SIM905 (a list of words is read more easily so)
