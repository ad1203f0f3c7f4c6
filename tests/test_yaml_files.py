"""YAML: read plainly, refused with file and line where it is not plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from entente.errors import BrokenFileError
from entente.yaml_files import DEEPEST, LARGEST_BYTES, read_yaml

if TYPE_CHECKING:
    from pathlib import Path


class Held(BaseModel):
    state: str
    years: list[int] = []


def test_every_value_knows_its_line(tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_text("# first\na: 1\nb:\n  - x\n  - y: 2\n", encoding="utf-8")
    held = read_yaml(path)
    assert held.data == {"a": 1, "b": ["x", {"y": 2}]}
    assert [held.line(place) for place in [("a",), ("b", 0), ("b", 1, "y")]] == [2, 4, 5]
    assert held.line(("b", 1, "not there")) == 5


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("a: 1\nb: !secret x\n", "tag '!secret' is not allowed", 2),
        ("a: 1\nb: !!python/name:os.system x\n", "is not allowed", 2),
        ("a: !mine {b: 1}\n", "tag '!mine' is not allowed", 1),
        ("a: 1\na: 2\n", "'a' stands twice", 2),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "'c' stands twice", 4),
        ("a: [1\nb: 2\n", "not plain YAML", 2),
        ("a: 1\nNO: 2\n", "'NO' is not text", 2),
        ("a: 1\n---\nb: 2\n", "not plain YAML", 2),
        ("\x00", "not plain YAML", None),
        ("a: &x [*x]\n", "anchor", 1),
        ("a: " + "[" * 50 + "]" * 50, f"deeper than {DEEPEST}", 1),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(
    text: str, words: str, line: int | None, tmp_path: Path
):
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFileError) as caught:
        read_yaml(path)
    assert words in caught.value.what
    assert caught.value.where == (f"{path}:{line}" if line else str(path))


@pytest.mark.parametrize(
    "text", ["a: !!python/object/apply:os.system [x]\n", "a: !!set {b}\n", "a: !!binary aGk=\n"]
)
def test_a_tag_of_the_python_kind_is_refused(text: str, tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFileError, match="tag"):
        read_yaml(path)


def test_an_anchor_is_refused(tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_text("a: &x [1]\nb: *x\n", encoding="utf-8")
    with pytest.raises(BrokenFileError, match="anchor"):
        read_yaml(path)


def test_text_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_bytes("a: 1\nb: Häge\n".encode("latin-1"))
    with pytest.raises(BrokenFileError, match="not UTF-8") as caught:
        read_yaml(path)
    assert caught.value.where == f"{path}:2"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path):
    path = tmp_path / "a.yml"
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    with pytest.raises(BrokenFileError, match="at most 2,000,000"):
        read_yaml(path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(BrokenFileError, match="no such file") as caught:
        read_yaml(tmp_path / "a.yml")
    assert caught.value.where == str(tmp_path / "a.yml")


def test_a_fault_of_shape_points_at_its_value(tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_text("state: DEU\nyears:\n  - 2001\n  - many\n", encoding="utf-8")
    with pytest.raises(BrokenFileError, match=r"years\.1") as caught:
        read_yaml(path).check(Held)
    assert caught.value.where == f"{path}:4"


def test_a_state_code_that_yaml_reads_as_a_boolean_gets_a_hint(tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_text("state: NO\n", encoding="utf-8")
    with pytest.raises(BrokenFileError) as caught:
        read_yaml(path).check(Held)
    assert "quote state codes" in caught.value.fix


def test_a_file_that_changed_is_read_again(tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_text("a: 1\n", encoding="utf-8")
    assert read_yaml(path).data == {"a": 1}
    path.write_text("a: 12\n", encoding="utf-8")
    assert read_yaml(path).data == {"a": 12}
