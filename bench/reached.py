"""Which lines of some modules each test reaches, and how long it takes: a plugin of pytest.

Modules are compiled with a call before every statement of their functions, which costs far less
than a tracer, that is called for every function of every library. What a fixture reaches counts for
every test that asks for it, since it is run once for all. ``REACHED_OF`` names a file with the
modules, one a line; ``REACHED_INTO`` where to write.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
import time
from collections import defaultdict
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import CodeType

Lines = set[tuple[str, int]]
# What the added calls call; no name of the project.
CALLED = "__reached__"


class Reached:
    """What has been reached so far, by test."""

    def __init__(self) -> None:
        self.now: Lines = set()
        self.by_fixture: dict[str, Lines] = defaultdict(set)
        self.seconds_of_fixture: dict[str, float] = defaultdict(float)
        self.tests: dict[str, dict[str, Any]] = {}

    def reach(self, path: str, line: int) -> None:
        self.now.add((path, line))

    def _watch(self, into: Lines) -> Generator[None, Any, Any]:
        before, self.now = self.now, into
        try:
            return (yield)
        finally:
            self.now = before

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        start = time.perf_counter()
        try:
            return (yield from self._watch(self.by_fixture[fixturedef.argname]))
        finally:
            # Of a fixture that is made for each test, once; the longest of those of a name.
            seconds = time.perf_counter() - start
            held = self.seconds_of_fixture[fixturedef.argname]
            self.seconds_of_fixture[fixturedef.argname] = max(held, seconds)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        own: Lines = set()
        start = time.perf_counter()
        try:
            return (yield from self._watch(own))
        finally:
            seconds = time.perf_counter() - start
            for name in getattr(item, "fixturenames", ()):
                own |= self.by_fixture.get(name, set())
                seconds += self.seconds_of_fixture.get(name, 0.0)
            self.tests[item.nodeid] = {"seconds": round(seconds, 3), "lines": _by_path(own)}

    def pytest_sessionfinish(self) -> None:
        # What is reached outside every test, as modules are imported, has no name.
        self.tests[""] = {"seconds": 0.0, "lines": _by_path(self.now)}
        Path(os.environ["REACHED_INTO"]).write_text(json.dumps(self.tests), "utf-8")


def _by_path(lines: Lines) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for path, line in sorted(lines):
        found[path].append(line)
    return found


def with_calls(source: str, path: str) -> CodeType:
    """Compile a module with a call before every statement of its functions."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    # Once each: a function may stand in another.
    for node in {node: None for function in functions for node in ast.walk(function)}:
        for name in ("body", "orelse", "finalbody"):
            held = getattr(node, name, None)
            if isinstance(held, list):
                setattr(node, name, list(_called(held, path)))
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _called(statements: list[ast.stmt], path: str) -> Generator[ast.stmt]:
    for statement in statements:
        own = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        # A docstring stays the first.
        if not own:
            words: list[ast.expr] = [ast.Constant(path), ast.Constant(statement.lineno)]
            yield ast.Expr(ast.Call(ast.Name(CALLED, ast.Load()), words, []))
        yield statement


def _install(plugin: Reached, paths: set[str]) -> None:
    """Let modules be compiled so, from now on."""
    setattr(builtins, CALLED, plugin.reach)
    usual = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        path = loader.get_filename(name)
        if path not in paths:
            return usual(loader, name)
        # Neither read from what is compiled already nor kept there.
        return with_calls(Path(path).read_text("utf-8"), path)

    SourceFileLoader.get_code = get_code


PLUGIN = Reached()
# At once: conftest files import modules before anything is configured.
_install(PLUGIN, set(Path(os.environ["REACHED_OF"]).read_text("utf-8").splitlines()))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(PLUGIN)
