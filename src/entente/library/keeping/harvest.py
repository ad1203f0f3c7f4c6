"""Records harvested from a repository by OAI-PMH, page by page, so that it can be resumed."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from entente.errors import BrokenFileError, EntenteError, UnknownNameError
from entente.library.formats._xml import Element, children, local, read_xml, text_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from entente.library.keeping._oai_client import HarvestLimits, OaiClient
    from entente.library.record import Record

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")
_LONGEST_REASON = 300


@dataclass(frozen=True)
class Problem:
    """A record of a good page that could not be used.

    Attributes:
        identifier: Its OAI identifier; empty where it has none.
        reason: Why, in a sentence.
    """

    identifier: str
    reason: str


@dataclass(frozen=True)
class Batch:
    """One page of a harvest. Whoever keeps its records keeps its token too, and can resume from it.

    Attributes:
        records: Records, each with its identifier under ``OAI identifier`` in ``extra``.
        deleted: Identifiers of records that the repository has deleted.
        problems: Records of the page that could not be used.
        token: Resumption token of the next page; empty after the last one.
        response_date: When the server answered, in its own clock, as it writes it. That of the
            first page is where the next harvest starts (``since``).
        complete_size: Number of records in the whole list, where the server says.
    """

    records: tuple[Record, ...]
    deleted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    token: str = ""
    response_date: str = ""
    complete_size: int | None = None

    @property
    def is_last(self) -> bool:
        """Whether the list is complete with this page."""
        return not self.token


def harvest(
    address: str,
    *,
    metadata_prefix: str = "oai_dc",
    set_: str | None = None,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    resume_from: str | None = None,
    progress: Callable[[int, int | None], object] | None = None,
    limits: HarvestLimits | None = None,
) -> Iterator[Batch]:
    """Harvest the records of a repository.

    A page is asked for when the one before has been taken, so whoever stores a batch with its token
    before taking the next can be stopped at any time and resumed with ``resume_from``.

    Args:
        address: Base address of the repository, http or https, without a query.
        metadata_prefix: Form of the records: ``oai_dc`` or one of MODS.
        set_: Name of a set of the repository (``setSpec``); without it, all of it.
        since: First day of change, ``2024-09-30``, or moment, ``2024-09-30T00:00:00Z``.
        until: Last day or moment of change, in the same form.
        resume_from: Token of an earlier batch. The server knows the other choices by it.
        progress: Called with the number of records so far and that of the whole list, where known.
        limits: Bounds of time and size.

    Returns:
        Batches in the server's order; one empty batch where no record matches.

    Raises:
        EntenteError: The address or a date cannot be used; at once. Then, while pages are taken:
            the server cannot be reached, fails, is too slow, sends too much, refuses the request,
            has forgotten the token, or sends the same page again.
        UnknownNameError: The server does not have that form of records.
        BrokenFileError: A page is not well-formed XML, or no answer of OAI-PMH.

    Source:
        Open Archives Initiative Protocol for Metadata Harvesting 2.0, sections 3.5 and 4.5.
    """
    _check_address(address)
    query = {"verb": "ListRecords"}
    if resume_from:
        query["resumptionToken"] = resume_from
    else:
        query["metadataPrefix"] = metadata_prefix
        dates = {"from": _moment(since, "since"), "until": _moment(until, "until")}
        if len({len(text) for text in dates.values() if text}) > 1:
            raise EntenteError("One of the dates has a time of day and the other has none.")
        if dates["from"] and dates["until"] and dates["from"] > dates["until"]:
            raise EntenteError(f"{dates['from']} is after {dates['until']}.", fix="swap them")
        query |= {name: text for name, text in dates.items() if text}
        if set_:
            query["set"] = set_
    return _pages(address, query, progress, limits)


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        shown = address.rpartition("@")[2][:80]
        raise EntenteError(
            f"{shown!r} is not an http or https address without a name and password in it.",
            fix="the base address that the repository states for OAI-PMH",
        )
    if parts.query or parts.fragment:
        raise EntenteError(
            f"{address[:80]!r} is not a base address: it has a query.",
            fix=f"{parts.scheme}://{parts.netloc}{parts.path}",
        )


def _moment(given: dt.date | str | None, name: str) -> str:
    if given is None:
        return ""
    if isinstance(given, dt.datetime):
        if given.tzinfo is None:
            raise EntenteError(f"{name} is a time without a time zone.", fix="say it in UTC")
        text = f"{given.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    else:
        text = str(given)
    try:
        dt.datetime.fromisoformat(text if _MOMENT.fullmatch(text) else "")
    except ValueError as error:
        raise EntenteError(
            f"{name} is {text[:40]!r}, which is not a day.",
            fix="2024-09-30 or 2024-09-30T00:00:00Z",
        ) from error
    return text


def _pages(
    address: str,
    query: dict[str, str],
    progress: Callable[[int, int | None], object] | None,
    limits: HarvestLimits | None,
) -> Iterator[Batch]:
    # httpx2 and oaipmh-scythe are heavy, and only a harvest needs them.
    from entente.library.keeping._oai_client import HarvestLimits, OaiClient

    _hush()
    limits = limits or HarvestLimits()
    seen: set[tuple[str, str]] = set()
    count = 0
    with OaiClient(address, limits) as client:
        for _ in range(limits.pages):
            batch, mark = _ask(client, query)
            # A token may stay the same while the server counts on; a page may not come again.
            if batch.token and (batch.token, mark) in seen:
                raise EntenteError(
                    f"The server sends the same page and the token {batch.token[:60]!r} again.",
                    where=address,
                    fix="tell the repository; what came before is whole",
                )
            seen.add((batch.token, mark))
            count += len(batch.records) + len(batch.deleted) + len(batch.problems)
            if progress:
                progress(count, batch.complete_size)
            yield batch
            if batch.is_last:
                return
            query = {"verb": "ListRecords", "resumptionToken": batch.token}
    raise EntenteError(
        f"The list has more than {limits.pages:,} pages.",
        where=address,
        fix="harvest a set, or continue: what was committed is kept",
    )


def _hush() -> None:
    """Keep what is said of each retry out of the terminal; errors say what is needed."""
    log = logging.getLogger("oaipmh_scythe")
    log.propagate = False
    if not any(isinstance(handler, logging.NullHandler) for handler in log.handlers):
        log.addHandler(logging.NullHandler())


def _ask(client: OaiClient, query: dict[str, str]) -> tuple[Batch, str]:
    """Ask for one page; return it with a mark that identifies it."""
    import httpx2
    from oaipmh_scythe import exceptions as oai_errors

    where = client.endpoint
    try:
        answer = client.harvest(query)
    except oai_errors.NoRecordsMatch:
        return Batch(()), ""
    except oai_errors.BadResumptionToken as error:
        raise EntenteError(
            f"The server does not know the resumption token any more{_said(error)}.",
            where=where,
            fix="start again, without resume_from; records that are held already are known by "
            "their OAI identifier",
        ) from error
    except oai_errors.CannotDisseminateFormat as error:
        name, known = query.get("metadataPrefix", ""), _prefixes(client)
        fix = "" if known else "oai_dc, which every repository has"
        raise UnknownNameError.among(
            "form of records", name, known, where=where, fix=fix
        ) from error
    except oai_errors.NoSetHierarchy as error:
        raise EntenteError(
            "The repository has no sets.", where=where, fix="leave the set out"
        ) from error
    except oai_errors.IdDoesNotExist as error:
        raise EntenteError(
            f"The repository has no such record{_said(error)}.", where=where
        ) from error
    except oai_errors.OAIPMHException as error:
        raise EntenteError(
            f"The server refuses the request: {type(error).__name__}{_said(error)}.", where=where
        ) from error
    except httpx2.HTTPStatusError as error:
        raise _status_error(error.response, where) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise EntenteError(
            f"The server cannot be reached: {type(error).__name__}{_said(error)}.",
            where=where,
            fix="check the address; a harvest into a library resumes where it stopped",
        ) from error
    except (TypeError, ValueError) as error:
        # oaipmh-scythe takes the code of an error for the name of one of its own.
        raise EntenteError("The server's error cannot be understood.", where=where) from error
    url = str(answer.http_response.url)
    return _read_page(read_xml(answer.http_response.content, url), url)


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())[:_LONGEST_REASON].rstrip(".")
    return f" ({text})" if text else ""


def _status_error(answer: Any, where: str) -> EntenteError:  # noqa: ANN401 (httpx2 comes late)
    status = answer.status_code
    if 300 <= status < 400:
        moved = str(answer.headers.get("location", "")).partition("?")[0][:200]
        return EntenteError(
            f"The server redirects (status {status}), which is not followed.",
            where=where,
            fix=f"harvest {moved}" if moved else "ask the repository for its new address",
        )
    fix = "try again later: what was committed is kept" if status >= 500 else "check the address"
    return EntenteError(f"The server answered with status {status}.", where=where, fix=fix)


def _prefixes(client: OaiClient) -> list[str]:
    """Ask which forms of records the server has; none are known where it does not say."""
    import httpx2
    from oaipmh_scythe.exceptions import OAIPMHException

    try:
        answer = client.harvest({"verb": "ListMetadataFormats"})
        root = read_xml(answer.http_response.content, client.endpoint)
    except (httpx2.HTTPError, OAIPMHException, EntenteError, TypeError, ValueError):
        return []
    return [text_within(each) for each in root.iter("{*}metadataPrefix")][:50]


def _read_page(root: Element, where: str) -> tuple[Batch, str]:
    lists = children(root, "ListRecords")
    if local(root) != "OAI-PMH" or not lists:
        raise BrokenFileError.at(
            where, f"Is no list of OAI-PMH but <{local(root)[:60]}>.", fix="check the base address"
        )
    records: list[Record] = []
    deleted: list[str] = []
    problems: list[Problem] = []
    for element in children(lists[0], "record"):
        _read_record(element, where, records, deleted, problems)
    tokens = children(lists[0], "resumptionToken")
    size = str(tokens[0].get("completeListSize") or "") if tokens else ""
    batch = Batch(
        tuple(records),
        tuple(deleted),
        tuple(problems),
        text_within(tokens[0]) if tokens else "",
        next((text_within(each) for each in children(root, "responseDate")), ""),
        int(size) if size.isascii() and size.isdigit() and len(size) < 13 else None,
    )
    names = [
        *(value for record in records for value in record.extra.get("OAI identifier", ())),
        *deleted,
        *(problem.identifier for problem in problems),
    ]
    return batch, "\n".join(names)


def _read_record(
    element: Element,
    where: str,
    records: list[Record],
    deleted: list[str],
    problems: list[Problem],
) -> None:
    from entente.library.formats import dublin_core, mods

    headers = children(element, "header")
    names = [text_within(each) for header in headers for each in children(header, "identifier")]
    identifier = next(iter(names), "")
    if not identifier:
        problems.append(Problem("", f"line {element.sourceline}: has no identifier"))
    elif any(header.get("status") == "deleted" for header in headers):
        deleted.append(identifier)
    else:
        form = mods if next(element.iter("{*}mods"), None) is not None else dublin_core
        try:
            records.append(form.record_of_oai(element, where))
        except EntenteError as error:
            problems.append(Problem(identifier, error.what))
