"""What leaves the house, and what sets it up."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAKE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_installer_is_taken_by_hash():
    (line,) = (line for line in MAKE.splitlines() if "pip install" in line)
    assert "--require-hashes" in line
    assert "-r .ci/uv.txt" in line
    text = (ROOT / ".ci" / "uv.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"^uv==[\d.]+ ", text, re.M)) == 1
    # The source and a wheel for each of the usual machines.
    assert len(set(re.findall(r"--hash=sha256:([0-9a-f]{64})", text))) > 10


def test_the_wheel_carries_the_terms_of_its_data():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "LicenseRef-Terms-of-Producers" in project["license"]
    assert "src/entente/observatory/LICENSE.md" in project["license-files"]
    assert all((ROOT / file).is_file() for file in project["license-files"])
