"""What leaves the house: how it is set up, checked and described. `make wheel` tries the wheel."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import entente

ROOT = Path(__file__).parent.parent
MAKE = (ROOT / "Makefile").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_installer_is_taken_by_hash():
    (line,) = (line for line in MAKE.splitlines() if "pip install" in line)
    assert "--require-hashes" in line
    assert "-r .ci/uv.txt" in line
    text = (ROOT / ".ci" / "uv.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"^uv==[\d.]+ ", text, re.M)) == 1
    # The source and a wheel for each of the usual machines.
    assert len(set(re.findall(r"--hash=sha256:([0-9a-f]{64})", text))) > 10


def test_the_check_tries_the_wheel_and_does_not_ask_for_advisories():
    (line,) = (line for line in MAKE.splitlines() if line.startswith("check:"))
    assert "wheel" in line.split()
    assert "audit" not in line.split()


def test_the_wheel_carries_the_terms_of_its_data():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "LicenseRef-Terms-of-Producers" in project["license"]
    assert "src/entente/observatory/LICENSE.md" in project["license-files"]
    assert all((ROOT / file).is_file() for file in project["license-files"])


def test_what_is_said_of_security_names_every_setting_of_the_environment():
    code = Path(entente.__file__).parent.rglob("*.py")
    read = {name for path in code for name in re.findall(r"ENTENTE_\w+", path.read_text("utf-8"))}
    assert read
    assert not {name for name in read if name not in SECURITY}
