"""From a record of the library to the claims that a case makes of the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from entente.cases.contract import Claim
    from entente.library.record import Record
    from entente.settings import Settings


def claims_of(record: Record, settings: Settings) -> list[tuple[str, Claim]]:
    """Find the claims made of the report that a record describes.

    Args:
        record: A record.
        settings: Where the cases are.

    Returns:
        ``case/report`` and claim, for each report of a case that is the record's by the rule that
        groups duplicates; empty where no case speaks of it.
    """
    from entente.cases.folder import case_names, read_reports
    from entente.library.keeping.duplicates import LEAST_SCORE, compare

    found: list[tuple[str, Claim]] = []
    for case in case_names(settings):
        for files in read_reports(case, settings):
            facts = files.report.record
            same = record.model_copy(
                update={
                    "title": facts.title,
                    "authors": tuple(facts.authors),
                    "published": None,
                    "institution": facts.institution,
                    "doi": "",
                }
            )
            if compare(record, same).score >= LEAST_SCORE:
                found += [(files.address, claim) for claim in files.report.claims]
    return found
