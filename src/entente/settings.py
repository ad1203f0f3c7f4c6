"""Where things are: the bundled observatory, and a project's own beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

BUNDLED = Path(__file__).parent / "observatory"


@dataclass(frozen=True)
class Settings:
    """Folders that a run reads.

    Attributes:
        observatory: Vocabularies, cases, ledger and edition.
        cache: Where results that depend only on their inputs are kept; ``None`` keeps none.
        library: Folder of the user's library of catalogue records.
    """

    observatory: Path = BUNDLED
    cache: Path | None = None
    library: Path = Path("library")

    @property
    def vocabulary(self) -> Path:
        """Folder of the vocabularies."""
        return self.observatory / "vocabulary"

    @property
    def cases(self) -> Path:
        """Folder of the cases."""
        return self.observatory / "cases"

    @property
    def ledger(self) -> Path:
        """Folder of the hand-coded facts."""
        return self.observatory / "ledger"

    @property
    def edition(self) -> Path:
        """Folder of the bundled edition."""
        return self.observatory / "edition"


def settings() -> Settings:
    """Read the settings from the environment.

    ``ENTENTE_OBSERVATORY`` names another observatory folder, ``ENTENTE_CACHE`` a folder for
    results (empty: none); without it results are kept under the user's cache folder.
    ``ENTENTE_LIBRARY`` names the folder of the library, by default one under the user's data.

    Examples:
        >>> settings().observatory.name
        'observatory'
    """
    observatory = Path(os.environ.get("ENTENTE_OBSERVATORY") or BUNDLED)
    named = os.environ.get("ENTENTE_CACHE")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "entente"
    cache = (Path(named) if named else None) if named is not None else home
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    library = Path(os.environ.get("ENTENTE_LIBRARY") or data / "entente" / "library")
    return Settings(observatory=observatory, cache=cache, library=library)
