"""Pages behind the ledger: what each is, whose voice it is, and what is refused.

``vocabulary/outlets.yml`` says which hosts are of what kind; what it does not list is judged by
the form of the page alone.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from entente.vocabulary import TIERS, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

OFFICIAL, OTHER, REPOST = TIERS[0], TIERS[-2], TIERS[-1]
KINDS = {
    "agency": "news agency",
    "press": "established press",
    "state_media": "state media",
    "aggregator": REPOST,
}
ANOTHER_SITE = re.compile(r"https?(://|/|-|%3a)", re.IGNORECASE)


class Outlets:
    """Outlets of an observatory, by host.

    Examples:
        >>> from entente.settings import settings
        >>> outlets = Outlets(settings().vocabulary)
        >>> outlets.tier("https://in.reuters.com/article/x", "report")
        'news agency'
        >>> outlets.tier("https://some.blog.example/copy", "repost")
        'repost'
        >>> outlets.voice("TASS"), outlets.voice("Kremlin"), outlets.voice("Kyodo")
        ('RUS', 'RUS', 'Kyodo')
    """

    def __init__(self, vocabulary: Path) -> None:
        """Read the outlets of a folder of vocabularies (``Settings.vocabulary``)."""
        words = read_words(vocabulary / "outlets.yml")
        self._tiers = {host: tier for kind, tier in KINDS.items() for host in words[kind]}
        self._refused: dict[str, str] = words["refused"]
        self._archives = dict.fromkeys(words["archives"], "yes")
        self._voices = {
            origin: state for state, origins in words["speaks_for"].items() for origin in origins
        }

    def tier(self, link: str, form: str) -> str:
        """Return what a page is, one of ``TIERS``.

        A text of another that an agency or an established paper carries is of that outlet's kind,
        since its editor answers for it; on any other page it is a repost.

        Args:
            link: Address of the page.
            form: Its form in ``sources.csv``: primary, report or repost.
        """
        if form == "primary":
            return OFFICIAL
        return _of_host(self._tiers, link) or (OTHER if form == "report" else REPOST)

    def voice(self, origin: str) -> str:
        """Return whose voice an origin is: a state's code for its bodies and media, else itself."""
        return self._voices.get(origin, origin)

    def independent(self, pages: Iterable[Mapping[str, str]]) -> int:
        """Return how many independent sources pages are.

        Reposts and aggregators count for nothing, and all bodies and media of one state are one
        source: they repeat its statement. Where there is nothing but reposts, they are together
        one source that nobody verified.

        Args:
            pages: Rows with ``link``, ``form`` and ``origin``.

        Examples:
            >>> from entente.settings import settings
            >>> outlets = Outlets(settings().vocabulary)
            >>> ministry = {"link": "https://tass.com/1", "form": "report", "origin": "TASS"}
            >>> again = {"link": "https://www.rt.com/2", "form": "report", "origin": "RT"}
            >>> other = {"link": "https://nippon.com/3", "form": "repost", "origin": "Kyodo"}
            >>> copy = {"link": "https://copy.example/4", "form": "repost", "origin": "AFP"}
            >>> outlets.independent([ministry, again, other, copy])
            2
            >>> outlets.independent([copy])
            1
        """
        counted = {
            self.voice(page["origin"])
            for page in pages
            if self.tier(page["link"], page["form"]) != REPOST
        }
        return max(len(counted), 1)

    def refusal(self, link: str) -> str:
        """Return why a page may not stand in the ledger; empty where it may.

        Examples:
            >>> from entente.settings import settings
            >>> outlets = Outlets(settings().vocabulary)
            >>> outlets.refusal("http://192.0.2.7:8011/page")
            'a bare address, which names no publisher'
            >>> outlets.refusal("https://copy.example/https/www.example.org/page")
            'a proxy: it holds the address of another site, which is the one to read'
            >>> outlets.refusal("https://www.example.org/page")
            ''
        """
        if _is_bare(_host(link)):
            return "a bare address, which names no publisher"
        listed = _of_host(self._refused, link)
        if listed:
            return listed
        parts = urlsplit(link)
        held = f"{parts.path}?{parts.query}"
        if ANOTHER_SITE.search(held) and not _of_host(self._archives, link):
            return "a proxy: it holds the address of another site, which is the one to read"
        return ""


def rank(tier: str) -> int:
    """Return the place of a tier, 0 for the most reliable.

    Examples:
        >>> rank("official text") < rank("repost")
        True
    """
    return TIERS.index(tier)


def summary(pages: Iterable[Mapping[str, str]], outlets: Outlets) -> list[str]:
    """Write, a line each, the share of pages by tier and how many facts rest on reposts alone.

    Args:
        pages: Rows of ``sources.csv``.
        outlets: The outlets that say what each page is.

    Examples:
        >>> from entente.settings import settings
        >>> page = {"fact": "a", "link": "https://tass.com/1", "form": "report", "origin": "TASS"}
        >>> copy = {"fact": "b", "link": "https://b.example/", "form": "repost", "origin": "AFP"}
        >>> for line in summary([page, copy], Outlets(settings().vocabulary)):
        ...     print(line)
        2 links: 0 % official text, 50 % news agency, 0 % established press, 0 % state media, 0 %
        other outlet, 50 % repost
        1 of 2 facts on reposts alone, which count as one source that nobody verified
    """
    counted: Counter[str] = Counter()
    best: dict[str, int] = {}
    for page in pages:
        tier = outlets.tier(page["link"], page["form"])
        counted[tier] += 1
        best[page["fact"]] = min(rank(tier), best.get(page["fact"], len(TIERS)))
    total = counted.total()
    shares = ", ".join(f"{100 * counted[tier] / max(total, 1):.0f} % {tier}" for tier in TIERS)
    alone = sum(place == rank(REPOST) for place in best.values())
    return [
        f"{total} links: {shares}",
        f"{alone} of {len(best)} facts on reposts alone, which count as one source that nobody"
        " verified",
    ]


def _host(link: str) -> str:
    return (urlsplit(link).hostname or "").rstrip(".")


def _of_host(listed: Mapping[str, str], link: str) -> str:
    """Return what is listed for a host or for one above it."""
    parts = _host(link).split(".")
    names = (".".join(parts[start:]) for start in range(len(parts)))
    return next((listed[name] for name in names if name in listed), "")


def _is_bare(host: str) -> bool:
    """Whether a host is a number and no name, in any way that browsers read one."""
    if re.fullmatch(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*", host, re.IGNORECASE):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
