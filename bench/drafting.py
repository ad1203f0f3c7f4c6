"""How often the word lists read a sentence as a careful reader does.

Run from the project: ``python bench/drafting.py [--test] [--misses]``. By default the part ``dev``
of tests/library/labelled/sentences.yml and, where it is at hand, the seed's abstract beside the
reviewed claims of the bundled case; ``--test`` adds the part that nothing was tuned on. A form is
right where it is the label's (for the seed: that of a claim of the sentence); states where the set
of those named is the label's. Intervals are by bootstrap over abstracts, 95 %.

Run once on ``test``, after all tuning: form .68 [.63, .74], states .90 [.87, .94], both .63
[.58, .68], atoms .74, hedge .90, claim or none .95. On ``dev``, which the word lists were tuned on,
form is .97: word lists learn the words that they were shown, so a draft needs its reviewer.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from entente.cases.folder import read_case
from entente.claim_forms import claim_forms
from entente.drafting.drafts import sentence_form
from entente.drafting.hedges import find_hedges
from entente.drafting.proposals import criterion_of
from entente.drafting.who import named_states
from entente.library.formats import read_records
from entente.library.sentences import split_sentences
from entente.settings import settings
from entente.yaml_files import read_yaml

ROOT = Path(__file__).resolve().parent.parent
LABELLED = ROOT / "tests" / "library" / "labelled" / "sentences.yml"
CASE = "china-russia-east-asia"
DRAWS = 2000
SHARES = ("form", "claim or none", "states", "form and states", "atoms", "hedge")


@dataclass(frozen=True)
class Labelled:
    """One sentence with what a careful reader made of it; ``None`` where nobody labelled it."""

    abstract: str
    text: str
    forms: frozenset[str]
    states: frozenset[str] | None = None
    atoms: int | None = None
    hedge: str | None = None


def labelled(split: str) -> list[Labelled]:
    """Read one part of the labelled sentences."""
    return [
        Labelled(
            abstract=entry["id"],
            text=sentence["text"],
            forms=frozenset([sentence["form"]]),
            states=frozenset(sentence["states"]),
            atoms=sentence["atoms"],
            hedge=sentence["hedge"],
        )
        for entry in read_yaml(LABELLED).data
        if entry["split"] == split
        for sentence in entry["sentences"]
    ]


def seed_file() -> Path | None:
    """Give the seed's record where it is at hand: ``ENTENTE_SEED``, or beside the project."""
    named = os.environ.get("ENTENTE_SEED")
    path = Path(named) if named else ROOT.parent / "shared" / "seed" / "record.txt"
    return path if path.is_file() else None


def seed(path: Path) -> list[Labelled]:
    """Read the seed's sentences with the forms of the reviewed claims of each.

    Of a form that no draft proposes, those that decide it too are right.
    """
    report = read_case(CASE, settings()).report
    forms: dict[int, set[str]] = {number: {"none"} for number in report.uncovered}
    for claim in report.claims:
        for number in claim.sentences:
            near = () if criterion_of(claim.form) else claim_forms[claim.form].decided_by
            forms.setdefault(number, set()).update([claim.form, *near])
    record = next(r for r in read_records(path) if r.title == report.record.title)
    sentences = split_sentences(record.abstract)
    return [Labelled("seed", text, frozenset(forms[n])) for n, text in sentences.items()]


def marks(entry: Labelled) -> dict[str, bool | None]:
    """Tell what of one sentence is read right."""
    form, atoms = sentence_form(entry.text)
    count = len(atoms) if form.is_testable else 0
    right = form.form in entry.forms
    named = frozenset(found.state for found in named_states(entry.text))
    states = None if entry.states is None else named == entry.states
    hedges = {hedge.cue.words.lower() for hedge in find_hedges(entry.text) if not hedge.is_weak}
    wanted = {word for word in (entry.hedge or "").lower().split("; ") if word}
    return {
        "form": right,
        "claim or none": form.is_testable != (entry.forms == frozenset(["none"])),
        "states": states,
        "form and states": None if states is None else right and states,
        "atoms": None if entry.atoms is None else count == entry.atoms,
        "hedge": None if entry.hedge is None else hedges == wanted,
    }


def share(entries: list[Labelled], name: str) -> float:
    """Give the share of sentences of which one thing is right."""
    held = [mark for entry in entries if (mark := marks(entry)[name]) is not None]
    return sum(held) / len(held)


def interval(entries: list[Labelled], name: str) -> tuple[float, float]:
    """Give the 95 % interval of a share, abstracts drawn with replacement."""
    groups: dict[str, list[bool]] = {}
    for entry in entries:
        mark = marks(entry)[name]
        if mark is not None:
            groups.setdefault(entry.abstract, []).append(mark)
    if len(groups) == 1:  # one abstract: its sentences are drawn
        groups = {str(i): [mark] for i, mark in enumerate(next(iter(groups.values())))}
    right = np.array([sum(marked) for marked in groups.values()])
    size = np.array([len(marked) for marked in groups.values()])
    drawn = np.random.default_rng(0).integers(len(size), size=(DRAWS, len(size)))
    shares = right[drawn].sum(axis=1) / size[drawn].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return float(low), float(high)


def show(title: str, entries: list[Labelled]) -> None:
    abstracts = len({entry.abstract for entry in entries})
    print(f"{title}: {len(entries)} sentences of {abstracts} abstracts")
    usual = max({form: sum(form in e.forms for e in entries) for form in _forms(entries)}.values())
    for name in SHARES:
        if all(marks(entry)[name] is None for entry in entries):
            continue
        low, high = interval(entries, name)
        print(f"  {name:<16} {share(entries, name):.2f}  [{low:.2f}, {high:.2f}]")
    print(f"  {'always the same':<16} {usual / len(entries):.2f}  (the most frequent form)")


def _forms(entries: list[Labelled]) -> set[str]:
    return {form for entry in entries for form in entry.forms}


def show_misses(entries: list[Labelled]) -> None:
    for entry in entries:
        found = marks(entry)
        if not all(mark is not False for mark in found.values()):
            form, atoms = sentence_form(entry.text)
            cues = [cue.words for cue in form.cues]
            named = sorted(each.state for each in named_states(entry.text))
            wrong = [name for name, mark in found.items() if mark is False]
            print(f"{entry.abstract} {wrong}\n    {entry.text}")
            print(f"    wanted {sorted(entry.forms)}, read {form.form} {cues}")
            wanted = None if entry.states is None else sorted(entry.states)
            print(f"    states {wanted}, read {named}; atoms {entry.atoms}, read {len(atoms)}")
            hedges = [h.cue.words for h in find_hedges(entry.text) if not h.is_weak]
            print(f"    hedge {entry.hedge!r}, read {hedges}")


def main() -> None:
    parts = {"dev": labelled("dev")}
    if path := seed_file():
        parts["seed"] = seed(path)
    if "--test" in sys.argv:
        parts["test"] = labelled("test")
    for title, entries in parts.items():
        show(title, entries)
        if "--misses" in sys.argv and title != "test":
            show_misses(entries)


if __name__ == "__main__":
    main()
