"""Assessments kept on disk: the same code, case, rows and libraries give the same bytes.

The name of a kept file is a digest of everything that the assessment depends on, so a kept one is
never stale; an unreadable cache is as good as none.
"""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from entente.data.edition import LOCK
from entente.kept import read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.assessment import Assessment
    from entente.cases.folder import CaseFiles
    from entente.settings import Settings

LIBRARIES = ("numpy", "scipy", "duckdb", "ibis-framework", "pyarrow", "pydantic")


def assessment_json(
    files: CaseFiles,
    settings: Settings,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> str:
    """Return the assessment of a case as JSON text, from the cache where it is kept."""
    kept = (
        None if settings.cache is None else settings.cache / f"{digest(files, settings)}.json.kept"
    )
    if kept is not None and (text := read_kept(kept)) is not None:
        return text
    from entente.answer.assess import assess

    text = assess(files, settings, progress=progress).assessment.to_json()
    if kept is not None:
        write_kept(kept, text)
    return text


def kept_assessment(
    files: CaseFiles,
    settings: Settings,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> Assessment:
    """Return the assessment of a case, from the cache where it is kept."""
    from entente.assessment import Assessment

    return Assessment.model_validate_json(assessment_json(files, settings, progress=progress))


def digest(files: CaseFiles, settings: Settings) -> str:
    """Digest everything that an assessment depends on."""
    found = hashlib.sha256()
    package = Path(__file__).parent.parent
    parts = [
        *sorted(package.rglob("*.py")),
        *sorted(settings.ledger.iterdir()),
        *sorted(settings.vocabulary.glob("*.yml")),
        settings.edition / LOCK,
        *sorted(settings.edition.glob("*.parquet")),
        files.case_file.path,
        files.report_file.path,
    ]
    for path in parts:
        found.update(path.name.encode())
        if path.is_file():
            found.update(hashlib.sha256(path.read_bytes()).digest())
    found.update(files.slug.encode())
    found.update(platform.python_version().encode())
    for library in LIBRARIES:
        found.update(version(library).encode())
    return found.hexdigest()[:32]
