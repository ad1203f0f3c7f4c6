"""Citations against what the handbooks say: Chicago 18, APA 7, MLA 9."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from library_strategies import records

from entente.errors import UnknownNameError
from entente.library.citation import EXCHANGE, FORMS, STYLES, cite, cite_in_text
from entente.library.formats import parse_records
from entente.library.record import Record
from entente.settings import BUNDLED

PEOPLE = ["Ana Ruiz", "Bo van der Lind, Jr.", "Chi Okoye", *(f"Dee {c}on" for c in "BCDFG")]
URL = "https://example.org/a"


def report(authors: int | list[str] = 1, **facts: Any) -> Record:
    names = PEOPLE[:authors] if isinstance(authors, int) else authors
    usual: dict[str, Any] = {
        "title": "The Sea Apart",
        "authors": names,
        "published": "2024-09",
        "institution": "Harbour Institute",
        "content_type": "Special Report",
        "url": URL,
    }
    return Record.model_validate(usual | facts)


def article(**facts: Any) -> Record:
    usual: dict[str, Any] = {
        "content_type": "Journal Article",
        "journal": "Journal of Seas",
        "institution": "",
        "doi": "10.1000/182",
        "extra": {"VL": ["3"], "number": ["2"], "page": ["1-9"]},
    }
    return report(2, **(usual | facts))


REST = f"The Sea Apart. Special Report. Harbour Institute. {URL}."


@pytest.mark.parametrize(
    ("record", "cited"),
    [
        (report(0), f"Harbour Institute. 2024. {REST}"),
        (report(1), f"Ruiz, Ana. 2024. {REST}"),
        (report(2), f"Ruiz, Ana, and Bo van der Lind Jr. 2024. {REST}"),
        (report(3), f"Ruiz, Ana, Bo van der Lind Jr., and Chi Okoye. 2024. {REST}"),
        # More than six authors: the first three.
        (report(8), f"Ruiz, Ana, Bo van der Lind Jr., Chi Okoye, et al. 2024. {REST}"),
        (report(["Ministry of Trade and Labour"]), f"Ministry of Trade and Labour. 2024. {REST}"),
        # A body's name may read like a person's.
        (report(0, institution="Anchor House"), "Anchor House. 2024. "
         + REST.replace("Harbour Institute", "Anchor House")),
        (report(published=None), f"Ruiz, Ana. n.d. {REST}"),
        (report(published="2024-09-30"), f"Ruiz, Ana. 2024. {REST}"),
        (report(0, institution=""), f"The Sea Apart. 2024. Special Report. {URL}."),
        (report(title="Is it?"), f"Ruiz, Ana. 2024. {REST.replace('The Sea Apart.', 'Is It?')}"),
        (report(["李 明"], title="东亚的海洋", url=""), "李明. 2024. 东亚的海洋. Special Report. "
         "Harbour Institute."),
        (article(), "Ruiz, Ana, and Bo van der Lind Jr. 2024. “The Sea Apart.” Journal of Seas "
         "3 (2): 1–9. https://doi.org/10.1000/182."),
        (article(title='The "Sea"'), "Ruiz, Ana, and Bo van der Lind Jr. 2024. “The ‘Sea.’” "
         "Journal of Seas 3 (2): 1–9. https://doi.org/10.1000/182."),
        (article(extra={}), "Ruiz, Ana, and Bo van der Lind Jr. 2024. “The Sea Apart.” Journal of "
         "Seas, September. https://doi.org/10.1000/182."),
    ],
)  # fmt: skip
def test_chicago_names_authors_in_full_the_year_and_the_publisher(record: Record, cited: str):
    assert cite(record, "chicago") == cited


REST_OF_APA = f"(2024). The Sea Apart [Special report]. Harbour Institute. {URL}"


@pytest.mark.parametrize(
    ("record", "cited"),
    [
        # The institution is not named again where it is the author.
        (report(0), f"Harbour Institute. {REST_OF_APA.replace(' Harbour Institute.', '')}"),
        (report(1), f"Ruiz, A. {REST_OF_APA}"),
        (report(2), f"Ruiz, A., & van der Lind, B., Jr. {REST_OF_APA}"),
        (report(3), f"Ruiz, A., van der Lind, B., Jr., & Okoye, C. {REST_OF_APA}"),
        # Up to twenty authors are all named.
        (report(8), "Ruiz, A., van der Lind, B., Jr., Okoye, C., Bon, D., Con, D., Don, D., "
         f"Fon, D., & Gon, D. {REST_OF_APA}"),
        (report(["Ministry of Trade and Labour"]), f"Ministry of Trade and Labour. {REST_OF_APA}"),
        (report(0, institution="Anchor House"), "Anchor House. "
         + REST_OF_APA.replace(" Harbour Institute.", "")),
        (report(published=None), f"Ruiz, A. {REST_OF_APA.replace('2024', 'n.d.')}"),
        (report(published="2024-09-30"), f"Ruiz, A. {REST_OF_APA}"),
        (report(0, institution=""), f"The Sea Apart [Special report]. (2024). {URL}"),
        (report(title="The sea: a view"), "Ruiz, A. "
         + REST_OF_APA.replace("The Sea Apart", "The sea: A view")),
        (report(["李 明"], title="东亚的海洋", url=""),
         "李明. (2024). 东亚的海洋 [Special report]. Harbour Institute."),
        (article(), "Ruiz, A., & van der Lind, B., Jr. (2024). The Sea Apart. Journal of Seas, "
         "3(2), 1–9. https://doi.org/10.1000/182"),
        (report(content_type="Thesis"), "Ruiz, A. (2024). The Sea Apart [Thesis, Harbour "
         f"Institute]. {URL}"),
    ],
)  # fmt: skip
def test_apa_names_authors_by_initials_and_the_kind_in_brackets(record: Record, cited: str):
    assert cite(record, "apa") == cited


REST_OF_MLA = f"The Sea Apart. Special Report. Harbour Institute, Sept. 2024, {URL}."


@pytest.mark.parametrize(
    ("record", "cited"),
    [
        # Where the publisher is the author, the title comes first.
        (report(0), REST_OF_MLA),
        (report(["Harbour Institute"]), REST_OF_MLA),
        (report(1), f"Ruiz, Ana. {REST_OF_MLA}"),
        (report(2), f"Ruiz, Ana, and Bo van der Lind Jr. {REST_OF_MLA}"),
        (report(3), f"Ruiz, Ana, et al. {REST_OF_MLA}"),
        (report(8), f"Ruiz, Ana, et al. {REST_OF_MLA}"),
        (report(["Ministry of Trade and Labour"]), f"Ministry of Trade and Labour. {REST_OF_MLA}"),
        (report(published=None), f"Ruiz, Ana. {REST_OF_MLA.replace(' Sept. 2024,', '')}"),
        (report(published="2024-09-30"), f"Ruiz, Ana. {REST_OF_MLA.replace('Sept', '30 Sept')}"),
        (report(0, institution=""), f"The Sea Apart. Special Report. Sept. 2024, {URL}."),
        (article(), "Ruiz, Ana, and Bo van der Lind Jr. “The Sea Apart.” Journal of Seas, vol. 3, "
         "no. 2, Sept. 2024, pp. 1–9, https://doi.org/10.1000/182."),
    ],
)  # fmt: skip
def test_mla_dates_by_month_and_shortens_after_two_authors(record: Record, cited: str):
    assert cite(record, "mla") == cited


def test_html_has_italics_and_no_tags_of_the_title():
    record = report(
        ["R&D <b> Institute"], title='"R&D" <b>bold</b>', url="https://example.org/?a=1&b=2"
    )
    assert cite(record, "chicago", html=True) == (
        "R&amp;D &lt;b&gt; Institute. 2024. <i>“R&amp;D” &lt;b&gt;bold&lt;/b&gt;</i>. "
        "Special Report. Harbour Institute. https://example.org/?a=1&amp;b=2."
    )
    assert "& van der Lind" in cite(report(2), "apa")
    assert "&amp; van der Lind" in cite(report(2), "apa", html=True)


def test_words_of_a_title_are_not_taken_for_those_of_the_processor():
    record = article(title="Versions of History (Publication)")
    assert "“Versions of History (Publication).”" in cite(record, "chicago")


def test_an_author_whose_name_is_the_title_is_named_in_both_places():
    record = report(["Plato"], title="Plato", url="")
    assert cite(record, "mla") == "Plato. Plato. Special Report. Harbour Institute, Sept. 2024."


def test_the_title_of_another_language_keeps_its_capitals():
    record = report(title="Das Meer und wir", extra={"language": ["de-AT"]}, url="")
    assert "Das Meer und wir." in cite(record, "chicago")


@pytest.mark.parametrize(
    ("style", "record", "cited"),
    [
        ("chicago", report(1), "(Ruiz 2024, abstract, sentence 2)"),
        ("chicago", report(2), "(Ruiz and van der Lind 2024, abstract, sentence 2)"),
        ("chicago", report(3), "(Ruiz et al. 2024, abstract, sentence 2)"),
        ("chicago", report(1, published=None), "(Ruiz, n.d., abstract, sentence 2)"),
        ("apa", report(2), "(Ruiz & van der Lind, 2024, abstract, sentence 2)"),
        ("apa", report(0), "(Harbour Institute, 2024, abstract, sentence 2)"),
        ("mla", report(3), "(Ruiz et al., abstract, sentence 2)"),
        ("mla", report(0), "(The Sea Apart, abstract, sentence 2)"),
        ("mla", report(0, content_type="News", institution=""),
         "(“The Sea Apart,” abstract, sentence 2)"),
    ],
)  # fmt: skip
def test_a_citation_in_the_text_names_the_place(style: str, record: Record, cited: str):
    assert cite_in_text(record, style, "abstract, sentence 2") == cited


@pytest.mark.parametrize("form", FORMS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(record=records)
def test_any_record_is_cited_in_every_form(form: str, record: Record):
    text = cite(record, form)
    assert text == text.strip() != ""
    html = cite(record, form, html=True)
    assert re.sub("</?i>", "", html).find("<") == -1
    if form in STYLES:
        assert "\n" not in text
        assert cite_in_text(record, form)
        assert ElementTree.fromstring(f"<p>{html}</p>").tag == "p"  # noqa: S314 (our own text)


@pytest.mark.parametrize("form", EXCHANGE)
def test_the_exchange_forms_are_those_of_the_formats_without_what_is_ours(form: str):
    cited = cite(report(places=["Japan"]), form, key="a-1")
    assert "a-1" in cited
    assert "entente" not in cited
    [read] = parse_records(cited, EXCHANGE[form])
    assert (read.title, read.topics) == ("The Sea Apart", ("Japan",))


def test_csl_is_json_of_one_item():
    [item] = json.loads(cite(report(), "csl"))
    assert item["issued"] == {"date-parts": [[2024, 9]]}


def test_an_unknown_form_names_near_ones():
    with pytest.raises(UnknownNameError, match="did you mean chicago"):
        cite(report(), "chicag")
    with pytest.raises(UnknownNameError, match="No style is called 'ris'"):
        cite_in_text(report(), "ris")


@pytest.mark.parametrize("name", STYLES.values())
def test_each_style_names_its_licence_and_its_authors_are_in_the_note_beside_it(name: str):
    space = {"csl": "http://purl.org/net/xbiblio/csl"}
    root = ElementTree.parse(BUNDLED / "styles" / name).getroot()  # noqa: S314 (our own file)
    rights = root.find("csl:info/csl:rights", space)
    assert rights is not None
    assert rights.get("license") == "http://creativecommons.org/licenses/by-sa/3.0/"
    note = (BUNDLED / "styles" / "README.md").read_text(encoding="utf-8")
    people = root.findall("csl:info/*/csl:name", space)
    assert people
    assert all(str(person.text) in note for person in people)


WHOLE = {
    "title": "Harbour Ties",
    "authors": ("Ana Ruiz", "Bo Lind"),
    "published": "2024-09-30",
    "institution": "Harbour Institute",
    "journal": "Journal of Ports",
    "doi": "10.1000/1",
}
DETAILS = {"volume": ("3",), "issue": ("4",), "page": ("1-9",), "edition": ("2",)}
LEFT_ALONE = re.compile(
    r"\b(?:vol|no|pp?|issue|edited by)\.?\s*(?=[,;)]|\.(?!\s?[0-9])|$)|\bIn[ .]*(?:[.,]|$)", re.I
)
DOUBLED = re.compile(r"\.\.|,,|, ,|;;|\(\)|\[\]| \.| ,|“”|,\.")


@pytest.mark.parametrize("kind", ["Report", "Journal Article", "Book Chapter"])
@pytest.mark.parametrize(
    "absent",
    [("authors", "published"), ("journal", "volume"), ("issue", "page"), (*WHOLE, *DETAILS)],
)  # fmt: skip
def test_no_label_stands_without_its_value(kind: str, absent: tuple[str, ...]):
    fields = {name: value for name, value in WHOLE.items() if name not in absent or name == "title"}
    extra = {name: value for name, value in DETAILS.items() if name not in absent}
    record = Record.model_validate({**fields, "content_type": kind, "extra": extra})
    for style in STYLES:
        text = cite(record, style)
        assert not LEFT_ALONE.search(text), text
        assert not DOUBLED.search(text), text
