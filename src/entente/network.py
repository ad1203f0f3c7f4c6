"""Clients of the network: made here, and nowhere else.

The environment of a machine often names a proxy (``HTTP_PROXY``, ``ALL_PROXY``). What is sent in
the clear, be it a key for a model on this very machine, would go through it unasked. So a proxy is
taken from ``ENTENTE_PROXY`` alone, this machine is always reached directly, and no redirect is
followed, which could lead a key to another host.
"""

from __future__ import annotations

import ipaddress
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from entente.errors import EntenteError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx2

PROXY = "ENTENTE_PROXY"


def client(
    address: str,
    *,
    seconds: float,
    headers: Mapping[str, str],
    around: Callable[[httpx2.BaseTransport], httpx2.BaseTransport],
) -> httpx2.Client:
    """Open a client that asks one host.

    Args:
        address: What will be asked, http or https.
        seconds: Longest silence.
        headers: Sent with every request.
        around: Puts bounds around the connection.

    Raises:
        EntenteError: ``ENTENTE_PROXY`` names no proxy.
    """
    import httpx2

    inner = httpx2.HTTPTransport(**_route(address))
    return httpx2.Client(
        transport=around(inner),
        timeout=seconds,
        headers=headers,
        trust_env=False,
        follow_redirects=False,
    )


def async_client(address: str, *, seconds: float) -> httpx2.AsyncClient:
    """Open a client that asks one host, for use in a coroutine.

    Args:
        address: What will be asked, http or https.
        seconds: Longest silence.

    Raises:
        EntenteError: ``ENTENTE_PROXY`` names no proxy.
    """
    import httpx2

    return httpx2.AsyncClient(**_route(address), timeout=seconds, follow_redirects=False)


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine, so that nothing sent to it is seen on the way.

    Examples:
        >>> is_this_machine("localhost"), is_this_machine("::1"), is_this_machine("10.0.0.1")
        (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _route(address: str) -> dict[str, Any]:
    """Return how a host is reached: by which proxy, and whose certificates are believed."""
    import httpx2

    # Certificates are taken as the system says (SSL_CERT_FILE): that sends nothing anywhere.
    route: dict[str, Any] = {"trust_env": False, "verify": httpx2.create_ssl_context()}
    if not is_this_machine(urlsplit(address).hostname or ""):
        route["proxy"] = _proxy()
    return route


def _proxy() -> str | None:
    named = os.environ.get(PROXY, "").strip()
    if not named:
        return None
    try:
        parts = urlsplit(named)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # The value is not shown: a proxy's password may be in it.
        raise EntenteError(
            f"{PROXY} names no http or https proxy.", fix=f"{PROXY}=http://host:3128"
        )
    return named
