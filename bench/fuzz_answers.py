"""Readers of what other machines answer, and of what the program itself wrote."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import fuzz_samples as right
from fuzz_readers import Reader, as_bytes
from fuzz_samples import BOMBS, JSON, WORDS, XML

from entente.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def answers(folder: Path) -> Iterator[Reader]:
    """Return these readers; they may write into a folder that is theirs."""
    from entente.answer import recompute
    from entente.cases.folder import read_case
    from entente.drafting import endpoint
    from entente.drafting.draft_yaml import write_draft
    from entente.drafting.drafts import draft_claims
    from entente.drafting.replies import read_reply
    from entente.library.record import Record

    draft = draft_claims(
        Record(
            title="China and Russia",
            abstract="The two hold joint drills. Trade between China and Russia has grown a lot.",
        )
    )
    bundled = Settings(cache=None)
    files = read_case(f"{right.CASE}/merics-2025", bundled)

    def reply(text: str) -> object:
        import json

        body = json.dumps({"choices": [{"message": {"content": text}}]})
        said = endpoint._content("http://a", as_bytes(body if text[:1] != "[" else text))
        return read_reply(said, draft, "m")

    def brief(text: str) -> object:
        name, assessment, rows = (*text.split(right.PART, 2), "", "")[:3]
        claim = next((each for each in files.report.claims if each.id == name), None)
        if claim is None:
            claim = files.report.claims[0]
        (folder / "rows").mkdir(exist_ok=True)
        (folder / "assessment.json").write_bytes(as_bytes(assessment))
        (folder / "rows" / f"{claim.id}.csv").write_bytes(as_bytes(rows))
        return recompute.recompute(claim, files, bundled, folder)

    def drafted(text: str) -> object:
        said = as_bytes(text).decode(errors="replace").replace("\x00", "")
        record = Record.model_construct(title="China and Russia", abstract=said)
        return write_draft(draft_claims(record), quote=True)

    words = ('"claims"', '"quote"', '"form"', '"measures"', *WORDS[".json"])
    yield Reader("reply", reply, right.REPLIES, words, JSON, 250)
    yield Reader("draft", drafted, right.PROSE, ("China", "Russia", ". ", "not"), "( )\nChina ", 1)
    yield Reader("harvest", _harvested, right.OAI_SAMPLES, WORDS[".xml"], XML, 200)
    yield Reader(
        "brief", brief, right.brief_samples(), WORDS[".json"], JSON + "\n" + BOMBS[".csv"], 2
    )


def _harvested(text: str) -> object:
    """Take one page of a repository: status, what it says of waiting, its packing, its body."""
    import gzip

    import httpx2

    from entente.library.keeping import harvest
    from entente.library.keeping._oai_client import BoundedTransport, HarvestLimits, OaiClient

    head, _, body = text.partition(right.PART)
    status, wait, coding = (*(line.strip() for line in head.split("\n")), "", "", "")[:3]
    packed = as_bytes(body)
    if len(body) % 7:  # the others are packed in another way than they say
        packed = {"gzip": gzip.compress, "deflate": zlib.compress}.get(coding, bytes)(packed)
    headers = {"Retry-After": wait, "Content-Encoding": coding}
    if not all(each.isprintable() and each.isascii() for each in headers.values()):
        headers = {}
    code = int(status) if status in {"200", "302", "404", "429", "503"} else 200

    def answer(_: httpx2.Request) -> httpx2.Response:
        stream = httpx2.ByteStream(packed)
        return httpx2.Response(code, headers=headers, stream=stream)

    limits = HarvestLimits(page_bytes=20_000_000, retries=0, longest_wait=0.001, first_wait=0.001)
    harvest._hush()
    client = OaiClient("http://a/oai", limits)
    with httpx2.Client(transport=BoundedTransport(httpx2.MockTransport(answer), limits)) as held:
        client._client = held
        return harvest._ask(client, {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
