"""The file of the records: made whole or not at all, and read without a right to write."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import faults
import pytest

from conftest import RECORDS
from entente.errors import BrokenFileError
from entente.library.holdings import Holdings
from entente.library.keeping.catalogue import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

WHY_NOT = faults.why_not()
traced = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "never")
posix = pytest.mark.skipif(os.name != "posix", reason="never: this system has no such modes")
ENV = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}


@traced
@pytest.mark.parametrize("kind", faults.KINDS)
def test_a_library_whose_making_is_interrupted_anywhere_opens(tmp_path: Path, kind: faults.Kind):
    def make() -> None:
        try:
            Holdings(tmp_path / str(at)).close()
        except BrokenFileError:
            sys.exit(2)

    at = 0
    calls = faults.run(make, tmp_path).calls
    assert calls > 10
    for at in range(1, calls + 1, 1 if kind == "killed" else 4):
        ended = faults.run(make, tmp_path / str(at), kind, at)
        assert ended.code in (0, 2, -9)
        with closing(Holdings(tmp_path / str(at))) as holdings:
            assert len(holdings) == 0


@posix
@pytest.mark.parametrize("mode", [0o700, 0o750, 0o775])
def test_the_files_of_a_library_have_the_mode_of_its_folder(tmp_path: Path, mode: int):
    folder = tmp_path / "library"
    folder.mkdir()
    folder.chmod(mode)
    with Library(folder) as library:
        library.add(RECORDS, "tests")
        library.tag("ruiz-2020-bread", ["kept"])
        modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
        assert modes == {mode & 0o666}
        assert stat.S_IMODE((folder / "index").stat().st_mode) == mode


# Reads as somebody else until it is told to stop, and says how many records it found each time.
READER = """
import os, sys
from pathlib import Path
from entente.errors import BrokenFileError
from entente.library.embedding import embed
from entente.library.keeping.catalogue import Library

embed(["read before"])
folder, stop = Path(sys.argv[1]), Path(sys.argv[2])
with Library(folder) as library:  # everything is imported while it may be
    list(library.matching("patrols"))
    library.search("patrols")
if os.getuid() == 0:
    os.setuid(65534)
print("begins", flush=True)
ends = False
while not ends:
    ends = stop.exists()
    with Library(folder) as library:
        held = len(list(library.every()))
        found = len(list(library.matching("patrols")))
        print(held, found, library.unindexed()[0], len(library), flush=True)
"""
WRITER = """
import sys
from pathlib import Path
from entente.library.keeping.catalogue import Library
from entente.library.record import Record

for turn in range(int(sys.argv[2])):
    with Library(Path(sys.argv[1])) as library:
        first = len(library)
        some = [Record(title=f"Report {first + n} on patrols") for n in range(20)]
        library.add(some, "writer")
        library.tag(library.holdings.get([1 + turn])[0].name, ["seen"])
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A library in a folder that others may read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        inner = Path(folder) / "library"
        inner.mkdir()
        inner.chmod(0o755)
        subprocess.run([sys.executable, "-c", WRITER, str(inner), "1"], env=ENV, check=True)
        yield inner


@posix
@pytest.mark.slow
def test_who_may_not_write_reads_rightly_while_another_writes(shared: Path):
    if os.getuid():
        shared.chmod(0o555)  # nobody to be: the writer is held up too, and the reader reads
    stop = shared.parent / "stop"
    command = [sys.executable, "-c", READER, str(shared), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=ENV) as reader:  # fmt: skip
        assert reader.stdout is not None
        assert reader.stdout.readline() == "begins\n"
        for _ in range(1 if os.getuid() else 3):
            subprocess.run([sys.executable, "-c", WRITER, str(shared), "3"], env=ENV, check=False)
            time.sleep(0.1)  # nobody writes: the files beside the records are gone
        stop.touch()
        out, err = reader.communicate(timeout=60)
    assert reader.returncode == 0, err
    counts = [[int(each) for each in line.split()] for line in out.splitlines()]
    assert len(counts) > 3
    for held, found, unindexed, last in counts:
        assert held % 20 == 0
        assert found <= last
        assert found + unindexed >= held
    assert [each[0] for each in counts] == sorted(each[0] for each in counts)
    if not os.getuid():
        assert counts[-1] == [200, 200, 0, 200]


@posix
def test_who_reads_what_nobody_writes_sees_that_somebody_has_begun(
    shared: Path, monkeypatch: pytest.MonkeyPatch
):
    # As for one who may not write: no file can be made beside the records.
    monkeypatch.setattr("os.access", lambda *_: False)
    real = sqlite3.connect

    def connect(address: str, **given: object) -> sqlite3.Connection:
        beside = shared / "records.sqlite-shm"
        if address.endswith("mode=ro") and not beside.exists():
            raise sqlite3.OperationalError("unable to open database file")
        return real(address, **given)  # pyright: ignore[reportArgumentType, reportCallIssue]

    monkeypatch.setattr("sqlite3.connect", connect)
    with closing(Holdings(shared)) as holdings:
        assert len(holdings) == 20
        subprocess.run([sys.executable, "-c", WRITER, str(shared), "2"], env=ENV, check=True)
        assert len(holdings) == 60
        assert holdings.read("PRAGMA integrity_check") == [("ok",)]
        with pytest.raises(BrokenFileError, match="may only be read"), holdings.writing():
            pass


@traced
def test_a_library_on_a_full_disk_is_read(shared: Path):
    def read() -> None:
        with Library(shared) as library:
            assert len(library.search("patrols", by="words").hits) == 20
            assert library.unindexed() == (0, "")
            with pytest.raises(BrokenFileError, match="cannot be written"):
                library.tag("anonymous-undated-report", ["x"])

    assert faults.run(read, shared, "full", 1).code == 0


@traced
def test_what_a_killed_writer_committed_last_is_read_on_a_full_disk(shared: Path):
    def write() -> None:
        with closing(Holdings(shared)) as holdings:
            holdings.tag(1, ["last"])
            os._exit(0)  # as if killed: the log is not taken in

    faults.run(write, shared)
    (shared / "records.sqlite-shm").unlink()
    assert (shared / "records.sqlite-wal").stat().st_size

    def read() -> None:
        with closing(Holdings(shared)) as holdings:
            assert holdings.tags() == {"last": 1, "seen": 1}

    assert faults.run(read, shared, "full", 1).code == 0
