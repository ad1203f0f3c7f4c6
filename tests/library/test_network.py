"""What goes out over the network goes to the host that was named, and to no proxy unasked."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from oai_server import OaiServer, dc_record

from entente.drafting.drafts import draft_claims
from entente.drafting.endpoint import KEY, Limits, add_proposals
from entente.errors import EntenteError
from entente.library.keeping._oai_client import HarvestLimits
from entente.library.keeping.harvest import harvest
from entente.library.record import Record
from entente.network import PROXY

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = draft_claims(Record(title="A", abstract="Trade between the two has grown a lot."))
ONCE = Limits(seconds=2, tries=1)
BRIEFLY = HarvestLimits(answer_seconds=2, retries=0)


class Listener:
    """Takes what is sent to it, keeps it, and answers every request with a refusal."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        # Closing the socket ends the waiting.
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._socket.accept()
                with caller:
                    caller.settimeout(1)
                    self.heard.append(caller.recv(65536))
                    caller.sendall(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(2)


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """A proxy that the environment names in every way there is, and that nobody asked for."""
    made = Listener()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, made.address)
        monkeypatch.setenv(name.lower(), made.address)
    for name in ("NO_PROXY", "no_proxy", PROXY):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(KEY, "a-secret-key")
    yield made
    made.close()


def test_a_key_for_this_machine_passes_by_the_proxy_of_the_environment(
    proxy: Listener, listener: Listener
) -> None:
    with pytest.raises(EntenteError, match="status 403"):
        add_proposals(DRAFT, f"{listener.address}/v1", "m", limits=ONCE)
    assert b"a-secret-key" in listener.heard[0]
    assert proxy.heard == []


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_other_host_is_reached_by_the_proxy_of_the_environment(
    proxy: Listener, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if scheme == "http":
        monkeypatch.delenv(KEY)
    with pytest.raises(EntenteError, match="cannot be reached"):
        add_proposals(DRAFT, f"{scheme}://nowhere.invalid/v1", "m", limits=ONCE)
    assert proxy.heard == []


def test_a_harvest_passes_by_the_proxy_of_the_environment(proxy: Listener) -> None:
    with OaiServer([dc_record("oai:a:1", "A")]) as server:
        assert len(list(harvest(server.address, limits=BRIEFLY))) == 1
    with pytest.raises(EntenteError, match="cannot be reached"):
        list(harvest("http://nowhere.invalid/oai", limits=BRIEFLY))
    assert proxy.heard == []


def test_a_proxy_that_was_asked_for_never_sees_the_key(
    proxy: Listener, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROXY, listener.address)
    with pytest.raises(EntenteError):
        add_proposals(DRAFT, "https://nowhere.invalid/v1", "m", limits=ONCE)
    with pytest.raises(EntenteError):
        list(harvest("http://nowhere.invalid/oai", limits=BRIEFLY))
    tunnel, page = listener.heard
    assert tunnel.startswith(b"CONNECT nowhere.invalid:443 ")
    assert b"secret" not in tunnel
    assert page.startswith(b"GET http://nowhere.invalid/oai?")
    assert proxy.heard == []


def test_this_machine_is_reached_directly_whatever_proxy_was_asked_for(
    proxy: Listener, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROXY, proxy.address)
    with pytest.raises(EntenteError, match="status 403"):
        add_proposals(DRAFT, f"{listener.address}/v1", "m", limits=ONCE)
    assert len(listener.heard) == 1
    assert proxy.heard == []


@pytest.mark.parametrize("named", ["somewhere:3128", "ftp://host", "http://", "http://n:word@[::1"])
def test_a_proxy_that_is_none_is_refused_and_not_shown(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROXY, named)
    with pytest.raises(EntenteError, match=f"{PROXY} names no") as caught:
        add_proposals(DRAFT, "https://nowhere.invalid/v1", "m", limits=ONCE)
    assert "word" not in str(caught.value)
