"""The closed lists of an observatory: states, theatres, places, instruments and the like."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel, StrictStr

from entente.errors import UnknownNameError
from entente.files import stamp
from entente.yaml_files import read_checked

TIERS = (
    "official text",
    "news agency",
    "established press",
    "state media",
    "other outlet",
    "repost",
)
"""What a page is, the most reliable first; ``repost`` is also every aggregator."""
Entries = dict[str, dict[str, Any]]
Words = list[StrictStr]
Year = Annotated[int, Field(strict=True, ge=1, le=9999)]


class _Entry(BaseModel):
    """What the program reads of an entry; a file may say more for its readers."""

    # Built when a file is checked, which most runs need not do.
    model_config = ConfigDict(extra="allow", defer_build=True)


class _State(_Entry):
    name: StrictStr
    adjective: StrictStr = ""
    codes: StrictStr = ""
    dates: StrictStr = ""
    continues: StrictStr = ""
    after: Words = []
    left: StrictStr = ""
    joined: StrictStr = ""
    under: StrictStr = ""
    note: StrictStr = ""
    also: Words = []


class _Theatre(_Entry):
    name: StrictStr
    home: bool = False
    place: StrictStr = ""


class _Place(_Entry):
    name: StrictStr
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None


class _Mark(_Entry):
    mark: StrictStr
    name: StrictStr


class _Instrument(_Entry):
    field: StrictStr
    joint: bool = False
    map: _Mark | None = None
    rungs: dict[int, StrictStr] = {}


class _Note(_Entry):
    before: Year
    note: StrictStr


class _Suspension(_Entry):
    table: StrictStr
    kind: StrictStr
    state: StrictStr
    last: int
    note: StrictStr


class _StateNames(BaseModel):
    model_config = ConfigDict(extra="forbid")
    names: dict[StrictStr, StrictStr | Words]
    whole: dict[StrictStr, StrictStr | Words]
    several: dict[StrictStr, Words]
    texts_only: Words


class _Symbol(_Entry):
    symbol: StrictStr


class _ResolutionSet(_Entry):
    resolutions: list[_Symbol]


class _Subject(_Entry):
    words: StrictStr


class _PlaceWords(_Entry):
    """A place of a gazetteer: its label, and its words under whatever kinds there are."""

    __pydantic_extra__: dict[str, Words]  # pyright: ignore[reportIncompatibleVariableOverride]
    label: StrictStr
    members: Words = []


class _Part(_PlaceWords):
    in_: Annotated[StrictStr, Field(alias="in")]


class _Gazetteer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    regions: dict[StrictStr, _PlaceWords]
    seas: dict[StrictStr, _PlaceWords]
    parts: dict[StrictStr, _Part]
    decoys: Words


class _Outlets(BaseModel):
    model_config = ConfigDict(extra="forbid")
    agency: Words
    press: Words
    state_media: Words
    aggregator: Words
    archives: Words
    refused: dict[StrictStr, StrictStr]
    speaks_for: dict[StrictStr, Words]


class _Topic(BaseModel):
    model_config = ConfigDict(extra="forbid")
    use: StrictStr = ""
    gloss: StrictStr = ""
    strong: Words = []
    cues: Words = []


_Labels = RootModel[dict[StrictStr, Words | dict[StrictStr, StrictStr]]]
_PlacesOfStates = RootModel[dict[StrictStr, _PlaceWords]]
# What each file of words holds, by its stem; those of drafting have their own readers.
CONTRACTS: dict[str, type[BaseModel]] = {
    "council_products": RootModel[dict[StrictStr, _Subject]],
    "gazetteer": _Gazetteer,
    "gazetteer_states": _PlacesOfStates,
    "gazetteer_states_m_z": _PlacesOfStates,
    "gazetteer_territories": _PlacesOfStates,
    "instruments": RootModel[dict[StrictStr, _Instrument]],
    "outlets": _Outlets,
    "places": RootModel[dict[StrictStr, _Place]],
    "political_geography": _Labels,
    "resolution_sets": RootModel[dict[StrictStr, _ResolutionSet]],
    "resolution_subjects": RootModel[dict[StrictStr, _Subject]],
    "state_names": _StateNames,
    "state_notes": RootModel[dict[StrictStr, _Note]],
    "states": RootModel[dict[StrictStr, _State]],
    "suspensions": RootModel[dict[StrictStr, _Suspension]],
    "theatres": RootModel[dict[StrictStr, _Theatre]],
    "topic_words": RootModel[dict[StrictStr, _Topic]],
    "topics": _Labels,
}


def read_words(path: Path) -> dict[str, Any]:
    """Return a file of words as its contract says it is; it is known by its name.

    Raises:
        BrokenFileError: It is missing, no plain YAML, or not as its contract says; the message has
            the line.

    Examples:
        >>> from entente.settings import settings
        >>> read_words(settings().vocabulary / "states.yml")["CHN"]["name"]
        'China'
    """
    return read_checked(path, CONTRACTS[path.stem], Path(__file__))


def open_vocabulary(folder: Path) -> Vocabulary:
    """Return the vocabularies of a folder, which this process keeps while its files are the same.

    What is made of them (the names of all states, say) is then made once.
    """
    files = sorted(folder.glob("*.yml"))
    return _opened(folder, tuple((file.name, stamp(file)) for file in files))


@lru_cache(maxsize=4)
def _opened(folder: Path, _stamps: tuple[tuple[str, tuple[int, int]], ...]) -> Vocabulary:
    return Vocabulary(folder)


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
        self._held: dict[str, Entries] = {}

    def read(self, name: str) -> Entries:
        """Return one vocabulary by the stem of its file.

        Raises:
            BrokenFileError: There is no such file, or it is not plain YAML.
        """
        # A file is read and checked once a run: the same words serve every question of it.
        if name not in self._held:
            self._held[name] = read_words(self.folder / f"{name}.yml")
        return self._held[name]

    @cached_property
    def states(self) -> Entries:
        """States and economies by ISO 3166 alpha-3 code, those that are no more included."""
        return self.read("states")

    @cached_property
    def carried(self) -> Entries:
        """Those under whose code rows may lie: of today, and of the others those that have own."""
        return {
            code: entry
            for code, entry in self.states.items()
            if "until" not in entry.get("dates", "") or entry.get("under") == code
        }

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
