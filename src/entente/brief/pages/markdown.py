"""The brief as Markdown text."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from entente.brief.pages import views
from entente.brief.pages.beside import Beside, lens_words
from entente.brief.pages.citation import vintage_date
from entente.brief.pages.page import environment
from entente.brief.words import phrases
from entente.brief.words.numbers import Numbers, to_markdown
from entente.brief.words.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from entente.assessment import Assessed
    from entente.brief.words.numbers import Part

_BLANK = re.compile(r"\n{3,}")


def markdown(assessed: Assessed, others: Sequence[Assessed] = ()) -> str:
    """Write the brief as Markdown; every number is a link to the file of its rows.

    Args:
        assessed: Assessment and rows.
        others: Further reports of the case, each compared with this one in a section.

    Raises:
        UnsourcedNumberError: A number would lead to no rows.
    """
    assessment = assessed.assessment
    text = (
        environment(escape=False)
        .get_template("brief.md")
        .render(
            a=assessment,
            record=assessment.record,
            views=views,
            words=phrases,
            w=Writer(Numbers(assessed), _render),
            besides=[_beside(assessed, other) for other in others],
            lens_words=lens_words,
            forecasts=[claim for claim in assessment.claims if claim.forecasts],
            report_date=vintage_date(assessment, "as_written"),
            as_of=vintage_date(assessment),
        )
    )
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return _BLANK.sub("\n\n", lines).strip() + "\n"


def _beside(assessed: Assessed, other: Assessed) -> Beside[Markup]:
    folder = f"{other.assessment.report}/"
    theirs = Writer(Numbers(other), partial(_render, folder=folder))
    return Beside(
        assessed,
        other,
        (Writer(Numbers(assessed), _render), theirs),
        link=lambda report, claim: (
            f"{'' if report == assessed.assessment.report else folder}rows/{claim}.csv"
        ),
    )


def _render(parts: Iterable[Part], folder: str = "") -> Markup:
    return Markup(to_markdown(parts, folder))  # noqa: S704 (Markdown, escaped as such)
