"""Harvests into a library: each record once, whatever stops them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from oai_server import DATE, Answer, OaiServer, dc_record, deleted_record, error

from entente.errors import EntenteError
from entente.library.embedding import embed
from entente.library.keeping.catalogue import Library
from entente.library.keeping.intake import harvest_into

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS = [dc_record(f"oai:a:{i}", f"Report {i} on ports") for i in range(9)]
HARVESTER = """
import sys
from pathlib import Path
from entente.library.keeping.catalogue import Library
from entente.library.embedding import embed
from entente.library.keeping.intake import harvest_into

with Library(Path(sys.argv[1])) as library:
    harvest_into(library, sys.argv[2], progress=lambda n, total: print(len(library), flush=True))
"""


@pytest.fixture
def server() -> Iterator[OaiServer]:
    with OaiServer(RECORDS) as running:
        yield running


def titles(library: Library) -> list[str]:
    return [held.record.title for held in library.every()]


def test_a_repository_is_harvested_once_and_then_asked_for_changes(
    library: Library, server: OaiServer
):
    found = harvest_into(library, server.address)
    assert (found.added, found.renewed, found.known, found.went_on) == (9, 0, 0, False)
    again = harvest_into(library, server.address)
    assert (again.added, again.known) == (0, 9)
    assert server.asked[-5]["from"] == DATE
    assert "from" not in server.asked[0]
    assert len(library) == library.word_index.searcher.num_docs == 9


def test_a_harvest_that_fails_keeps_its_pages_and_goes_on(library: Library, server: OaiServer):
    taken = 0

    def stop(number: int, _total: int | None) -> None:
        nonlocal taken
        taken = number
        if number >= 5:
            raise EntenteError("enough")

    with pytest.raises(EntenteError, match="enough"):
        harvest_into(library, server.address, progress=stop)
    assert 0 < len(library) <= taken
    assert library.search("ports", by="words").total == len(library)
    found = harvest_into(library, server.address)
    assert found.went_on
    assert titles(library) == [f"Report {i} on ports" for i in range(9)]
    harvest_into(library, server.address)
    assert server.asked[-5]["from"] == DATE


def test_a_forgotten_token_says_to_start_again(library: Library, server: OaiServer):
    with library.holdings.writing() as base:
        key = f"{server.address}|oai_dc|"
        base.execute("INSERT INTO harvest VALUES (?, '77', ?, '')", [key, DATE])
    with pytest.raises(EntenteError, match="start again, without resume_from"):
        harvest_into(library, server.address)
    assert harvest_into(library, server.address, full=True).added == 9


def test_a_record_that_has_changed_there_is_renewed_here_under_its_name(
    library: Library, server: OaiServer
):
    harvest_into(library, server.address)
    [before] = library.search("title:3", by="words").hits
    library.tag(before.held.name, ["mine"])
    server.records[3] = dc_record("oai:a:3", "Report 3 on harbours, revised")
    found = harvest_into(library, server.address)
    assert (found.added, found.renewed, found.known) == (0, 1, 8)
    held = library.get(before.held.name)
    assert (held.record.title, held.tags) == ("Report 3 on harbours, revised", ("mine",))
    assert [hit.held.id for hit in library.search("revised", by="words").hits] == [held.id]
    assert library.search("title:harbours", by="words").total == 1
    near = [
        record for record, _ in library.meaning_index.nearest(embed(["harbours revised"])[0], 9)
    ]
    assert near.count(held.id) == 1


def test_what_a_repository_deletes_is_reported_and_stays_here(library: Library, server: OaiServer):
    harvest_into(library, server.address)
    server.records[2] = deleted_record("oai:a:2")
    assert harvest_into(library, server.address).deleted == ("oai:a:2",)
    assert len(library) == 9


def test_nothing_new_is_nothing(library: Library, server: OaiServer):
    server.records.clear()
    found = harvest_into(library, server.address)
    assert (found.added, found.problems) == (0, ())


def test_two_sets_are_kept_apart(library: Library, server: OaiServer):
    harvest_into(library, server.address, set_="a")
    harvest_into(library, server.address)
    assert "from" not in server.asked[-5]


def test_a_refusal_of_the_server_is_reported(library: Library, server: OaiServer):
    server.script.append(Answer(error("badArgument", "No.")))
    with pytest.raises(EntenteError):
        harvest_into(library, server.address)
    assert len(library) == 0


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="never: this system has no SIGKILL")
def test_a_kill_during_a_harvest_loses_nothing_and_doubles_nothing(tmp_path: Path):
    many = [dc_record(f"oai:a:{i}", f"Report {i} on ports") for i in range(3_000)]
    folder, told = tmp_path / "library", tmp_path / "told"
    draw = random.Random(8)  # noqa: S311 (moments, not secrets)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    with OaiServer(many, page_size=25) as server:
        for _ in range(4):
            with told.open("wb") as out:
                command = [sys.executable, "-c", HARVESTER, str(folder), server.address]
                harvester = subprocess.Popen(command, stdout=out, env=env)
                while not told.stat().st_size and harvester.poll() is None:
                    time.sleep(0.01)
                time.sleep(draw.random() * 0.5)
                harvester.kill()
                harvester.wait()
            lines = told.read_text().split("\n")[:-1]
            with Library(folder) as library:
                assert len(library) >= int(lines[-1])
                assert library.word_index.searcher.num_docs == len(library)
                assert titles(library) == [f"Report {i} on ports" for i in range(len(library))]
        with Library(folder) as library:
            harvest_into(library, server.address)
            assert titles(library) == [f"Report {i} on ports" for i in range(3_000)]
