from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said

ONE = "title: Two Powers, China and Russia\nabstract: Trade has grown. This report asks why.\n"
PAGE = """\
1. A Sea Apart
- Author:
- A. Author
- Abstract:
- Trade between China and Russia has grown.
2. A Land Apart
- Author:
- B. Author
- Abstract:
- Russia depends on China.
"""


@pytest.fixture
def draft(run: Callable[..., Said]) -> Callable[..., Said]:
    return lambda *words: run("claims", "draft", *map(str, words))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.yml"
    path.write_text(ONE, encoding="utf-8")
    return path


def test_a_draft_goes_to_standard_output_and_nothing_else_does(
    draft: Callable[..., Said], record: Path
) -> None:
    said = draft(record)
    assert (said.code, said.err) == (0, "")
    data = yaml.safe_load(said.out)
    assert data["draft"] is True
    assert [claim["form"] for claim in data["claims"]] == ["trend"]
    assert list(data["uncovered"]) == [2]


def test_a_draft_is_written_to_a_new_file(
    draft: Callable[..., Said], record: Path, tmp_path: Path
) -> None:
    out = tmp_path / "draft.yml"
    said = draft(record, "--out", out)
    assert (said.code, said.out) == (0, "")
    assert "1 claims" in said.err
    assert out.read_text(encoding="utf-8") == draft(record).out


def test_a_file_that_is_there_is_never_written_over(
    draft: Callable[..., Said], record: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reviewed.yml"
    out.write_text("work of weeks", encoding="utf-8")
    said = draft(record, "--out", out)
    assert said.code == 2
    assert "Is there already" in said.err
    assert out.read_text(encoding="utf-8") == "work of weeks"


def test_the_words_of_the_report_come_only_when_asked_for(
    draft: Callable[..., Said], record: Path
) -> None:
    assert "Trade has grown" not in draft(record).out
    assert "# quote: Trade has grown." in draft(record, "--quote").out


def test_a_longer_text_takes_the_place_of_the_abstract(
    draft: Callable[..., Said], record: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes("\ufeffTies fray.\r\n\r\nThey may break.".encode())
    data = yaml.safe_load(draft(record, "--text", text).out)
    assert data["record"]["sentences"] == 2
    assert data["claims"][0]["locator"] == "text, sentence 1"


def test_one_record_of_several_is_named_by_its_number(
    draft: Callable[..., Said], tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert yaml.safe_load(draft(page, "--number", 2).out)["record"]["title"] == "A Land Apart"
    for words, what in (((), "Holds 2 records"), (("--number", 9), "Holds no record 9")):
        said = draft(page, *words)
        assert said.code == 2
        assert what in said.err
        assert "1. A Sea Apart" in said.err
        assert "--number 1" in said.err


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "no sentence"),
        (b" \n\n ", "no sentence"),
        (b"Trade\xff grew.", "Is not UTF-8"),
        (b"One.\nTrade\x07 grew.", "control character U+0007"),
        (b"a" * 1_000_001, "at most 1,000,000 are read"),
    ],
)
def test_a_text_that_cannot_be_used_is_one_clear_error(
    draft: Callable[..., Said], record: Path, tmp_path: Path, raw: bytes, what: str
) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes(raw)
    said = draft(record, "--text", text)
    assert (said.code, said.out) == (2, "")
    assert what in said.err
    assert "text.txt" in said.err
    assert "Traceback" not in said.err


def test_a_record_without_an_abstract_asks_for_a_text(
    draft: Callable[..., Said], tmp_path: Path
) -> None:
    path = tmp_path / "record.yml"
    path.write_text("title: A Sea Apart\n", encoding="utf-8")
    said = draft(path)
    assert said.code == 2
    assert "--text FILE" in said.err


@pytest.mark.parametrize("words", [("--endpoint", "http://127.0.0.1:9/v1"), ("--model", "a-model")])
def test_an_endpoint_and_its_model_go_together(
    draft: Callable[..., Said], record: Path, words: tuple[str, str]
) -> None:
    said = draft(record, *words)
    assert said.code == 2
    assert "is given without" in said.err


def test_missing_files_are_told_by_their_names(draft: Callable[..., Said], tmp_path: Path) -> None:
    said = draft(tmp_path / "none.txt")
    assert said.code == 2
    assert "none.txt" in said.err


def test_help_has_an_example(draft: Callable[..., Said]) -> None:
    assert "Example: entente claims draft" in draft("--help").out


def test_a_folder_that_is_not_there_is_one_clear_error(
    draft: Callable[..., Said], record: Path, tmp_path: Path
) -> None:
    said = draft(record, "--out", tmp_path / "none" / "draft.yml")
    assert said.code == 2
    assert "Cannot be written" in said.err
    assert "try: " in said.err
    assert "Traceback" not in said.err
