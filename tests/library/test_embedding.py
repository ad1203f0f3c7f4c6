"""Texts as points: the shape, the laws, and that the network is never asked."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.library import embedding
from entente.library.embedding import DIMENSIONS, embed


def test_each_text_is_a_row_of_unit_length() -> None:
    rows = embed(["Naval patrols.", "Gas through a pipe."])
    assert rows.shape == (2, DIMENSIONS)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_without_words_is_a_row_of_zeros() -> None:
    assert not embed(["", " \n"]).any()


def test_no_texts_are_no_rows() -> None:
    assert embed([]).shape == (0, DIMENSIONS)


def test_texts_on_one_matter_lie_closer_than_texts_on_two() -> None:
    trade, tariffs, reef = embed(
        ["Exports and imports between states", "Duties on foreign goods", "Corals and fish"]
    )
    assert trade @ tariffs > trade @ reef


@given(st.lists(st.text(max_size=30), max_size=5), st.text(max_size=30))
def test_a_row_does_not_depend_on_the_texts_beside_it(others: list[str], text: str) -> None:
    assert np.array_equal(embed([*others, text])[-1], embed([text])[0])


def test_half_of_a_surrogate_pair_is_no_reason_to_stop() -> None:
    assert embed(["ships \ud800"]).any()


def test_the_network_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(embedding, "_loaded", [])
    assert embed(["ships"]).any()


def test_threads_that_come_first_together_load_one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[object] = []
    monkeypatch.setattr(embedding, "_loaded", loaded)
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda _: embed(["ships"]), range(4)))
    assert len(loaded) == 1
    assert all(np.array_equal(row, rows[0]) for row in rows)


def test_loading_leaves_the_logging_of_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_loaded", [])
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    embed(["ships"])
    assert (root.level, list(root.handlers)) == before


def test_importing_the_module_loads_no_model() -> None:
    module = "entente.library.embedding"
    code = f"import sys, {module}; print({{'numpy', 'wordllama'}} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
