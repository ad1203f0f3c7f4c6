"""A repository on this machine for tests of harvesting: it pages, forgets, stalls and lies."""

from __future__ import annotations

import gzip
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

DATE = "2024-11-02T08:00:00Z"
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)


def envelope(inside: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>{DATE}</responseDate>{inside}</OAI-PMH>"
    )


def header(identifier: str, status: str = "") -> str:
    kind = f' status="{status}"' if status else ""
    return (
        f"<header{kind}><identifier>{identifier}</identifier>"
        "<datestamp>2024-10-01</datestamp></header>"
    )


def dc_record(identifier: str, title: str) -> str:
    inside = f"<dc:title>{escape(title)}</dc:title><dc:date>2024</dc:date>"
    return f"<record>{header(identifier)}<metadata>{DC}{inside}</oai_dc:dc></metadata></record>"


def deleted_record(identifier: str) -> str:
    return f"<record>{header(identifier, 'deleted')}</record>"


def error(code: str, text: str = "") -> str:
    return envelope(f'<error code="{code}">{text}</error>')


@dataclass
class Answer:
    """One answer given in place of the next one that would be right."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds_between_bytes: float = 0
    cut: bool = False


class OaiServer:
    """Serves records in pages at ``address``; what ``script`` holds comes first, once each."""

    def __init__(self, records: Sequence[str] = (), *, page_size: int = 2, packed: bool = False):
        self.records, self.page_size, self.packed = list(records), page_size, packed
        self.script: list[Answer] = []
        self.always: Answer | None = None
        self.asked: list[dict[str, str]] = []
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/oai"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> OaiServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, query: dict[str, str]) -> Answer:
        self.asked.append(query)
        if self.script:
            return self.script.pop(0)
        if self.always:
            return self.always
        body = self._answer(query)
        if self.packed:
            return Answer(gzip.compress(body.encode()), headers={"Content-Encoding": "gzip"})
        return Answer(body)

    def _answer(self, query: dict[str, str]) -> str:
        verb = query.get("verb")
        if verb == "Identify":
            return envelope("<Identify><repositoryName>Ports</repositoryName></Identify>")
        if verb == "ListSets":
            return envelope("<ListSets><set><setSpec>a</setSpec></set></ListSets>")
        if verb == "ListMetadataFormats":
            names = "".join(
                f"<metadataFormat><metadataPrefix>{name}</metadataPrefix></metadataFormat>"
                for name in ("oai_dc", "mods")
            )
            return envelope(f"<ListMetadataFormats>{names}</ListMetadataFormats>")
        if verb != "ListRecords":
            return error("badVerb")
        return self._list(query)

    def _list(self, query: dict[str, str]) -> str:
        token = query.get("resumptionToken")
        if token is None and query.get("metadataPrefix") not in ("oai_dc", "mods"):
            return error("cannotDisseminateFormat")
        if token is not None and not (token.isdigit() and 0 < int(token) < len(self.records)):
            return error("badResumptionToken", "Gone.")
        if not self.records:
            return error("noRecordsMatch")
        start = int(token or 0)
        end = start + self.page_size
        more = str(end) if end < len(self.records) else ""
        # The last page has an empty token, as the protocol wants it.
        ends = f'<resumptionToken completeListSize="{len(self.records)}">{more}</resumptionToken>'
        whole = end >= len(self.records) and token is None
        page = "".join(self.records[start:end])
        return envelope(f"<ListRecords>{page}{'' if whole else ends}</ListRecords>")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = dict(parse_qsl(urlsplit(self.path).query))
                try:
                    self.send(server.answer(query))
                except OSError:
                    self.close_connection = True  # the client has had enough

            def send(self, answer: Answer) -> None:
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body) + answer.cut))
                self.end_headers()
                if not answer.seconds_between_bytes:
                    self.wfile.write(body)
                for i in range(len(body) if answer.seconds_between_bytes else 0):
                    self.wfile.write(body[i : i + 1])
                    self.wfile.flush()
                    if server.stopping.wait(answer.seconds_between_bytes):
                        return

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name)
                """Say nothing."""

        return Handler
