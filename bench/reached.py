"""Which lines of some modules each test reaches, and how long it takes: a plugin of pytest.

What a fixture reaches counts for every test that asks for it, since it is run once for all.
``REACHED_OF`` names a file with the modules, one a line; ``REACHED_INTO`` where to write.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import FrameType

Lines = set[tuple[str, int]]


class Reached:
    """What has been reached so far, by test."""

    def __init__(self, paths: set[str]) -> None:
        """Watch some modules."""
        self.paths = paths
        self.now: Lines = set()
        self.by_fixture: dict[str, Lines] = defaultdict(set)
        self.seconds_of_fixture: dict[str, float] = defaultdict(float)
        self.tests: dict[str, dict[str, Any]] = {}

    def _enter(self, frame: FrameType, _event: str, _arg: object) -> Any:
        return self._step if frame.f_code.co_filename in self.paths else None

    def _step(self, frame: FrameType, event: str, _arg: object) -> Any:
        if event == "line":
            self.now.add((frame.f_code.co_filename, frame.f_lineno))
        return self._step

    def _watch(self, into: Lines) -> Generator[None, Any, Any]:
        before, self.now = self.now, into
        traced = sys.gettrace()
        sys.settrace(self._enter)
        try:
            return (yield)
        finally:
            sys.settrace(traced)
            self.now = before

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        start = time.perf_counter()
        try:
            return (yield from self._watch(self.by_fixture[fixturedef.argname]))
        finally:
            self.seconds_of_fixture[fixturedef.argname] += time.perf_counter() - start

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
            lines: dict[str, list[int]] = defaultdict(list)
            for path, line in sorted(own):
                lines[path].append(line)
            self.tests[item.nodeid] = {"seconds": round(seconds, 3), "lines": lines}

    def pytest_sessionfinish(self) -> None:
        Path(os.environ["REACHED_INTO"]).write_text(json.dumps(self.tests), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    paths = set(Path(os.environ["REACHED_OF"]).read_text("utf-8").splitlines())
    config.pluginmanager.register(Reached(paths))
