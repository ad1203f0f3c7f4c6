"""How to cite what a report claims and what the data answer, in every form of a citation.

Three things are cited apart: the report; a claim as the report makes it, which is the report at a
place in it; and the answer to a claim at a vintage, which is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.brief.words import phrases
from entente.library.citation import STYLES, cite, cite_in_text
from entente.library.record import Record

if TYPE_CHECKING:
    import datetime as dt

    from entente.assessment import Assessment, ClaimAssessment, VintageName

FORMATS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
_FORMS = {"bib": "bibtex", "ris": "ris", "json": "csl"}


def vintage_date(assessment: Assessment, name: str = "now") -> dt.date:
    """Return the last day whose knowledge counts in a vintage."""
    return next(vintage.date for vintage in assessment.vintages if vintage.name == name)


def permalink(assessment: Assessment, claim: ClaimAssessment, vintage: VintageName = "now") -> str:
    """Return the permanent name of an answer; the edition in it holds the day of "now"."""
    link = f"{assessment.case}/{assessment.report}/{claim.id}/{assessment.edition}"
    return link if vintage == "now" else f"{link}/{vintage}"


def answer_record(
    assessment: Assessment, claim: ClaimAssessment, vintage: VintageName = "now"
) -> Record:
    """Describe the answer to a claim at a vintage as what can be cited.

    Args:
        assessment: The assessment that holds the answer.
        claim: Its claim.
        vintage: ``now``, or ``as_written`` for what was known when the report was.

    Returns:
        A record by Entente of the last day whose knowledge counts; the version and the edition, the
        verdict and the permalink stand under ``version`` and ``note``.
    """
    day = vintage_date(assessment, vintage)
    said = "say" if vintage == "now" else "said when it was written"
    of = assessment.record
    note = (
        f"Claim {claim.id} of {of['institution']}, {of['title']} "
        f"({phrases.date(of['published'])}). "
        f"{_verdict(claim, vintage)} on what was known on {phrases.date(day.isoformat())}. "
        f"Permalink {permalink(assessment, claim, vintage)}"
    )
    facts: dict[str, Any] = {
        "title": f"{claim.title}: what open data {said}",
        "authors": ["Entente"],
        "published": day.isoformat(),
        "content_type": "Dataset",
        "extra": {
            "version": [f"entente {assessment.entente_version}, edition {assessment.edition}"],
            "note": [note],
        },
    }
    return Record.model_validate(facts)


def cite_answer(
    assessment: Assessment, claim: ClaimAssessment, form: str, vintage: VintageName = "now"
) -> str:
    """Cite the answer to a claim at a vintage.

    Args:
        assessment: The assessment that holds the answer.
        claim: Its claim.
        form: A form of :func:`entente.library.citation.cite`.
        vintage: ``now`` or ``as_written``.

    Returns:
        The citation; after one in a style stands the note, which styles leave out.

    Raises:
        UnknownNameError: There is no such form.
    """
    record = answer_record(assessment, claim, vintage)
    key = f"entente-{claim.id}-{record.published}"
    if form not in STYLES:
        return cite(record, form, key=key)
    [version], [note] = record.extra["version"], record.extra["note"]
    # Styles write "Version" before it themselves.
    plain = {"version": [version.removeprefix("entente ")]}
    cited = cite(Record.model_validate({**dict(record), "extra": plain}), form)
    return f"{cited} {note}."


def cite_as_made(report: Record, claim_id: str, title: str, locator: str, form: str) -> str:
    """Cite a claim as the report makes it: the report, at the place of the claim.

    Args:
        report: Record of the report.
        claim_id: Id of the claim.
        title: The claim in our words.
        locator: Its place, e.g. ``abstract, sentence 12``.
        form: A form of :func:`entente.library.citation.cite`.

    Returns:
        In a style, the entry of the report and below it the citation in the text; in the other
        forms, the entry with the place in a note.

    Raises:
        UnknownNameError: There is no such form.

    Examples:
        >>> report = Record(title="A Sea Apart", authors=("Ana Ruiz",), published="2024")
        >>> print(cite_as_made(report, "a", "Patrols rise", "abstract, sentence 2", "apa"))
        Ruiz, A. (2024). A Sea Apart.
        In the text: (Ruiz, 2024, abstract, sentence 2)
    """
    if form in STYLES:
        return f"{cite(report, form)}\nIn the text: {cite_in_text(report, form, locator)}"
    note = f"Cited at {locator}: claim {claim_id}, in Entente's words: {title}"
    extra = {**report.extra, "note": (*report.extra.get("note", ()), note)}
    if form != "ris":
        # A field of BibTeX and a variable of CSL hold one value.
        extra["note"] = ("; ".join(extra["note"]),)
    return cite(Record.model_validate({**dict(report), "extra": extra}), form)


def citations(assessment: Assessment, claim: ClaimAssessment) -> dict[str, str]:
    """Write the citation of a claim's page in each format, by file ending."""
    return {ending: cite_answer(assessment, claim, form) + "\n" for ending, form in _FORMS.items()}


def _verdict(claim: ClaimAssessment, vintage: VintageName) -> str:
    answer = claim.answers[vintage]
    sense = f" ({answer.sense})" if answer.sense else ""
    return f"{answer.verdict}{sense}".capitalize()
