"""Files of words of an own observatory that are not as they should be: refused with their line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from entente.errors import BrokenFileError
from entente.settings import BUNDLED
from entente.vocabulary import CONTRACTS, read_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said


@pytest.mark.parametrize("name", list(CONTRACTS))
def test_the_words_of_the_bundled_observatory_are_as_their_contracts_say(name: str):
    assert read_words(BUNDLED / "vocabulary" / f"{name}.yml")


@pytest.mark.parametrize("name", list(CONTRACTS))
@pytest.mark.parametrize(
    "text", ["", "a\n", "[a]\n", "a: 1\n", "a: [1]\n", "a: {b: 1}\n", "1: {}\n"]
)
def test_other_contents_are_refused(tmp_path: Path, name: str, text: str):
    path = tmp_path / f"{name}.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFileError) as caught:
        read_words(path)
    assert caught.value.where.startswith(str(path))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("states", '"CHN": {nam: China}\n', "CHN.name: is missing"),
        ("states", '"CHN": {name: China, codes: 1}\n', "CHN.codes"),
        ("state_names", "names: {}\nseveral: {}\n", "texts_only: is missing"),
    ],
)
def test_a_command_says_which_line_of_the_words_is_wrong(
    observatory: Path, run: Callable[..., Said], name: str, text: str, words: str
):
    (observatory / "vocabulary" / f"{name}.yml").write_text(text, encoding="utf-8")
    code, out, err = run("measure", "trade_value", "--states", "China", "--from", "1990")
    assert (code, out) == (2, "")
    assert words in err
    assert f"{name}.yml:1" in err
