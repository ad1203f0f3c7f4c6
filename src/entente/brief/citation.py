"""How to cite one answer: BibTeX, RIS and CSL-JSON, and its permalink."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from entente.brief import words

if TYPE_CHECKING:
    import datetime as dt

    from entente.assessment import Assessment, ClaimAssessment

FORMATS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


def vintage_date(assessment: Assessment, name: str = "now") -> dt.date:
    """Give the last day whose knowledge counts in a vintage."""
    return next(vintage.date for vintage in assessment.vintages if vintage.name == name)


def permalink(assessment: Assessment, claim: ClaimAssessment) -> str:
    """Name this answer for good: case, report, claim and edition, which holds the day."""
    return f"{assessment.case}/{assessment.report}/{claim.id}/{assessment.edition}"


def citations(assessment: Assessment, claim: ClaimAssessment) -> dict[str, str]:
    """Write the citation of a claim's page in each format, by file ending."""
    day = vintage_date(assessment)
    title = f"{claim.title}: what open data say"
    of = assessment.record
    note = (
        f"Claim {claim.id} of {of['institution']}, {of['title']} ({words.date(of['published'])}). "
        f"Permalink {permalink(assessment, claim)}"
    )
    version = f"entente {assessment.entente_version}, edition {assessment.edition}"
    key = f"entente-{claim.id}-{day.isoformat()}"
    bib = "\n".join(
        [
            f"@misc{{{key},",
            f"  title   = {{{_tex(title)}}},",
            "  author  = {{Entente}},",
            f"  year    = {{{day.year}}},",
            f"  month   = {{{day.month}}},",
            f"  version = {{{_tex(version)}}},",
            f"  note    = {{{_tex(note)}}}",
            "}",
            "",
        ]
    )
    ris = "\r\n".join(
        [
            "TY  - DATA",
            "AU  - Entente",
            f"TI  - {title}",
            f"PY  - {day.year}",
            f"DA  - {day.year}/{day.month:02}/{day.day:02}",
            f"ET  - {version}",
            f"N1  - {note}",
            f"ID  - {key}",
            "ER  - ",
            "",
        ]
    )
    csl = {
        "id": key,
        "type": "dataset",
        "title": title,
        "author": [{"literal": "Entente"}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": version,
        "note": note,
    }
    return {"bib": bib, "ris": ris, "json": json.dumps([csl], ensure_ascii=False, indent=1) + "\n"}


def _tex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(c, f"\\{c}" if c in "&%$#_{}" else c) for c in text)
