"""Same claims, rows and vintage: the same bytes, whatever the order and the process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

import entente
from conftest import CASE
from entente.answer.assess import assess
from entente.answer.cached import assessment_json, digest
from entente.data.store import Store
from entente.kept import read_kept, write_kept
from entente.settings import Settings
from entente.tables import tables

if TYPE_CHECKING:
    from entente.assessment import Assessed
    from entente.cases.folder import CaseFiles

# The command as it is installed, beside this Python.
COMMAND = [str(Path(sysconfig.get_path("scripts")) / "entente"), "assess", CASE, "--json"]


@pytest.mark.slow
def test_the_hash_seed_of_the_process_does_not_matter(assessed: Assessed):
    env = os.environ | {"PYTHONHASHSEED": "20240930", "ENTENTE_CACHE": ""}
    env.pop("ENTENTE_OBSERVATORY", None)
    # The installed command of this tree, whatever tree it was installed from.
    env["PYTHONPATH"] = str(Path(entente.__file__).parents[1])
    said = subprocess.run(COMMAND, env=env, capture_output=True, check=True)
    assert said.stderr == b""
    assert said.stdout == assessed.assessment.to_json().encode()


@pytest.mark.slow
def test_the_order_of_rows_does_not_matter(
    assessed: Assessed, files: CaseFiles, bundled: Settings, store: Store
):
    random = np.random.default_rng(17)
    shuffled: dict[str, pa.Table] = {}
    for table in tables:
        if table.computed:
            continue  # it comes from the rows of another
        rows = store.table(table.name)
        shuffled[table.name] = rows.take(pa.array(random.permutation(rows.num_rows)))
    again = assess(files, bundled, store=Store(bundled, replace=shuffled))
    assert again.assessment.to_json() == assessed.assessment.to_json()
    assert again.rows == assessed.rows


def test_the_order_in_which_claims_are_asked_does_not_matter(
    assessed: Assessed, files: CaseFiles, bundled: Settings
):
    store = Store(bundled)
    for name in ("japan-air-patrols", "cooperation-deepens"):
        alone = assess(files, bundled, store=store, only=name)
        assert alone.assessment.claims == [assessed.assessment.claim(name)]


def test_a_kept_assessment_is_read_and_is_the_same(files: CaseFiles, tmp_path: Path):
    held = Settings(cache=tmp_path)
    write_kept(tmp_path / f"{digest(files, held)}.json.kept", "kept\n")
    assert assessment_json(files, held) == "kept\n"


def test_the_name_of_a_kept_assessment_follows_its_inputs(
    files: CaseFiles, observatory: Path, tmp_path: Path
):
    held = Settings(observatory=observatory, cache=tmp_path)
    before = digest(files, held)
    assert digest(files, held) == before
    path = observatory / "ledger" / "energy.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert digest(files, held) != before


@pytest.mark.slow
def test_an_assessment_is_kept_where_there_is_a_cache(
    assessed: Assessed, files: CaseFiles, tmp_path: Path
):
    text = assessment_json(files, Settings(cache=tmp_path / "new"))
    (kept,) = (tmp_path / "new").glob("*.json.kept")
    assert list((tmp_path / "new").glob("statements-*/*.sql.kept"))
    both = {hashlib.sha256(t.encode()).hexdigest() for t in (text, read_kept(kept) or "")}
    assert both == {hashlib.sha256(assessed.assessment.to_json().encode()).hexdigest()}
