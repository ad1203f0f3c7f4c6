"""Registries: complete or not there, from any thread, and errors that lead on."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import entente
from entente.errors import BrokenFileError, DuplicateNameError, UnknownNameError
from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Said

SOURCE = Path(entente.__file__).parent


def declared() -> list[tuple[str, str]]:
    """Module and name of every registry of the program."""
    found: list[tuple[str, str]] = []
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(("entente", *path.relative_to(SOURCE).parts)).removesuffix(".py")
        names = re.findall(r"^(\w+): Registry\[\w+\] = Registry\(", path.read_text("utf-8"), re.M)
        found += [(module.removesuffix(".__init__"), name) for name in names]
    return found


REGISTRIES = declared()

ASK = """
import importlib, sys, threading
module, name = sys.argv[1:]
registry = getattr(importlib.import_module(module), name)
sys.setswitchinterval(1e-6)
ready, seen = threading.Barrier(8), []
def ask():
    ready.wait()
    seen.append(tuple(each.name for each in registry))
threads = [threading.Thread(target=ask) for _ in range(8)]
for each in threads: each.start()
for each in threads: each.join()
assert len(seen) == 8, len(seen)
assert len(set(seen)) == 1, {len(names) for names in seen}
print(*seen[0])
"""


def test_every_registry_of_the_program_is_known():
    assert {name for _, name in REGISTRIES} == {
        *("sources", "tables", "measures", "criteria", "forecasters", "formats")
    }


@pytest.mark.parametrize(("module", "name"), REGISTRIES)
def test_eight_threads_of_a_fresh_process_see_the_complete_set(module: str, name: str):
    done = subprocess.run(
        [sys.executable, "-c", ASK, module, name], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    registry = getattr(importlib.import_module(module), name)
    assert done.stdout.split() == [each.name for each in registry]
    assert len(registry) == len(done.stdout.split()) > 0


@pytest.mark.parametrize(("module", "name"), REGISTRIES)
def test_an_unknown_name_leads_to_a_list_that_there_is(
    run: Callable[..., Said], module: str, name: str
):
    registry = getattr(importlib.import_module(module), name)
    with pytest.raises(UnknownNameError) as caught:
        _ = registry["0"]
    hint = re.fullmatch(r"`entente (list \w+)`", caught.value.fix)
    assert hint, caught.value.fix
    said = run(*hint[1].split())
    assert said.code == 0, said.err
    assert all(each.name in said.out for each in registry)


# ---------------------------------------------------------------- packages made for a test


@dataclass(frozen=True)
class Thing:
    """Something with a name."""

    name: str


THING = "from test_registry import Thing\nit = Thing({!r})\n"
PACKAGE = "entente_test_things"
OWN: list[Registry[Thing]] = []
"""The registry that a file of the package asks while it is imported."""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package whose files a test writes; registries of it are named by ``PACKAGE``."""
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield folder
    for name in [name for name in sys.modules if name.startswith((PACKAGE, "entente_local"))]:
        del sys.modules[name]


def things() -> Registry[Thing]:
    return Registry("thing", Thing, PACKAGE, plural="things")


def test_a_thread_that_asks_while_a_slow_file_is_imported_waits_for_it(package: Path):
    (package / "a_quick.py").write_text(THING.format("a_quick"))
    (package / "b_slow.py").write_text("import time; time.sleep(0.5)\n" + THING.format("b_slow"))
    registry = things()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(lambda: [each.name for each in registry])
        time.sleep(0.1)
        second = pool.submit(lambda: registry["b_slow"].name)
        third = pool.submit(lambda: "b_slow" in registry)
        assert (first.result(), second.result()) == (["a_quick", "b_slow"], "b_slow")
        assert third.result()


def test_a_file_that_asks_for_its_own_kind_is_refused_and_does_not_hang(
    package: Path, monkeypatch: pytest.MonkeyPatch
):
    (package / "a.py").write_text(THING.format("a"))
    (package / "b.py").write_text("import test_registry as t; t.OWN[0]['a']\n" + THING.format("b"))
    registry = things()
    monkeypatch.setattr(sys.modules[__name__], "OWN", [registry])
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(lambda: list(registry))
        with pytest.raises(
            BrokenFileError, match=r"Asks for things while it is imported\.\n  in: .*b\.py"
        ):
            asked.result(timeout=20)


def test_a_thing_asked_for_by_name_is_read_alone_and_names_need_none(package: Path):
    (package / "a.py").write_text(THING.format("a"))
    (package / "b.py").write_text("raise RuntimeError('no such library')\n")
    registry = things()
    assert registry.names == ("a", "b")
    assert registry["a"].name == "a"
    assert "b" in registry
    assert "c" not in registry.names
    assert f"{PACKAGE}.b" not in sys.modules
    with pytest.raises(BrokenFileError, match="no such library"):
        _ = registry["b"]


def test_a_load_that_fails_fails_again_with_the_same_error(package: Path):
    (package / "a.py").write_text(THING.format("a"))
    (package / "b.py").write_text("raise RuntimeError('no such library')\n")
    registry = things()
    said: list[str] = []
    for _ in range(2):
        with pytest.raises(BrokenFileError, match="no such library") as caught:
            list(registry)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert "b.py" in said[0]


def test_a_load_that_failed_is_read_again_once_the_file_is_mended(package: Path):
    (package / "a.py").write_text(THING.format("b"))
    registry = things()
    with pytest.raises(BrokenFileError, match="not one thing called 'a'"):
        list(registry)
    del sys.modules[f"{PACKAGE}.a"]
    (package / "a.py").write_text(THING.format("a"))
    importlib.invalidate_caches()
    assert [each.name for each in registry] == ["a"]


@pytest.mark.parametrize("fault", ["1 +", "raise OSError('full')", THING.format("other"), ""])
def test_a_folder_is_added_whole_or_not_at_all(package: Path, tmp_path: Path, fault: str):
    (package / "a.py").write_text(THING.format("a"))
    own = tmp_path / "own"
    own.mkdir()
    (own / "b.py").write_text(THING.format("b"))
    (own / "c.py").write_text(fault)
    registry = things()
    with pytest.raises(BrokenFileError, match=r"c\.py"):
        registry.add_folder(own)
    assert [each.name for each in registry] == ["a"]
    assert not [name for name in sys.modules if name.startswith("entente_local.thing")]
    (own / "c.py").write_text(THING.format("c"))
    registry.add_folder(own)
    assert [each.name for each in registry] == ["a", "b", "c"]
    assert registry.path("c") == own / "c.py"


def test_a_folder_that_takes_a_name_adds_nothing_and_spoils_nothing(package: Path, tmp_path: Path):
    (package / "a.py").write_text(THING.format("a"))
    for folder, names in {"one": ["b"], "two": ["a0", "b"]}.items():
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / f"{name}.py").write_text(THING.format(name))
    registry = things()
    registry.add_folder(tmp_path / "one")
    held = sys.modules["entente_local.thing.b"]
    with pytest.raises(DuplicateNameError, match="Two files define the thing 'b'"):
        registry.add_folder(tmp_path / "two")
    assert [each.name for each in registry] == ["a", "b"]
    assert sys.modules["entente_local.thing.b"] is held


def test_folders_added_from_two_threads_are_both_there(package: Path, tmp_path: Path):
    for name in "bc":
        (tmp_path / name).mkdir()
        code = "import time; time.sleep(0.1)\n" + THING.format(name)
        (tmp_path / name / f"{name}.py").write_text(code)
    registry = things()
    threads = [threading.Thread(target=registry.add_folder, args=(tmp_path / n,)) for n in "bc"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.name for each in registry] == ["b", "c"]
