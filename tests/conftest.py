"""What several tests share: the bundled case, read and assessed once."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import hypothesis
import pytest

from entente import cli
from entente.answer.assess import assess
from entente.cases.folder import CaseFiles, read_case
from entente.data.store import Store
from entente.library.formats import read_records
from entente.library.keeping.catalogue import Library
from entente.settings import BUNDLED, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from entente.assessment import Assessed

CASE = "china-russia-east-asia"
# How long an example takes says how busy the machine is, not whether the law holds.
hypothesis.settings.register_profile(
    "laws",
    deadline=None,
    # `make laws` tries many more.
    max_examples=int(os.environ.get("ENTENTE_EXAMPLES", "40")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("laws")
RECORDS = read_records(Path(__file__).parent / "library" / "samples" / "shelf.yml")


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def bundled() -> Settings:
    return Settings(cache=None)


@pytest.fixture(scope="session")
def files(bundled: Settings) -> CaseFiles:
    return read_case(CASE, bundled)


@pytest.fixture(scope="session")
def store(bundled: Settings) -> Store:
    return Store(bundled)


@pytest.fixture(scope="session")
def assessed(files: CaseFiles, bundled: Settings, store: Store) -> Assessed:
    return assess(files, bundled, store=store)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library of catalogue records."""
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def shelf(library: Library) -> Library:
    """A library that holds ``RECORDS``, which have ids from 1 on."""
    library.add(RECORDS, "tests")
    return library


@pytest.fixture
def observatory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the observatory, so that a test may spoil it; commands read the copy and no cache."""
    folder = tmp_path / "observatory"
    for name in ("cases", "ledger", "vocabulary"):
        shutil.copytree(BUNDLED / name, folder / name)
    for name in ("edition", "geography"):
        (folder / name).symlink_to(BUNDLED / name, target_is_directory=True)
    monkeypatch.setenv("ENTENTE_OBSERVATORY", str(folder))
    monkeypatch.setenv("ENTENTE_CACHE", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def called(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["entente", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        held = capsys.readouterr()
        return Said(code, str(held.out), str(held.err))

    return called
