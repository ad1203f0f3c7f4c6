"""Where things are: the bundled observatory, and a project's own beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

BUNDLED = Path(__file__).parent / "observatory"


@dataclass(frozen=True)
class Settings:
    """Folders that a run reads.

    An own observatory may hold a part only, its cases say: a folder that it lacks is read from the
    bundled one.

    Attributes:
        observatory: Vocabularies, cases, ledger, edition, geography and styles.
        cache: Where results that depend only on their inputs are kept; ``None`` keeps none.
        library: Folder of the user's library of catalogue records.
    """

    observatory: Path = BUNDLED
    cache: Path | None = None
    library: Path = Path("library")

    @property
    def vocabulary(self) -> Path:
        """Folder of the vocabularies."""
        return self._folder("vocabulary")

    @property
    def cases(self) -> Path:
        """Folder of the cases."""
        return self._folder("cases")

    @property
    def ledger(self) -> Path:
        """Folder of the hand-coded facts."""
        return self._folder("ledger")

    @property
    def edition(self) -> Path:
        """Folder of the built tables."""
        return self._folder("edition")

    @property
    def geography(self) -> Path:
        """Folder of the maps of regions."""
        return self._folder("geography")

    @property
    def styles(self) -> Path:
        """Folder of the citation styles."""
        return self._folder("styles")

    def _folder(self, name: str) -> Path:
        own = self.observatory / name
        return own if own.is_dir() else BUNDLED / name


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
