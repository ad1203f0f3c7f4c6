"""`entente assess`: the claims by theatre, plain or in colour, and as JSON."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import CASE
from entente.brief.pages.views import by_theatre

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said
    from entente.assessment import Assessed

ESCAPE = "\x1b["


@pytest.fixture(autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep assessments between these tests, and forget what the machine says of colour."""
    monkeypatch.setenv("ENTENTE_CACHE", str(tmp_path_factory.getbasetemp() / "assessments"))
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


def test_claims_stand_under_their_theatre_with_their_titles(
    run: Callable[..., Said], assessed: Assessed
):
    said = run("assess", CASE)
    assert (said.code, ESCAPE in said.out) == (0, False)
    groups = [(name, claims) for name, claims in by_theatre(assessed.assessment) if claims]
    assert len(groups) > 3
    for name, claims in groups:
        lines = said.out.split(f"\n{name}\n")[1].split("\n\n")[0].splitlines()
        assert [line.split()[0] for line in lines] == [claim.id for claim in claims]
        for line, claim in zip(lines, claims, strict=True):
            assert line.endswith(f"  {claim.title}")
            assert re.search(r"  (registered|" + claim.answers["now"].verdict + r")\b", line) or (
                f"-> {claim.answers['now'].verdict}" in line
            )
    assert said.out.splitlines()[-1].startswith("now         ")


def test_colour_is_added_on_a_terminal_and_nothing_else(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
):
    plain = run("assess", CASE).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("assess", CASE).out
    assert ESCAPE in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("assess", CASE).out == plain


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="never: a terminal of our own, on Unix")
@pytest.mark.parametrize("columns", [72, 110, 200])
def test_lines_fit_a_terminal_and_no_title_is_cut(columns: int, assessed: Assessed):
    code = "from entente.cli import main; main()"
    theirs, ours = os.openpty()
    command = [sys.executable, "-c", code, "assess", CASE]
    environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "xterm"}
    with subprocess.Popen(command, stdout=ours, stderr=subprocess.DEVNULL, env=environment) as ran:
        os.close(ours)
        parts: list[bytes] = []
        # Linux ends the reading of a terminal that nobody writes to with an error.
        with contextlib.suppress(OSError):
            while part := os.read(theirs, 65536):
                parts.append(part)
    os.close(theirs)
    assert ran.returncode == 0
    lines = b"".join(parts).decode().replace("\r\n", "\n").splitlines()
    claims = lines[lines.index("Whole region") : -3]
    assert claims
    assert max(map(len, claims)) <= columns
    text = " ".join(" ".join(claims).split())
    assert all(claim.title.split()[-1] in text for claim in assessed.assessment.claims)
    assert not [line for line in claims if line.endswith(" ")]


def test_json_is_the_assessment_and_has_no_colour(
    run: Callable[..., Said], assessed: Assessed, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run("assess", CASE, "--json").out == assessed.assessment.to_json()


# A short answer is written when all of it is there, a long one in parts.
@pytest.mark.parametrize("line", ["assess merics-2025", "list measures"])
def test_a_reader_who_goes_away_is_no_failure(line: str):
    code = "from entente.cli import main; main()"
    command = [sys.executable, "-c", code, *line.split()]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
