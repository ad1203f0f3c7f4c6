"""Change the code that decides, one small change at a time, and see whether a test notices.

Run from the project: ``python bench/mutants.py [--sample 200] [--seed 1] [--only TEXT]``. It works
in a copy of the tree and never touches the checkout. First the tests of the packages that decide
run once and tell which lines each reaches; a change is then shown to those that reach it, the
quickest first, until one fails. A number of a module that has no function is reached where another
module reads it. Fewer than nine in ten noticed, or one that is not noticed and for
which ``survivors.yml`` gives no reason, is a fault (exit 1). The same seed draws the same sample,
in which each module has its share.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import forked
import yaml
from mutations import Mutant, mutants_of, mutated, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
SURVIVORS = Path(__file__).with_name("survivors.yml")
DECIDING = (
    "src/entente/criteria/*.py",
    "src/entente/answer/verdicts.py",
    "src/entente/answer/lenses.py",
    "src/entente/answer/robustness.py",
    "src/entente/answer/flips.py",
    "src/entente/answer/completeness.py",
    "src/entente/answer/forecasts.py",
    "src/entente/data/window.py",
    "src/entente/data/statements.py",
    "src/entente/data/store.py",
    "src/entente/data/study.py",
    "src/entente/data/scope.py",
    "src/entente/data/cells.py",
    "src/entente/outlook/*.py",
    "src/entente/periods.py",
    "src/entente/policy.py",
)
ENOUGH = 0.9
# So many changes are drawn of a module however small it is, where it has them.
FEWEST = 6
# It builds editions, for minutes, and reaches no line of these modules.
BESIDE = "tests/data/test_edition.py"
# A test that takes longer, its fixtures included, is not asked.
LONGEST = 30.0
# No assertion is rewritten: it costs time, and files that are asked by name are then loaded by
# pytest itself.
PYTEST = (
    *("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:anyio"),
    *("--assert=plain", "--hypothesis-seed=0"),
)
# What pytest ends with: all passed, or some failed, or the change broke the import of tests.
PASSED, NOTICED = 0, {1, 2, 3, 4}


class Outcome(NamedTuple):
    """What became of a mutant: killed, survived or unreached; and after how long."""

    mutant: Mutant
    end: str
    seconds: float


@dataclass
class Copy:
    """A copy of the tree in which modules are changed.

    Attributes:
        folder: Where it is.
        tests: By test its seconds and the lines that it reaches, by module.
        imported: Lines of functions that are reached when modules are imported.
        reads: By module without a function and name that it sets, the lines that read it.
    """

    folder: Path
    tests: dict[str, dict[str, Any]]
    imported: dict[str, set[int]]
    reads: dict[tuple[str, str], dict[str, set[int]]]

    @classmethod
    def of(cls, root: Path, folder: Path) -> Copy:
        """Copy what tests need, without what Python compiled."""
        for name in ("src", "tests", "docs"):
            if (root / name).is_dir():
                left = shutil.ignore_patterns("__pycache__")
                shutil.copytree(root / name, folder / name, ignore=left)
        for path in root.iterdir():
            if path.is_file():
                shutil.copy(path, folder / path.name)
        return cls(folder, {}, {}, {})

    def learn(self, paths: list[str]) -> None:
        """Run the tests of the packages of some modules once, and keep the lines they reach."""
        of, into = self.folder / ".reached_of", self.folder / ".reached"
        for path in paths:
            self.reads |= reads_of(self.folder, path)
        readers = {path for lines in self.reads.values() for path in lines} - set(paths)
        of.write_text("\n".join(str(self.folder / path) for path in [*paths, *readers]), "utf-8")
        packages = {Path(path).parent.name for path in paths}
        asked = [f"tests/{name}" for name in sorted(packages) if self._has(f"tests/{name}")]
        asked += self._naming(path for path in readers if Path(path).parent.name not in packages)
        doctests = [path for path in paths if ">>>" in self._text(path)]
        env = {"REACHED_OF": str(of), "REACHED_INTO": str(into)}
        chosen = ("-m", "not slow", f"--ignore={BESIDE}")
        ran = self._pytest([*asked, *doctests, *chosen, "-p", "reached"], env=env)
        if ran.returncode != PASSED:
            sys.exit(f"The tests fail without any change:\n{ran.stdout[-3000:]}{ran.stderr[-800:]}")
        held = json.loads(into.read_text("utf-8"))
        self.imported = self._lines(held.pop(""))
        self.tests = {
            name: {"seconds": test["seconds"], "lines": self._lines(test)}
            for name, test in held.items()
            if test["seconds"] <= LONGEST
        }

    def asked_of(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach a change, the quickest first."""
        reaching = {name for name, test in self.tests.items() if test["lines"].get(mutant.path)}
        if read := self._read(mutant):
            found = {
                name
                for name, test in self.tests.items()
                if any(test["lines"].get(path, set()) & lines for path, lines in read.items())
            }
        elif mutant.at_import or self.imported.get(mutant.path, set()) & mutant.lines:
            # What is set at import is read without a line of it: the files that speak of it.
            files = {name.partition("::")[0] for name in reaching}
            found = {name for name in self.tests if name.partition("::")[0] in files}
        else:
            found = {
                name for name in reaching if self.tests[name]["lines"][mutant.path] & mutant.lines
            }
        return sorted(found, key=lambda name: (self.tests[name]["seconds"], name))

    def try_out(self, mutant: Mutant) -> Outcome:
        """Change a module, run the tests that reach the change, and change it back."""
        start = time.perf_counter()
        asked = self.asked_of(mutant)
        if not asked:
            return Outcome(mutant, "unreached", 0.0)
        path, source = self.folder / mutant.path, self._text(mutant.path)
        names = self.folder / ".asked"
        names.write_text("\n".join(asked), "utf-8")
        # Compiled text is trusted by time and size, which a small change may leave as they are.
        for old in path.parent.glob(f"__pycache__/{path.stem}.*"):
            old.unlink()
        path.write_text(mutated(source, mutant), "utf-8")
        limit = 30 + 4 * sum(self.tests[name]["seconds"] for name in asked)
        try:
            code = forked.run_pytest([*PYTEST, "-x", f"@{names}"], self.folder, limit=limit)
        finally:
            path.write_text(source, "utf-8")
            # Examples that failed on one change would be tried first on the next.
            shutil.rmtree(self.folder / ".hypothesis", ignore_errors=True)
        # What hangs or crashes is noticed.
        if code is not None and code not in {PASSED, *NOTICED}:
            sys.exit(f"pytest ended with {code} on {mutant.key}")
        end = "survived" if code == PASSED else "killed"
        return Outcome(mutant, end, time.perf_counter() - start)

    def _pytest(self, words: list[str], *, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        paths = [str(self.folder / "src"), str(Path(__file__).parent)]
        env = os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | env
        command = [sys.executable, "-m", "pytest", *PYTEST, *words]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    def _read(self, mutant: Mutant) -> dict[str, set[int]]:
        """Return by module the lines that read what a change sets, of a module of names alone."""
        names = [name for path, name in self.reads if path == mutant.path]
        tree = ast.parse(self._text(mutant.path)) if names else ast.Module([], [])
        found: dict[str, set[int]] = {}
        for node in tree.body:
            if node.lineno in mutant.lines and isinstance(node, ast.Assign):
                for name in map(name_of, node.targets):
                    found |= self.reads.get((mutant.path, name), {})
        return found

    def _naming(self, readers: Iterable[str]) -> list[str]:
        """Return the files of tests, in the package of each module, that name it."""
        return sorted(
            str(test.relative_to(self.folder))
            for path in map(Path, readers)
            for test in (self.folder / "tests" / path.parent.name).glob("test_*.py")
            if re.search(rf"\b{path.stem}\b", test.read_text("utf-8"))
        )

    def _lines(self, test: dict[str, Any]) -> dict[str, set[int]]:
        return {
            str(Path(path).relative_to(self.folder)): set(lines)
            for path, lines in test["lines"].items()
        }

    def _has(self, name: str) -> bool:
        return (self.folder / name).is_dir()

    def _text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")


def all_mutants(root: Path, patterns: tuple[str, ...] = DECIDING) -> list[Mutant]:
    """Return every change of the modules that decide."""
    paths = sorted({path for pattern in patterns for path in root.glob(pattern)})
    return [
        mutant
        for path in paths
        for mutant in mutants_of(str(path.relative_to(root)), path.read_text("utf-8"))
    ]


def reads_of(root: Path, path: str) -> dict[tuple[str, str], dict[str, set[int]]]:
    """Return by name that a module sets the lines that read it; nothing where it has functions.

    No test reaches a line of a module that only sets numbers, but only of those that read them.
    """
    tree = ast.parse((root / path).read_text("utf-8"))
    if any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree)):
        return {}
    module = ".".join(Path(path).with_suffix("").parts[1:])
    found: dict[tuple[str, str], dict[str, set[int]]] = {}
    for other in sorted((root / "src").rglob("*.py")):
        text = other.read_text("utf-8")
        if f"from {module} import" not in text:
            continue
        reader = ast.parse(text)
        taken = {
            alias.name
            for node in ast.walk(reader)
            if isinstance(node, ast.ImportFrom) and node.module == module
            for alias in node.names
        }
        for statement in (node for node in ast.walk(reader) if isinstance(node, ast.stmt)):
            for name in taken & {name_of(node) for node in _own(statement)}:
                lines = found.setdefault((path, name), {})
                lines.setdefault(str(other.relative_to(root)), set()).add(statement.lineno)
    return found


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """Walk what stands in a statement and in none inside it."""
    for node in ast.iter_child_nodes(statement):
        if not isinstance(node, ast.stmt):
            yield from ast.walk(node)


