"""What is loaded at first use is complete for each of several threads that ask at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

EIGHT_THREADS = """
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

{setup}

def load():
    start.wait()
    return {load}

start = threading.Barrier(8)
sys.setswitchinterval(1e-6)
with ThreadPoolExecutor(8) as pool:
    results = [future.result() for future in [pool.submit(load) for _ in range(8)]]
sys.setswitchinterval(0.005)
expected = {load_again}
assert all(result == expected for result in results), results
"""
TEXT = "China and Russia deepen trade near the South China Sea while Japan buys arms."
RECORD = f"record = Record(title='A Sea Apart', authors=('Ana Ruiz', 'Bo Lind'), abstract={TEXT!r})"

LOADS = {
    "labels": (
        "from entente.library.labels import read_label_list",
        "'Science, and Technology' in read_label_list('topics')",
    ),
    "gazetteer": (
        "from entente.library.tagging.gazetteer import find_mentions",
        f"find_mentions({TEXT!r})",
    ),
    "topics": (
        "from entente.library.tagging.topics import find_topics",
        f"find_topics('Frigates for sale', {TEXT!r})",
    ),
    "embedding": (
        "from entente.library.embedding import embed",
        f"embed([{TEXT!r}]).tolist()",
    ),
    "citation": (
        f"from entente.library.citation import cite\n"
        f"from entente.library.record import Record\n{RECORD}",
        "[cite(record, style, html=html) for html in (False, True) for style in ('apa', 'mla')]",
    ),
    "names": (
        "from entente.library.names import split_names",
        "split_names('Institute for Science and Development, Trade and Development Bank')",
    ),
    "analysers": (
        "from entente.library.finding.schema import analysers",
        f"[analyser.analyze({TEXT!r}) for analyser in analysers().values()]",
    ),
    "lexicon": (
        "from entente.drafting.forms import find_form\n"
        "from entente.drafting.atoms import split_atoms",
        f"(find_form({TEXT!r}), split_atoms({TEXT!r}))",
    ),
    "search": (
        "from pathlib import Path\n"
        "from tempfile import mkdtemp\n"
        "from entente.library.keeping.catalogue import Library\n"
        f"from entente.library.record import Record\n{RECORD}\n"
        "library = Library(Path(mkdtemp()))\n"
        "_ = library.add([record, Record(title='Bread')], 'mine')",
        "library.search('trade near Japan')",
    ),
}


@pytest.mark.parametrize("name", list(LOADS))
def test_eight_threads_load_the_same(name: str) -> None:
    setup, load = LOADS[name]
    script = EIGHT_THREADS.format(setup=setup, load=load, load_again=load)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
