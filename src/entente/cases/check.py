"""Check a case before it is run: every name exists, every option holds, no window overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from entente.cases.variants import variants
from entente.claim_forms import claim_forms
from entente.criteria import criteria
from entente.data.store import Store
from entente.data.study import Study
from entente.errors import BrokenFileError, EntenteError, UnknownNameError
from entente.measures import measures
from entente.outlook import forecasters
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from entente.cases.contract import Case, Claim, Lens
    from entente.cases.folder import CaseFiles
    from entente.data.question import Question
    from entente.settings import Settings
    from entente.yaml_files import Place


def check_case(files: CaseFiles, settings: Settings) -> list[BrokenFileError]:
    """List the faults of a case's files, each with its line.

    Args:
        files: The case, already of the right shape.
        settings: Where the vocabularies are.

    Returns:
        Faults in the order of the file; empty where all is well.
    """
    store = Store(settings, named=files.case.named_sets)
    study = Study(settings, files.case.partners, store=store)
    states, theatres = study.words.carried, study.words.theatres
    faults: list[BrokenFileError] = []
    case = files.case
    for key in ("partners", "states", "comparison"):
        for i, state in enumerate(getattr(case, key)):
            if state not in states:
                unknown = UnknownNameError.among("state", state, states)
                faults.append(files.case_file.broken(unknown.what, (key, i), unknown.fix))
    for i, theatre in enumerate(case.theatres):
        if theatre not in theatres:
            unknown = UnknownNameError.among("theatre", theatre, theatres)
            faults.append(files.case_file.broken(unknown.what, ("theatres", i), unknown.fix))
    for place, error in _set_faults(case, store):
        faults.append(files.case_file.broken(error.what, ("sets", *place), error.fix))
    for i, claim in enumerate(files.report.claims):
        for place, error in _claim_faults(claim, study):
            faults.append(files.report_file.broken(error.what, ("claims", i, *place), error.fix))
    return faults


def _set_faults(case: Case, store: Store) -> Iterator[tuple[Place, EntenteError]]:
    """Name the sets of a case that are there already, and their resolutions that no table has."""
    if not case.sets:
        return
    named = [(table, column) for table in tables for column in table.columns.values()]
    named = [(table, column) for table, column in named if column.named]
    taken = {name for _, column in named for name in column.allowed}
    held: set[str] = set()
    for table, column in named:
        if column.named in table.columns:
            held.update(store.table(table.name)[column.named].unique().to_pylist())
    for name, entry in case.sets.items():
        if name in taken:
            words = f"{name} is a set of the edition already."
            yield (name,), EntenteError(words, fix="another name")
        for i, symbol in enumerate(entry.resolutions):
            if symbol not in held:
                yield (name, "resolutions", i), UnknownNameError.among("resolution", symbol, held)


def check_reports(reports: Iterable[CaseFiles], settings: Settings) -> list[BrokenFileError]:
    """List the faults of a case with several reports; those of the case itself stand once."""
    found = {str(fault): fault for files in reports for fault in check_case(files, settings)}
    return list(found.values())


def refuse_faults(files: CaseFiles, settings: Settings) -> None:
    """Stop where a case has faults.

    Raises:
        BrokenFileError: It has; the message names every fault with its file and line.
    """
    if found := check_case(files, settings):
        raise BrokenFileError.together(files.report_file.path, found)


def _claim_faults(claim: Claim, study: Study) -> Iterator[tuple[Place, EntenteError]]:
    theatres = study.words.theatres
    for i, theatre in enumerate(claim.theatres):
        if theatre not in theatres:
            yield ("theatres", i), UnknownNameError.among("theatre", theatre, theatres)
    for i, lens in enumerate(claim.lenses):
        for place, error in _lens_faults(claim, lens, study):
            yield ("lenses", i, *place), error
    for i, forecast in enumerate(claim.forecasts):
        place: Place = ("forecasts", i)
        for rest, error in _question_faults(forecast, study):
            yield (*place, *rest), error
        if forecast.forecaster not in forecasters:
            known = [entry.name for entry in forecasters]
            unknown = UnknownNameError.among("forecaster", forecast.forecaster, known)
            yield (*place, "forecaster"), unknown


def _lens_faults(claim: Claim, lens: Lens, study: Study) -> Iterator[tuple[Place, EntenteError]]:
    found = list(_question_faults(lens, study))
    for i, question in enumerate(lens.against):
        found += [
            (("against", i, *place), error) for place, error in _question_faults(question, study)
        ]
        if _is_own_past(lens, question) and _overlap(lens, question):
            words = "The window of the lens and that of its own past overlap."
            fix = "end the past before the window begins"
            found.append((("against", i, "window"), EntenteError(words, fix=fix)))
    if lens.criterion not in criteria:
        known = [entry.name for entry in criteria]
        found.append((("criterion",), UnknownNameError.among("criterion", lens.criterion, known)))
    found += _mismatches(claim, lens)
    if found:
        yield from found
        return
    try:
        criteria[lens.criterion].ask(matters=lens.matters, options=lens.options)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(step) for step in first["loc"])
        words = f"options.{name} of {lens.criterion}: {first['msg']}."
        yield ("options",), EntenteError(words, fix=f"`entente list criteria`: {lens.criterion}")
        return
    try:
        for _, variant in variants(lens):
            criteria[variant.criterion].ask(matters=variant.matters, options=variant.options)
            if any(
                _is_own_past(variant, past) and _overlap(variant, past) for past in variant.against
            ):
                words = "A specification's window overlaps that of its own past."
                yield ("vary",), EntenteError(words, fix="shift both, or neither")
            yield from (
                (("vary", *place), error) for place, error in _question_faults(variant, study)
            )
    except ValidationError as error:
        yield ("vary",), EntenteError(f"A specification does not fit: {error.errors()[0]['msg']}.")
    except EntenteError as error:
        yield ("vary",), error


def _mismatches(claim: Claim, lens: Lens) -> list[tuple[Place, EntenteError]]:
    """List what of a criterion does not fit its measure or its claim."""
    if lens.criterion not in criteria or lens.measure not in measures:
        return []
    rule, measure = criteria[lens.criterion], measures[lens.measure]
    found: list[tuple[Place, EntenteError]] = []
    if measure.is_by_day == rule.periodic:
        kind = "days" if measure.is_by_day else "periods"
        words = f"{rule.name} cannot read {measure.name}, whose values are by {kind}."
        found.append((("criterion",), EntenteError(words, fix="occurs reads acts by day")))
    form = claim_forms[claim.form]
    other = rule.form not in {claim.form, *form.decided_by}
    if form.states_change and other and lens.proxy != "weak":
        words = (
            f"A lens of the form {rule.form} cannot decide a claim of the form {claim.form}: "
            "an instance, or a level, is no change."
        )
        found.append((("proxy",), EntenteError(words, fix="proxy: weak")))
    if lens.options.get("exact") and not measure.is_closed:
        words = f"options.exact: the tables of {measure.name} are not closed lists."
        found.append((("options",), EntenteError(words, fix="each: true, for published figures")))
    return found


def _question_faults(question: Question, study: Study) -> Iterator[tuple[Place, EntenteError]]:
    states = study.words.carried
    for i, state in enumerate(question.states):
        if state not in states:
            yield ("states", i), UnknownNameError.among("state", state, states)
    try:
        _ = measures[question.measure]
    except UnknownNameError as error:
        yield ("measure",), error
        return
    try:
        study.check(question)
    except EntenteError as error:
        yield ("where",), error


def _is_own_past(lens: Lens, question: Question) -> bool:
    return lens.is_own_series(question) and lens.options.get("scale") == "ratio"


def _overlap(lens: Lens, past: Question) -> bool:
    if lens.window is None or past.window is None:
        return True
    return lens.window.overlaps(past.window, measures[lens.measure].period)
