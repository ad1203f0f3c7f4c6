"""A client of OAI-PMH that no server can hold up or fill up.

oaipmh-scythe sends requests, retries and raises the protocol's errors. What it leaves open is
bounded here, below it: how long a page may take and how large it may grow when it is unpacked, and
how long a server may make us wait. Entities are refused before its lenient parser sees them.
"""

from __future__ import annotations

import datetime as dt
import time
import zlib
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import httpx2
from oaipmh_scythe import Scythe
from oaipmh_scythe.config import HTTPConfig, RetryConfig

from entente.errors import BrokenFileError, EntenteError
from entente.library.formats._xml import refuse_riddles
from entente.network import client

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED = frozenset({"content-encoding", "content-length", "transfer-encoding", "retry-after"})
_AGAIN = (429, 503)
_PIECE = 1_000_000


@dataclass(frozen=True)
class HarvestLimits:
    """Bounds of a harvest.

    Attributes:
        page_bytes: Most bytes of one page, when it is unpacked.
        page_seconds: Most seconds that one page may take to come in.
        answer_seconds: Most seconds without any byte.
        pages: Most pages of one harvest.
        retries: Most times that a page is asked for again.
        longest_wait: Most seconds that a server may ask us to wait before that.
        first_wait: Seconds before the second try where the server does not say; they double.
    """

    page_bytes: int = 50_000_000
    page_seconds: float = 300
    answer_seconds: float = 60
    pages: int = 10_000
    retries: int = 3
    longest_wait: float = 120
    first_wait: float = 1


class OaiClient(Scythe):
    """Scythe with a connection that keeps within limits; redirects are not followed."""

    def __init__(self, address: str, limits: HarvestLimits) -> None:
        super().__init__(
            address,
            http_config=HTTPConfig(timeout=limits.answer_seconds),
            retry_config=RetryConfig(
                max_retries=limits.retries,
                retry_status_codes=_AGAIN,
                default_retry_after=max(limits.first_wait, 0.001),
                retry_on_transport_error=True,
                initial_backoff=max(limits.first_wait, 0.001),
            ),
        )
        self.limits = limits

    @property
    def client(self) -> httpx2.Client:
        """The connection, opened when it is first asked for."""
        if self._client is None or self._client.is_closed:
            self._client = client(
                self.endpoint,
                seconds=self.limits.answer_seconds,
                headers={
                    "Accept": "text/xml, application/xml",
                    "Accept-Encoding": "gzip, deflate",
                    "User-Agent": self.http_config.user_agent,
                },
                around=lambda inner: BoundedTransport(inner, self.limits),
            )
        return self._client


class BoundedTransport(httpx2.BaseTransport):
    """A connection that returns whole answers, unpacked, each inside the limits."""

    def __init__(self, inner: httpx2.BaseTransport, limits: HarvestLimits) -> None:
        self._inner = inner
        self._limits = limits

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request.

        Raises:
            EntenteError: The answer is too large, too slow, packed in a way we did not ask for, or
                asks us to wait too long.
            BrokenFileError: The answer is not XML, or declares entities.
        """
        where = str(request.url)
        answer = self._inner.handle_request(request)
        try:
            body = self._read(answer, where)
        finally:
            answer.close()
        try:
            refuse_riddles(body.lstrip(), where)
        except BrokenFileError:
            if answer.status_code == 200:
                raise
            body = b""  # the page of an error; its status says enough
        headers = [pair for pair in answer.headers.multi_items() if pair[0] not in _DROPPED]
        if (wait := self._wait(answer, where)) is not None:
            headers.append(("retry-after", str(wait)))
        return httpx2.Response(answer.status_code, headers=headers, content=body, request=request)

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def _read(self, answer: httpx2.Response, where: str) -> bytes:
        until = time.monotonic() + self._limits.page_seconds
        unpack = _Unpacker(answer.headers.get("content-encoding", ""), where)
        body = bytearray()
        for packed in answer.iter_raw():
            for piece in unpack.pieces(packed):
                body += piece
                if len(body) > self._limits.page_bytes:
                    raise EntenteError(
                        f"A page has more than {self._limits.page_bytes:,} bytes.",
                        where=where,
                        fix="harvest a smaller set, or from a later day",
                    )
            if time.monotonic() > until:
                raise EntenteError(
                    f"A page took more than {self._limits.page_seconds:g} seconds.",
                    where=where,
                    fix="try again later: what was committed is kept",
                )
        unpack.finish()
        return bytes(body)

    def _wait(self, answer: httpx2.Response, where: str) -> int | None:
        """Return the whole seconds that a busy server asks for, which may be a date."""
        text = answer.headers.get("retry-after", "").strip()
        if answer.status_code not in _AGAIN or not text:
            return None
        if text.isascii() and text.isdigit():
            wait = int(text[:12])
        else:
            try:
                then = parsedate_to_datetime(text)
            except (ValueError, OverflowError):  # a year of twenty digits
                return None
            if then.tzinfo is None:
                then = then.replace(tzinfo=dt.UTC)
            wait = max(0, round((then - dt.datetime.now(dt.UTC)).total_seconds()))
        if wait > self._limits.longest_wait:
            raise EntenteError(
                f"The server asks us to wait {wait:,} seconds.",
                where=where,
                fix="continue then: what was committed is kept",
            )
        return wait


class _Unpacker:
    """Unpacks an answer in small pieces, so that it can be stopped."""

    def __init__(self, encoding: str, where: str) -> None:
        self._where = where
        self._encoding = encoding.strip().casefold()
        if self._encoding in ("", "identity"):
            self._inflate = None
        elif self._encoding in ("gzip", "x-gzip"):
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._encoding == "deflate":
            self._inflate = zlib.decompressobj()
        else:
            raise EntenteError(
                f"A page is packed as {encoding[:40]!r}, which was not asked for.", where=where
            )

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        """Return what some packed bytes hold, in pieces of at most a million bytes."""
        if self._inflate is None:
            yield packed
            return
        try:
            while packed and not self._inflate.eof:
                yield self._inflate.decompress(packed, _PIECE)
                packed = self._inflate.unconsumed_tail
        except zlib.error as error:
            raise self._broken(str(error)) from error

    def finish(self) -> None:
        """Whether the answer came whole."""
        if self._inflate is not None and not self._inflate.eof:
            raise self._broken("it ends in the middle")

    def _broken(self, reason: str) -> EntenteError:
        return EntenteError(
            f"A page cannot be unpacked: {reason}.",
            where=self._where,
            fix="try again: what was committed is kept",
        )
