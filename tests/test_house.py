"""The house: ideas that have one home, held by reading the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import entente
from entente.criteria import criteria
from entente.measures import measures

SOURCE = Path(entente.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
# "registered" is also the word for the answer to a forecast.
NAMES = {thing.name for registry in (measures, criteria) for thing in registry} - {"registered"}


def named_in(node: ast.AST) -> list[str]:
    """Names of measures or criteria that a literal, or a comparison with one, is made of."""
    parts: list[ast.expr | None] = []
    if isinstance(node, (ast.Set, ast.List, ast.Tuple)):
        parts = [*node.elts]
    elif isinstance(node, ast.Dict):
        parts = [*node.keys]
    elif isinstance(node, ast.Compare):
        parts = [node.left, *node.comparators]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    found = [text for text in texts if isinstance(text, str) and text in NAMES]
    # A list of other words may hold one that is a name too ("rises", "falls").
    return found if isinstance(node, ast.Compare) or len(found) == len(parts) else []


def test_no_code_names_measures_or_criteria():
    seen = [
        f"{path.relative_to(SOURCE)}:{node.lineno}: {', '.join(found)}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.expr) and (found := named_in(node))
    ]
    assert seen == []


def test_only_the_settings_know_the_bundled_observatory():
    seen = [
        str(path.relative_to(SOURCE))
        for path in FILES
        if "BUNDLED" in path.read_text("utf-8") and path.name != "settings.py"
    ]
    assert seen == []


def deciding_numbers(path: Path) -> list[str]:
    """Numbers that a module sets for itself, or compares with, but for 0, one half and 1."""
    tree = ast.parse(path.read_text("utf-8"))
    values = [node.value for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign))]
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            values += [
                side
                for side in (node.left, *node.comparators)
                if isinstance(side, ast.Constant) and isinstance(side.value, float)
            ]
    return [
        f"{path.relative_to(SOURCE)}:{value.lineno}: {value.value}"
        for value in values
        if isinstance(value, ast.Constant)
        and isinstance(value.value, (int, float))
        and value.value not in {0, 0.5, 1}
    ]


def test_the_numbers_that_decide_stand_in_the_policy():
    deciding = [
        *SOURCE.glob("criteria/*.py"),
        *SOURCE.glob("outlook/*.py"),
        *SOURCE.glob("comparison/*.py"),
        SOURCE / "answer" / "verdicts.py",
        SOURCE / "answer" / "robustness.py",
        SOURCE / "answer" / "changes.py",
        SOURCE / "brief" / "words" / "phrases.py",
    ]
    assert [found for path in deciding for found in deciding_numbers(path)] == []


@pytest.mark.parametrize("package", ["measures", "tables", "sources", "criteria"])
def test_what_is_found_by_name_is_loaded_without_ibis_and_pandas(package: str):
    code = (
        f"import sys; from entente.{package} import {package}; list({package}); "
        "print([name for name in ('ibis', 'pandas', 'pyfixest') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert said.stdout == "[]\n"


def test_no_module_is_much_over_four_hundred_lines():
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in FILES
        if (lines := len(path.read_text("utf-8").splitlines())) > 460
    }
    assert long == {}


def test_clients_of_the_network_have_one_home():
    makers = {"Client", "AsyncClient", "HTTPTransport", "AsyncHTTPTransport", "urlopen"}
    fetchers = {"urllib.request", "http.client", "requests", "urllib3", "aiohttp", "socket"}
    seen: list[str] = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: set[str] = set()
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                called = node.func
                names = {called.attr if isinstance(called, ast.Attribute) else called.id} & makers
            elif isinstance(node, ast.Import):
                names = {alias.name for alias in node.names} & fetchers
            elif isinstance(node, ast.ImportFrom):
                names = {node.module or ""} & fetchers
            seen += [f"{path.relative_to(SOURCE)}: {name}" for name in names]
    assert sorted(set(seen)) == [
        "network.py: AsyncClient",
        "network.py: Client",
        "network.py: HTTPTransport",
    ]


def test_commands_write_to_standard_output_in_one_place():
    seen = [
        f"{path.name}:{node.lineno}"
        for path in sorted((SOURCE / "cli").glob("*.py"))
        if path.name != "_output.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and "file" not in {word.arg for word in node.keywords}
    ]
    assert seen == []
