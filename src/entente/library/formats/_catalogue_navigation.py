"""What a catalogue's page says of itself and not of a report: paging, facets, sorting, tools."""

from __future__ import annotations

import re

from entente.library.words import words_of

# A line of these and of numbers alone is paging: "« Previous | 1 - 10 of 1,243 | Next »".
_PAGING = words_of("""
« » ‹ › < > << >> ← → - – … ... | previous prev next first last page pages of to showing displaying
results result items item entries entry records documents in total found per
""")
_PAGING_NEEDS = words_of("""
« » ‹ › << >> ← → previous prev next page pages showing displaying results items entries records
""")
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,9}")
_COUNTED = re.compile(r"\S.{0,90} [(\[]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})[)\]]?")
_GROUPED = re.compile(r"[(\[]?[0-9]{1,3}(?:,[0-9]{3})+[)\]]?")
# Nobody gives a report such a title.
_FIRM = re.compile(
    r"you searched for\b.*|remove constraint\b.*|number of results to display per page\b.*"
    r"|(?:toggle|show|hide) (?:facets|navigation|filters)|skip to .{0,30}"
    r"|sort(?:ed)? by\b.{0,60}|(?:limit|narrow|refine) your (?:search|results)"
    r"|(?:listing of |list of )?search results|search constraints|results navigation"
    r"|view results as\b.{0,40}|start over|[0-9]{1,4} per page|per page"
    r"|back to (?:search|top|results|bookmarks|the search results)|advanced search"
    r"|.{0,40}\bmore ?»|« .{0,40}|\[remove\]|✖.{0,80}|(?:©|\(c\)) .{0,120}|copyright\b.{0,120}"
    r"|all rights reserved\b.{0,60}|privacy policy|terms of (?:use|service)|powered by .{0,60}"
    r"|no (?:results|entries|items|records) found\b.{0,60}|did you mean\b.{0,80}"
    r"|(?:bibliographic|record|publication) details|select all|export (?:to|as) .{0,30}"
    r"|(?:a-z|numerical) sort|clear (?:all|filters|search|selections)|your (?:search|bookmarks)"
    r"|email this|sms this|log ?(?:in|out)|sign in",
    re.IGNORECASE,
)
_OF_LIST = re.compile(
    r"you searched for|number of results|(?:toggle|show|hide) f|sort(?:ed)? by"
    r"|(?:limit|narrow|refine) your",
    re.IGNORECASE,
)
# Words that are navigation only where no text is open.
_LOOSE = words_of("""
about bookmark bookmarks browse cite citation contact details download email endnote export facets
filters help history home less library login logout menu metadata more print refworks relevance
save search share sms tools update
""")
_PAIRS = frozenset(
    {
        "add bookmark",
        "contact us",
        "download pdf",
        "in bookmarks",
        "my account",
        "saved searches",
        "show all",
        "show less",
        "show more",
        "view pdf",
        "view record",
    }
)


def is_paging(text: str) -> bool:
    """Whether a line consists of page numbers and the words beside them.

    Examples:
        >>> is_paging("« Previous | 1 - 10 of 1,243 | Next »"), is_paging("The Next Page")
        (True, False)
    """
    if len(text) > 200:
        return False
    tokens = text.casefold().replace("|", " | ").split()
    words = [token for token in tokens if not _NUMBER.fullmatch(token.strip(".,"))]
    if any(word.rstrip(":") not in _PAGING for word in words):
        return False
    numbers = len(tokens) - len(words)
    return not _PAGING_NEEDS.isdisjoint(words) or (numbers > 0 and words != ["to"])


def is_firm_navigation(text: str) -> bool:
    """Whether a line is navigation wherever it is.

    Examples:
        >>> is_firm_navigation("Sort by relevance"), is_firm_navigation("Sorting Out the Gulf")
        (True, False)
    """
    return len(text) < 300 and (_FIRM.fullmatch(text) is not None or _pages(text))


def is_navigation(text: str) -> bool:
    """Whether a line on its own, after which no text continues, is navigation.

    Examples:
        >>> is_navigation("Bookmark"), is_navigation("4"), is_navigation("The Bookmark")
        (True, True, False)
    """
    if len(text) > 300:
        return False
    plain = text.casefold().strip(" :()[]")
    return is_firm_navigation(text) or plain in _LOOSE or plain in _PAIRS or is_paging(text)


def is_counted(text: str) -> bool:
    """Whether a line looks like a facet with its count.

    Examples:
        >>> is_counted("Report 1,234"), is_counted("Report")
        (True, False)
    """
    return _COUNTED.fullmatch(text) is not None


def is_counted_in_thousands(text: str) -> bool:
    """Whether a line ends in a count that no title would hold.

    Examples:
        >>> is_counted_in_thousands("Report 1,234"), is_counted_in_thousands("Agenda 2030")
        (True, False)
    """
    return is_counted(text) and _GROUPED.fullmatch(text.rpartition(" ")[2]) is not None


def is_of_list(text: str) -> bool:
    """Whether navigation is that of a list of results and never of one record.

    Examples:
        >>> is_of_list("Sort by date"), is_of_list("Email this")
        (True, False)
    """
    return _OF_LIST.match(text) is not None or _pages(text)


def starts_search(text: str) -> bool:
    """Whether a line opens the list of what was searched for.

    Examples:
        >>> starts_search("You searched for:")
        True
    """
    return text.casefold().startswith("you searched for")


def _pages(text: str) -> bool:
    """Whether a line is paging with more than a word or a number in it."""
    return is_paging(text) and len(text.split()) > 1
