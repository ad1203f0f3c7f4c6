"""A language model as one more proposer: what it says is checked word for word, or dropped.

Any endpoint that speaks the OpenAI-compatible ``/chat/completions`` may be asked. Nothing of its
reply is trusted: a claim is taken only where its quote is in the text and its form and measures
exist. The key comes from the environment alone, is sent to the named host alone and never in the
clear; no redirect is followed, and no proxy of the environment is used (:mod:`entente.network`).
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from entente.drafting.replies import read_reply
from entente.errors import EntenteError, MissingExtraError
from entente.network import async_client, is_this_machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.drafting.drafts import Draft

KEY = "ENTENTE_ENDPOINT_KEY"
LARGEST_REPLY = 1_000_000
LARGEST_TEXT = 60_000
# Status, seconds to wait before the next try, and body.
Reply = tuple[int, float, bytes]
_AGAIN = {408, 429, 500, 502, 503, 504}

_ASK = """\
You list the checkable claims of a report. Reply with one JSON object and nothing else:
{"claims": [{"quote": "...", "form": "...", "measures": ["..."]}]}
"quote" is copied from the text character by character and lies inside one sentence.
"form" is one of: level, trend, break, asymmetry, co-movement, event response, existence, no harm,
forecast. "measures" are names from this list, best first, or empty:
"""


@dataclass(frozen=True)
class Limits:
    """How long and how often an endpoint is asked.

    Attributes:
        seconds: For one try, from the first byte sent to the last one read.
        tries: Tries in all, where it is busy or fails.
        longest_wait: Seconds waited between tries at most, whatever ``Retry-After`` says.
    """

    seconds: float = 60
    tries: int = 3
    longest_wait: float = 10


def add_proposals(
    draft: Draft,
    endpoint: str,
    model: str,
    *,
    limits: Limits | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> Draft:
    """Add the claims that an endpoint's model proposes and that hold when they are checked.

    Args:
        draft: What the word lists found.
        endpoint: Address up to ``/v1``, http or https; http with a key only on this machine.
        model: Name of the model.
        limits: Bounds of time and tries.
        sleep: Waits between tries.

    Returns:
        The draft with the claims that were taken, and with the reason for each that was not.

    Raises:
        MissingExtraError: httpx2 is not installed.
        EntenteError: The address cannot be used, or the model did not reply.
    """
    from entente.measures import measures

    names = ", ".join(measure.name for measure in measures)
    text = "\n".join(draft.sentences.values())
    if len(text) > LARGEST_TEXT:
        reason = f"The text has {len(text):,} characters; an endpoint is sent {LARGEST_TEXT:,}."
        raise EntenteError(reason, fix="draft from a part of it, or without --endpoint")
    said = _ask(endpoint, model, f"{_ASK}{names}", text, limits or Limits(), sleep)
    taken, dropped = read_reply(said, draft, model)
    kept = [claim for claim in draft.uncovered if claim not in {each.sentence for each in taken}]
    from entente.drafting.drafts import number_ids

    claims = sorted([*draft.claims, *taken], key=lambda claim: claim.sentence)
    return replace(
        draft,
        claims=number_ids(claims),
        uncovered={number: draft.uncovered[number] for number in kept},
        dropped=tuple(dropped),
    )


def _ask(
    endpoint: str,
    model: str,
    system: str,
    text: str,
    limits: Limits,
    sleep: Callable[[float], object],
) -> str:
    """Return the text of the model's reply."""
    try:
        import httpx2
    except ImportError:
        raise MissingExtraError.needs("httpx2", "endpoint", "Asking an endpoint") from None
    url, headers = _address(endpoint)
    body: dict[str, object] = {
        "model": model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": system},
            {"role": "user", "content": text},
        ],
    }
    for attempt in range(1, limits.tries + 1):
        last = attempt == limits.tries
        try:
            # One deadline over all of it, so that a reply that drips in does not hold us for ever.
            status, wait, raw = asyncio.run(_bounded(url, headers, body, limits))
        except (httpx2.TimeoutException, TimeoutError):
            raise _failed(url, f"gave no answer in {limits.seconds:g} seconds") from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            if last or isinstance(error, httpx2.InvalidURL):
                raise _failed(url, f"cannot be reached ({type(error).__name__})") from None
            status, wait, raw = 0, 0.0, b""
        if status == 200:
            return _content(url, raw)
        if 300 <= status < 400:
            raise _failed(url, f"redirects (status {status}), which is not followed")
        if last or (status and status not in _AGAIN):
            hint = f"check {KEY}" if status in {401, 403} else "check the address and the model"
            raise EntenteError(f"The endpoint answered with status {status}.", where=url, fix=hint)
        sleep(min(max(wait, 0.5 * 2**attempt), limits.longest_wait))
    raise _failed(url, "was never asked")


def _address(endpoint: str) -> tuple[str, dict[str, str]]:
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.password:
        shown = endpoint.rpartition("@")[2][:80]
        reason = f"{shown!r} is not an http or https address without a name and password in it."
        raise EntenteError(reason, fix="--endpoint http://127.0.0.1:8080/v1")
    headers = {"Accept": "application/json"}
    if key := os.environ.get(KEY, "").strip():
        if parts.scheme == "http" and not is_this_machine(host):
            reason = f"The key in {KEY} would go to {host} in the clear."
            raise EntenteError(reason, fix="use https, or unset the key")
        if not key.isascii() or not key.isprintable():
            raise EntenteError(
                f"The key in {KEY} holds a character no key has.", fix="set it again"
            )
        headers["Authorization"] = f"Bearer {key}"
    url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/chat/completions"
    return url, headers


async def _bounded(
    url: str, headers: dict[str, str], body: dict[str, object], limits: Limits
) -> Reply:
    return await asyncio.wait_for(_post(url, headers, body, limits), limits.seconds)


async def _post(
    url: str, headers: dict[str, str], body: dict[str, object], limits: Limits
) -> Reply:
    """Post once: return the status, the seconds to wait before asking again, and the bytes."""
    async with (
        async_client(url, seconds=limits.seconds) as client,
        client.stream("POST", url, headers=headers, json=body) as reply,
    ):
        wait = _seconds(reply.headers.get("retry-after", ""))
        if reply.status_code != 200:
            return reply.status_code, wait, b""
        raw = bytearray()
        async for part in reply.aiter_bytes():
            raw += part
            if len(raw) > LARGEST_REPLY:
                raise _failed(url, f"sent more than {LARGEST_REPLY:,} bytes")
        return 200, wait, bytes(raw)


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0.0


def _content(url: str, raw: bytes) -> str:
    """Return the text of the first choice."""
    try:
        reply = json.loads(raw)
        content = reply["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise _failed(url, "did not answer as /chat/completions does")
    return content


def _failed(url: str, what: str) -> EntenteError:
    return EntenteError(
        f"The endpoint {what}.", where=url, fix="check the address, or draft without --endpoint"
    )
