"""The lexicon of claims: which words stand for which form, field, theatre and instrument."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from entente.claim_forms import FormName
from entente.settings import settings
from entente.vocabulary import Vocabulary
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

Field = Literal["military", "economic", "diplomatic"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FormRule(_Strict):
    """One rule of form: its phrases, and those that hold it back.

    Attributes:
        form: The form it names; ``none`` for a text that makes no claim to be tested.
        name: A few words for the rule.
        because: Why its words mean that, in one sentence.
        words: Phrases of which one must be in the text.
        also: Where there are any, one of them must be there too.
        unless: Phrases that hold the rule back.
    """

    form: FormName | Literal["none"]
    name: str
    because: str
    words: list[str]
    also: list[str] = []
    unless: list[str] = []


class HedgeRule(_Strict):
    """Words that soften a sentence, and how a rule usually takes them.

    ``weak`` marks how often, how many, until when and intents, which lessen no certainty.
    """

    words: list[str]
    takes: str
    unless: list[str] = []
    weak: bool = False


class FieldWords(_Strict):
    """Cue words by field; those of ``all`` speak of the relation as a whole."""

    military: list[str]
    economic: list[str]
    diplomatic: list[str]
    all: list[str]


class Pronouns(_Strict):
    """Words that speak of the states named before: of two, of several, and of one."""

    two: list[str]
    many: list[str]
    one: list[str]


class PolarityWords(_Strict):
    """Words that show which way a claim goes, and whether it denies what it names.

    Attributes:
        falling, rising: Words of movement.
        ending: Words of an end, which is a fall where a claim is of a change at one time.
        unclear: Movement that slows or stops, on which no criterion decides.
        apart: Two that fail to move in step.
        hardly: Words before those that make them mean "in step".
        denials: Words that deny.
        affirmed: Phrases with a word of denial that deny nothing.
    """

    falling: list[str]
    rising: list[str]
    ending: list[str]
    unclear: list[str]
    apart: list[str]
    hardly: list[str]
    denials: list[str]
    affirmed: list[str]


class ClaimWords(_Strict):
    """What ``claim_words.yml`` holds."""

    forms: list[FormRule]
    otherwise: FormName
    hedges: list[HedgeRule]
    causes: list[str]
    fields: FieldWords
    theatres: dict[str, list[str]]
    occasions: list[str]
    instruments: dict[str, list[str]]
    verbs: str
    irregular: dict[str, list[str]]
    clauses: list[str]
    pronouns: Pronouns
    polarity: PolarityWords
    english: list[str]


class Hint(_Strict):
    """When to propose a measure.

    Attributes:
        measure: Its name.
        title: A few words for the lens.
        forms, fields, theatres: Where it fits; no theatres: everywhere.
        words: Words of a text that suggest it.
        always: Whether form and field are enough.
        reversed: Whether more of it is less of what the words say: a distance.
        where: Narrowing, with stand-ins for what the claim says.
        instruments: Instruments that it may be narrowed to, where the text names them.
        default: Instruments where the text names none.
        against: The second series.
        blind_to_hint: What a reviewer may want to write under ``blind_to``.
    """

    measure: str
    title: str
    forms: list[FormName]
    fields: list[Field]
    theatres: list[str] = []
    words: list[str] = []
    always: bool = False
    reversed: bool = False
    where: dict[str, str] = {}
    instruments: list[str] = []
    default: list[str] = []
    against: Literal["", "partner", "other", "events", "own"] | list[str] = ""
    blind_to_hint: str


class Events(_Strict):
    """Events that acts may respond to.

    Attributes:
        measure: The measure that lists them.
        instruments: Their instruments by theatre.
    """

    measure: str
    instruments: dict[str, list[str]]


class MeasureHints(_Strict):
    """What ``measure_hints.yml`` holds.

    Attributes:
        hints: When to propose which measure.
        options: Options that a lens needs, by its criterion; ``slot`` is left to a reviewer.
        events: What ``against: events`` stands for.
    """

    hints: list[Hint]
    options: dict[str, dict[str, Any]]
    events: Events

    def options_of(self, criterion: str) -> dict[str, Any]:
        """Return the options of a criterion, ``None`` where a reviewer fills one in."""
        options = self.options.get(criterion, {})
        return {name: None if value == "slot" else value for name, value in options.items()}


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The word lists of one observatory; compared by identity, so that it can be a key of caches.

    Attributes:
        folder: Folder of the vocabularies.
        words: What ``claim_words.yml`` holds.
        measures: What ``measure_hints.yml`` holds.
        states: States that the tables and the ledger have rows of; a lens can name no other.
    """

    folder: Path
    words: ClaimWords
    measures: MeasureHints
    states: frozenset[str]


def read_lexicon(folder: Path | None = None) -> Lexicon:
    """Read the word lists of an observatory.

    Args:
        folder: Folder of the vocabularies; without it, that of the settings.

    Raises:
        BrokenFileError: A file is missing or does not fit.

    Examples:
        >>> lexicon = read_lexicon()
        >>> lexicon.words.forms[0].form, lexicon.measures.hints[0].measure
        ('none', 'trade_value')
        >>> "CHN" in lexicon.states, "SUN" in lexicon.states
        (True, False)
    """
    return _read(folder or settings().vocabulary)


@lru_cache(maxsize=8)
def _read(folder: Path) -> Lexicon:
    return Lexicon(
        folder,
        read_yaml(folder / "claim_words.yml").check(ClaimWords),
        read_yaml(folder / "measure_hints.yml").check(MeasureHints),
        frozenset(Vocabulary(folder).carried),
    )
