"""The closed lists of an observatory: states, theatres, places, instruments and the like."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from entente.errors import UnknownNameError
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

Entries = dict[str, dict[str, Any]]


class Vocabulary:
    """The vocabularies of one observatory, each read when it is first asked for.

    Examples:
        >>> from entente.settings import settings
        >>> words = Vocabulary(settings().vocabulary)
        >>> words.state_name("CHN"), words.theatres["taiwan"]["name"]
        ('China', 'Taiwan')
    """

    def __init__(self, folder: Path) -> None:
        """Open the vocabularies of a folder (``Settings.vocabulary``)."""
        self.folder = folder

    def read(self, name: str) -> Entries:
        """Return one vocabulary by the stem of its file.

        Raises:
            BrokenFileError: There is no such file, or it is not plain YAML.
        """
        return read_yaml(self.folder / f"{name}.yml").data

    @cached_property
    def states(self) -> Entries:
        """States and economies by ISO 3166 alpha-3 code."""
        return self.read("states")

    @cached_property
    def theatres(self) -> Entries:
        """Theatres by name."""
        return self.read("theatres")

    @cached_property
    def places(self) -> Entries:
        """Seas and other places of acts by name."""
        return self.read("places")

    @cached_property
    def instruments(self) -> Entries:
        """Kinds of acts and figures of the ledger by name."""
        return self.read("instruments")

    def state_name(self, code: str) -> str:
        """Return the short name of a state; a code that is not listed stands for itself."""
        entry = self.states.get(code)
        return code if entry is None else str(entry["name"])

    def require(self, kind: str, name: str, known: Entries) -> None:
        """Refuse a name that a vocabulary does not have.

        Args:
            kind: Word for one of its entries, e.g. ``theatre``.
            name: The name.
            known: The vocabulary.

        Raises:
            UnknownNameError: It is not listed; the message names close ones.
        """
        if name not in known:
            raise UnknownNameError.among(kind, name, known)