def shares(counts: dict[str, int], size: int) -> dict[str, int]:
    """Divide a sample among modules by what there is of each, with a floor for the small.

    After the floor each next one goes to the module that is furthest below its share (Webster's
    method of dividing seats).

    Args:
        counts: Changes by module.
        size: How many are drawn in all.
    """
    floor = min(FEWEST, size // max(len(counts), 1))
    found = {path: min(floor, count) for path, count in counts.items()}
    for _ in range(min(size, sum(counts.values())) - sum(found.values())):
        short = [path for path, count in counts.items() if found[path] < count]
        found[max(short, key=lambda path: counts[path] / (2 * found[path] + 1))] += 1
    return found


def drawn(mutants: list[Mutant], size: int, seed: int) -> list[Mutant]:
    """Draw a sample of changes, of each module its share; the same for the same seed."""
    counts = Counter(mutant.path for mutant in mutants)
    found: list[Mutant] = []
    for path, share in shares(counts, size).items():
        group = [mutant for mutant in mutants if mutant.path == path]
        found += random.Random(f"{seed} {path}").sample(group, share)  # noqa: S311 (a sample)
    return found


def judge(outcomes: list[Outcome], reasons: dict[str, str], known: set[str]) -> list[str]:
    """Return what is wrong with a run; nothing where enough were noticed and the rest explained."""
    faults = [
        f"No reason is given: {outcome.mutant.key}"
        for outcome in outcomes
        if outcome.end != "killed" and outcome.mutant.key not in reasons
    ]
    faults += [
        f"Has a reason, and a test notices it: {outcome.mutant.key}"
        for outcome in outcomes
        if outcome.end == "killed" and outcome.mutant.key in reasons
    ]
    faults += [f"Has a reason, and is no change: {key}" for key in reasons if key not in known]
    killed = sum(outcome.end == "killed" for outcome in outcomes)
    if outcomes and killed < ENOUGH * len(outcomes):
        faults.append(f"Only {killed} of {len(outcomes)} are noticed, {ENOUGH:.0%} are needed.")
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=200, help="how many changes (0: all)")
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="which sample, or samples")
    parser.add_argument("--only", default="", help="changes with this text in them")
    parser.add_argument("--root", type=Path, default=ROOT, help="another project (tests use it)")
    parser.add_argument("--modules", nargs="*", default=DECIDING, help="patterns of its modules")
    parser.add_argument("--list", action="store_true", help="name the changes and try none")
    asked = parser.parse_args()
    root = asked.root.resolve()
    every = all_mutants(root, tuple(asked.modules))
    chosen = [mutant for mutant in every if asked.only in mutant.key]
    samples = dict.fromkeys(asked.seed, chosen)
    if asked.sample and asked.sample < len(chosen):
        samples = {seed: drawn(chosen, asked.sample, seed) for seed in asked.seed}
    chosen = list(dict.fromkeys(mutant for sample in samples.values() for mutant in sample))
    chosen.sort(key=lambda mutant: (mutant.path, mutant.place))
    if asked.list:
        print("\n".join(f"{mutant.path}:{mutant.line}  {mutant.key}" for mutant in chosen))
        return
    reasons = yaml.safe_load(SURVIVORS.read_text("utf-8")) or {} if root == ROOT else {}
    os.environ |= {"ENTENTE_CACHE": "", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Copy.of(root, Path(folder).resolve())
        start = time.perf_counter()
        # Of all modules, so that what becomes of a change does not hang on which others are tried.
        copy.learn(sorted({mutant.path for mutant in every}))
        forked.load()
        os.environ["PYTHONPATH"] = str(copy.folder / "src")
        print(f"{len(copy.tests)} tests in {time.perf_counter() - start:.0f} s", flush=True)
        outcomes: list[Outcome] = []
        for mutant in chosen:
            outcomes.append(copy.try_out(mutant))
            print(_line(outcomes[-1]), flush=True)
    print("\n".join([*_by_module(outcomes, every), *_by_seed(outcomes, samples)]))
    faults = judge(outcomes, reasons, {mutant.key for mutant in every})
    print("\n".join(faults))
    sys.exit(bool(faults))


def _by_module(outcomes: list[Outcome], every: list[Mutant]) -> list[str]:
    """Count by module what was noticed, what was tried and what there is; then in all."""
    held, tried = Counter(mutant.path for mutant in every), Counter[str]()
    killed: Counter[str] = Counter()
    for outcome in outcomes:
        tried[outcome.mutant.path] += 1
        killed[outcome.mutant.path] += outcome.end == "killed"
    lines = [
        f"{killed[path]:>4} of {count:>4}  {path} ({held[path]})" for path, count in tried.items()
    ]
    share = killed.total() / max(tried.total(), 1)
    total = f"{killed.total()} of {tried.total()} noticed ({share:.1%})"
    return [*lines, f"{total}; of {len(every)} changes in all"]


def _by_seed(outcomes: list[Outcome], samples: dict[int, list[Mutant]]) -> list[str]:
    killed = {outcome.mutant for outcome in outcomes if outcome.end == "killed"}
    return [
        f"seed {seed}: {sum(mutant in killed for mutant in sample)} of {len(sample)}"
        for seed, sample in samples.items()
    ]


def _line(outcome: Outcome) -> str:
    mutant = outcome.mutant
    change = mutant.key.partition(" ")[2]
    return f"{outcome.end:<9} {outcome.seconds:5.1f} s  {mutant.path}:{mutant.line}  {change}"


if __name__ == "__main__":
    main()
