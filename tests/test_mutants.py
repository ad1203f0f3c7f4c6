"""The tool that changes deciding code: which changes it makes, and what it says of tests."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "bench" / "mutants.py"

CODE = '''"""A rule."""


def decides(value: float, *, sure: bool = False) -> bool:
    """Say whether it is enough."""
    if sure and value > 0:
        return not value < 2
    return value**2 >= 9


def ordered(values: list[float]) -> list[float]:
    return sorted(values) or values


def words(value: float) -> str:
    return f"{value + 1} is enough"
'''
WEAK = """from rule import decides


def test_far_from_every_boundary():
    assert decides(20.0)
    assert not decides(1.0)
"""
STRICT = """from rule import decides


def test_at_the_boundary():
    assert [decides(value) for value in (3.0, -3.0, 2.9, -2.9)] == [True, True, False, False]
"""


def mutants(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "src" / "rules").mkdir(parents=True)
    (tmp_path / "tests" / "rules").mkdir(parents=True)
    (tmp_path / "src" / "rules" / "rule.py").write_text(CODE, "utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath = ["src/rules"]\n', "utf-8"
    )
    return tmp_path


def tried(project: Path, tests: str, only: str) -> subprocess.CompletedProcess[str]:
    (project / "tests" / "rules" / "test_rule.py").write_text(tests, "utf-8")
    modules = ("--root", str(project), "--modules", "src/rules/*.py", "--sample", "0")
    return mutants(*modules, "--only", only)


def test_a_test_far_from_every_boundary_notices_too_little(project: Path):
    said = tried(project, WEAK, "-> return value ** 2 > 9")
    assert said.returncode == 1, said.stderr
    assert "src/rules/rule.py:8  decides: return value ** 2 >= 9 -> return value ** 2 > 9" in (
        said.stdout
    )
    assert "0 of 1 noticed" in said.stdout
    assert "No reason is given: src/rules/rule.py decides:" in said.stdout
    assert "Only 0 of 1 are noticed, 90% are needed." in said.stdout
    assert (project / "src" / "rules" / "rule.py").read_text("utf-8") == CODE


def test_a_test_at_every_boundary_notices_all(project: Path):
    said = tried(project, STRICT, "value ** 2")
    assert said.returncode == 0, said.stdout
    assert "5 of 5 noticed (100.0%)" in said.stdout


def test_a_number_that_a_module_only_sets_is_tried_where_another_reads_it(project: Path):
    rules = project / "src" / "rules"
    (rules / "rule.py").unlink()
    (rules / "limits.py").write_text("ENOUGH = 3\nUNREAD = 3\n", "utf-8")
    (rules / "counted.py").write_text(
        "from rules.limits import ENOUGH\n\n\ndef enough(n):\n    return n >= ENOUGH\n", "utf-8"
    )
    (project / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath = ["src"]\n', "utf-8"
    )
    tests = "from rules.counted import enough\n\n\ndef test_enough():\n    assert enough({})\n"
    strict = tried(project, tests.format(3), "src/rules/limits.py").stdout
    assert "src/rules/limits.py:1  module: ENOUGH = 3 -> ENOUGH = 4" in strict
    assert ("1 of 2 noticed" in strict, "unreached" in strict) == (True, True)
    weak = tried(project, tests.format(9), "ENOUGH = 3").stdout
    assert ("0 of 1 noticed" in weak, "survived" in weak) == (True, True)


def test_changes_are_of_what_decides_and_not_of_words(project: Path):
    listed = mutants("--root", str(project), "--modules", "src/rules/*.py", "--list").stdout
    changes = [line.partition(": ")[2] for line in listed.splitlines()]
    assert "sure and value > 0 -> sure or value > 0" in changes
    assert "sure and value > 0 -> not sure and value > 0" in changes
    assert "sure and value > 0 -> sure and value >= 0" in changes
    assert "sorted(values) or values -> list(values) or values" in changes
    # A value beside its default is no condition.
    assert not any("not sorted" in change for change in changes)
    assert "return not value < 2 -> return value < 2" in changes
    assert "return value ** 2 >= 9 -> return value * 2 >= 9" in changes
    # Of a function that only says something its return is changed, and none of its words.
    assert sum("enough" in change for change in changes) == 1
    again = mutants("--root", str(project), "--modules", "src/rules/*.py", "--list").stdout
    assert again == listed


def test_the_same_seed_draws_the_same_sample():
    one, two, other = (mutants("--list", "--sample", "5", "--seed", seed) for seed in "112")
    assert len(one.stdout.splitlines()) == 5
    assert one.stdout == two.stdout != other.stdout


def test_each_module_has_its_share_of_a_sample_and_a_small_one_its_floor():
    whole, part = (
        Counter(
            line.partition(":")[0]
            for line in mutants("--list", "--sample", size).stdout.split("\n")
            if line
        )
        for size in ("0", "200")
    )
    assert part.total() == 200
    assert part.keys() == whole.keys()
    assert all(part[path] >= min(6, count) for path, count in whole.items())
    rates = [part[path] / count for path, count in whole.items() if part[path] > 6]
    assert len(rates) > 6
    assert max(rates) - min(rates) < 0.05


def test_every_reason_is_of_a_change_that_there_is():
    import yaml

    listed = mutants("--list", "--sample", "0").stdout
    reasons = yaml.safe_load((ROOT / "bench" / "survivors.yml").read_text("utf-8"))
    assert [key for key in reasons if f"  {key}\n" not in listed] == []
    assert all(reasons.values())
