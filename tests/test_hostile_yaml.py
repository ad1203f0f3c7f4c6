"""Files of rules that nobody writes by mistake: one clear line each, soon, and no traceback."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from entente import cli
from entente.errors import BrokenFileError
from entente.settings import BUNDLED
from entente.yaml_files import DEEPEST, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said

REPORT = "cnas-2024.yml"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(BUNDLED / "cases" / "china-russia-east-asia", folder)
    return folder


@pytest.mark.parametrize("mark", ["[", "{a: ", "- ", "? ", "[{a: ", "a: ["])
@pytest.mark.parametrize("times", [DEEPEST + 2, 100_000])
def test_depth_is_refused_before_it_is_parsed(tmp_path: Path, mark: str, times: int):
    path = tmp_path / "deep.yml"
    path.write_text(mark * times, encoding="utf-8")
    with pytest.raises(BrokenFileError) as caught:
        read_yaml(path)
    assert str(path) in caught.value.where


def test_brackets_in_a_text_are_no_depth(tmp_path: Path):
    path = tmp_path / "text.yml"
    path.write_text(f'title: "{"[" * 100}"\n', encoding="utf-8")
    assert read_yaml(path).data == {"title": "[" * 100}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("9" * 5000, "cannot be read"),
        ("9" * 400, "Holds a number that no count or measure can be"),
        (".nan", "Holds a number that no count or measure can be"),
        ("-.inf", "Holds a number that no count or measure can be"),
        ("2024-13-45", "'2024-13-45' cannot be read: month must be in 1..12"),
        ("0000-01-01", "'0000-01-01' cannot be read"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_line(tmp_path: Path, value: str, words: str):
    path = tmp_path / "value.yml"
    path.write_text(f"title: A\nvalue: {value}\n", encoding="utf-8")
    with pytest.raises(BrokenFileError, match=re.escape(words)) as caught:
        read_yaml(path)
    assert caught.value.where == f"{path}:2"


@pytest.mark.parametrize(
    ("slot", "value", "words"),
    [
        (
            "  sentences: 26",
            "  sentences: 999999999",
            "record.sentences: is 999999999; it is at most",
        ),
        ("  sentences: 26", "  sentences: 0", "record.sentences: is 0; it is at least 1"),
        ("window: {from: 2013}", "window: {from: -999999999}", "-999999999 is neither a year"),
        ("window: {from: 2013}", "window: {from: '0000'}", "'0000' is no year"),
    ],
)
def test_every_number_of_the_contract_has_bounds(
    case: Path, run: Callable[..., Said], slot: str, value: str, words: str
):
    path = case / REPORT
    text = path.read_text(encoding="utf-8")
    assert slot in text
    path.write_text(text.replace(slot, value, 1), encoding="utf-8")
    code, out, err = run("assess", str(case))
    assert (code, out) == (2, "")
    assert words in err
    assert f"{REPORT}:" in err


@pytest.mark.parametrize("name", ["case.yml", REPORT])
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_not_waited_for(
    case: Path, run: Callable[..., Said], name: str, kind: str
):
    path = case / name
    path.unlink()
    os.mkfifo(path) if kind == "pipe" else path.mkdir()
    code, _, err = run("case", "check", str(case))
    assert code == 2
    assert "Is not a file." in err
    assert name in err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (MemoryError(), 2, "There is not enough memory."),
        (RecursionError("too deep"), 70, "RecursionError: too deep"),
        (ValueError("of a\nlibrary"), 70, "ValueError: of a library"),
        (
            OSError(28, "No space left on device", "a.csv"),
            2,
            "No space left on device.\n  in: a.csv",
        ),
        (UnicodeEncodeError("ascii", "é", 0, 1, "odd"), 70, "UnicodeEncodeError"),
    ],
)
def test_what_nobody_foresaw_is_one_line_with_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[..., Said],
    error: Exception,
    code: int,
    words: str,
):
    def fail() -> None:
        raise error

    monkeypatch.setattr(cli, "app", fail)
    found = run("list", "cases")
    assert (found.code, found.out) == (code, "")
    assert words in found.err
    assert "Traceback" not in found.err
    monkeypatch.setattr(sys, "argv", ["entente", "--debug"])
    with pytest.raises(type(error)):
        cli.main()
