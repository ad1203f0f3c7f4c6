"""The documents say what the program does, and name all that it has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from entente import errors
from entente.assessment import schema
from entente.criteria import criteria
from entente.library.formats import formats
from entente.measures import measures
from entente.sources import sources
from entente.tables import tables

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
SCHEMA = ROOT / "docs" / "assessment.schema.json"


@pytest.mark.parametrize(
    "name",
    [thing.name for kind in (measures, criteria, tables, sources, formats) for thing in kind]
    + [name for name, value in vars(errors).items() if isinstance(value, type) and "Error" in name],
)
def test_the_reference_names_everything_there_is(name: str):
    assert re.search(rf"\b{name}\b", REFERENCE), f"{name}: run `make golden`"


def test_every_command_is_in_the_reference_with_an_example():
    shown = re.findall(r"### `entente ([a-z ]+)`\n\n```\n(.*?)```", REFERENCE, re.DOTALL)
    names = {name for name, _ in shown}
    assert {"brief", "assess", "trace", "measure", "list", "cite", "record parse"} <= names
    assert {"case check", "case read", "ledger check", "edition build", "edition check"} <= names
    assert {"claims draft", "compare", "library add", "library search", "library watch"} <= names
    without = [name for name, text in shown if "Example: entente" not in text]
    assert not without


def test_the_published_schema_is_that_of_the_assessment_golden():
    written = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("ENTENTE_GOLDEN") == "write":
        SCHEMA.write_text(written, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == written, "run `make golden` and review the diff"


def test_architecture_lists_the_layers_that_are_held():
    import tomllib

    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    held = [
        [part.strip().removeprefix("entente.") for part in layer.split("|")] for layer in layers
    ]
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    listed = text.split("<!-- layers -->")[1].split("<!-- /layers -->")[0]
    said = [re.findall(r"`(\w+)`", line.split(": ")[0]) for line in listed.strip().splitlines()]
    assert said == held


def test_no_document_is_longer_than_five_hundred_lines():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    own = [path for path in documents if path.name != "reference.md"]
    long = [path.name for path in own if len(path.read_text(encoding="utf-8").splitlines()) > 500]
    assert not long


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    re.findall(r"^\$ \.venv/bin/(entente .+)$", (ROOT / "README.md").read_text("utf-8"), re.M),
)
def test_the_tour_of_the_readme_runs(line: str, tmp_path_factory: pytest.TempPathFactory):
    # One folder for all lines, since a later one may build on an earlier one.
    folder = tmp_path_factory.getbasetemp() / "tour"
    if not folder.exists():
        folder.mkdir()
        (folder / "src").symlink_to(ROOT / "src", target_is_directory=True)
    program, *words = line.split()
    command = [str(Path(sys.executable).parent / program), *words]
    env = {**os.environ, "ENTENTE_LIBRARY": str(folder / "library")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.slow
def test_the_python_of_the_readme_runs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    options = ["-W", "ignore::DeprecationWarning"]
    done = subprocess.run(
        [sys.executable, *options, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "supported" in done.stdout


def test_the_licence_of_the_data_names_every_table_and_no_wider_terms_than_its_sources():
    folder = ROOT / "src" / "entente" / "observatory"
    lines = (folder / "LICENSE.md").read_text(encoding="utf-8").splitlines()
    for table in tables:
        said = [line for line in lines if line.startswith(f"| {table.name} |")]
        made = tables[table.computed.table] if table.computed else table
        assert len(said) == max(len(made.uses), 1), table.name
        for name in made.uses:
            assert any(
                f"| {name} |" in line and sources[name].licence.terms in line for line in said
            )
