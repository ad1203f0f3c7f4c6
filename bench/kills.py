"""What becomes of a library whose writer is killed or refused at its n-th call.

Run from the project: ``python bench/kills.py [--each N] [--only WORD]``. Linux on x86-64; all of it
takes an hour or more, ``--each 45`` (every 45th call) three minutes.

Each trial takes a fresh copy of a library, does one command with one fault, and holds the law:

1. no record is lost or torn: the records are as after one of the command's commits;
2. the next commands need no repair: they answer rightly, or say in one line what to do;
3. the next writing leaves nothing behind of what the fault interrupted.
"""
# ruff: noqa: S608 (the statements are our own)

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import pkgutil
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

# Before they are read: a process that is copied may have no threads.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "ENTENTE_CACHE": ""}

sys.path.append(str(Path(__file__).parents[1] / "tests" / "library"))

import faults
from oai_server import OaiServer, dc_record

from entente import cli, library
from entente.library.embedding import embed
from entente.library.formats import write_records
from entente.library.holdings import Holdings
from entente.library.keeping import catalogue
from entente.library.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

State = tuple[Any, ...]
HELD, NEW = 24, 12
# What a library may hold besides its records, and its index besides the files of segments.
_KEPT = {"records.sqlite", "records.sqlite-wal", "records.sqlite-shm"}
_KEPT_OF_INDEX = {"meta.json", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock"}


class Said(NamedTuple):
    code: int
    out: str
    err: str


class Command(NamedTuple):
    """A command to be interrupted, and how its library is before it."""

    name: str
    words: tuple[str, ...]
    template: str = "kept"


def ships(first: int, count: int) -> list[Record]:
    return [
        Record(title=f"Ships {n} at sea", abstract=f"Hulls {n}.", authors=(f"Ana A{n}",))
        for n in range(first, first + count)
    ]


def said(*words: str) -> Said:
    """Do a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["entente", "library", *words]
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        except Exception as error:  # noqa: BLE001 (a traceback is what must not come)
            code = 71
            err.write(f"Traceback: {type(error).__name__}: {error}")
    return Said(code, out.getvalue(), err.getvalue())


def state_of(folder: Path) -> State:
    """Return what a library holds, without what it only notes for itself."""
    path = folder / "records.sqlite"
    if not path.exists():
        return ()
    # A copy, so that the command that follows meets what the fault has left.
    copies = folder.parent.parent / "copies"
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    for each in folder.glob("records.sqlite*"):
        shutil.copy(each, copies)
    with closing(sqlite3.connect(copies / path.name)) as base:
        if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return ("torn",)
        try:
            return tuple(
                tuple(base.execute(statement))
                for statement in (
                    "SELECT id, hex(digest), name, body, source, merged_into FROM record",
                    "SELECT * FROM tag ORDER BY record, tag",
                    "SELECT name, query, seen FROM saved_search ORDER BY name",
                    "SELECT place, token FROM harvest ORDER BY place",
                    "SELECT * FROM origin ORDER BY identifier",
                    "SELECT record FROM sense ORDER BY record",
                )
            )
        except sqlite3.OperationalError:  # its tables are not there yet
            return ()


class Trials:
    """Copies of a few libraries, and what is done to them."""

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.address, self.place = root, address, root / "trial"
        self.library = self.place / "library"
        os.environ["ENTENTE_LIBRARY"] = str(self.library)
        for name, records in (("new", ships(HELD, NEW)), ("later", ships(900, 2))):
            (root / f"{name}.yml").write_text(write_records(records, "yaml_record"))
        # Apart, as all that opens a library: an index has threads, and a copy of a process none,
        # but what they held just then.
        self.apart(self.make_templates)
        one, two = "a0-undated-ships", "a1-undated-ships"
        # Some three commits, and the index after each.
        new = ("add", str(root / "new.yml"))
        self.commands = [
            Command("add", new),
            Command("add to a new library", new, "none"),
            Command("tag", ("tag", one, "to-read")),
            Command("merge", ("dedupe", "--merge", one, "--with", two)),
            Command("split", ("dedupe", "--split", "a4-undated-ships")),
            Command("harvest", ("harvest", address)),
            Command("watch, saved", ("watch", "--save", "hulls", "hulls")),
            Command("watch, a feed", ("watch", "--atom", str(self.place / "feed.xml"))),
            Command("search, index behind", ("search", "ships"), "behind"),
            Command("search, index broken", ("search", "ships"), "broken"),
            Command("tag, index broken", ("tag", one, "to-read"), "broken"),
        ]

    def fresh(self, template: str) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.root / template, self.place)

    def make_templates(self) -> list[str]:
        (self.root / "none").mkdir()
        self.place.mkdir()
        with catalogue.Library(self.library) as made:
            made.add(ships(0, HELD), "tests")
            made.tag("a3-undated-ships", ["kept"])
            made.merge("a4-undated-ships", ["a5-undated-ships", "a6-undated-ships"])
        said("watch", "--save", "ships", "ships")
        said("add", str(self.root / "later.yml"))
        shutil.copytree(self.place, self.root / "kept")
        with closing(Holdings(self.library)) as holdings:
            holdings.tag(2, ["behind"])
        shutil.copytree(self.place, self.root / "behind")
        for path in self.library.glob("index*/*.term"):
            path.write_bytes(path.read_bytes()[:10])
        shutil.copytree(self.place, self.root / "broken")
        return []

    def apart(self, work: Callable[[], list[str]]) -> list[str]:
        """Do some work in a process of its own, and return what it returns."""
        told = self.root / "told.json"
        told.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            try:
                told.write_text(json.dumps(work()))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return json.loads(told.read_text()) if told.exists() else ["the check itself failed"]

    def does(self, command: Command) -> Callable[[], None]:
        def work() -> None:
            done = said(*command.words)
            (self.root / "said.json").write_text(json.dumps(done))
            raise SystemExit(done.code)

        return work

    def states_of(self, command: Command) -> tuple[int, list[State]]:
        """Do a command without a fault: count its calls, and note what each commit leaves."""
        self.fresh(command.template)
        states = [state_of(self.library)]
        calls = faults.run(self.does(command), self.place).calls
        last = state_of(self.library)
        self.fresh(command.template)
        writing = Holdings.writing
        seen = self.root / "states"
        shutil.rmtree(seen, ignore_errors=True)
        seen.mkdir()

        def work() -> list[str]:
            from contextlib import contextmanager

            @contextmanager
            def noting(holdings: Holdings):
                with writing(holdings) as base:
                    yield base
                where = seen / f"{len(list(seen.iterdir())):03}"
                with closing(sqlite3.connect(where)) as copy:
                    holdings._base.backup(copy)

            Holdings.writing = noting
            said(*command.words)
            return []

        self.apart(work)
        for each in sorted(seen.iterdir()):
            place = seen / f"{each.name}-"
            place.mkdir()
            each.rename(place / "records.sqlite")
            states.append(state_of(place))
        return calls, [*states, last]

    # ------------------------------------------------------------------ the law

    def trial(self, command: Command, kind: faults.Kind, at: int, states: list[State]) -> list[str]:
        """Do a command with one fault; return what the law has against what follows."""
        self.fresh(command.template)
        told = self.root / "said.json"
        told.unlink(missing_ok=True)
        ended = faults.run(self.does(command), self.place, kind, at)
        broken: list[str] = []
        now = state_of(self.library)
        made = [((),) * 6] if command.template == "none" else []
        if now not in [*states, *made]:
            broken.append("LOST: the records are as after no commit")
        if ended.code != -9:
            done = Said(*json.loads(told.read_text())) if told.exists() else Said(99, "", "")
            broken += clear("the refused command", done)
            if done.code == 0 and now != states[-1] and "watch" not in command.name:
                broken.append("LOST: it said that it was done")
            if kind == "full":
                told.unlink(missing_ok=True)
                search = Command("", ("search", "ships", "--by", "words", "--json", "--limit=99"))
                faults.run(self.does(search), self.place, "full", 1)
                done = Said(*json.loads(told.read_text())) if told.exists() else Said(99, "", "")
                broken += clear("a search on the full disk", done)
                if done.code == 0 and "indexed" not in done.err:
                    broken += self.wrong(done)
        broken += self.apart(lambda: self.after(command))
        return [f"{command.name}, {kind} at {at} ({ended.last}): {what}" for what in broken]

    def after(self, command: Command) -> list[str]:
        """Hold what the next commands say, and what they leave."""
        broken: list[str] = []
        if (self.library / "records.sqlite").exists():
            for words in (("ships",), ("tag:kept",), ("title:5",)):
                done = said("search", *words, "--by", "words", "--json", "--limit=99")
                broken += locked(f"search {words}", done)
                broken += self.wrong(done, words[0]) if done.code == 0 else []
            done = said("export", "ships", "--format", "yaml")
            broken += locked("export", done)
            if done.out.count("title: ") != len(self.shown()):
                broken.append("WRONG: export")
        else:
            broken += clear("search", said("search", "ships"))
        (self.root / "last.yml").write_text(write_records(ships(950, 1), "yaml_record"))
        broken += locked("add", said("add", str(self.root / "last.yml")))
        done = said("search", "950", "--by", "words", "--json")
        broken += locked("search", done)
        if done.code == 0 and len(json.loads(done.out)["hits"]) != 1:
            broken.append("WRONG: what was added is not found")
        broken += clear("the same again", said(*command.words))
        return broken + self.leftovers()

    def shown(self, having: str = "1") -> set[str]:
        with closing(sqlite3.connect(self.library / "records.sqlite")) as base:
            return {
                row[0]
                for row in base.execute(
                    "SELECT name FROM record WHERE merged_into IS NULL"
                    f" AND body LIKE '%Ships%' AND {having}"
                )
            }

    def wrong(self, done: Said, line: str = "ships") -> list[str]:
        found = {hit["name"] for hit in json.loads(done.out)["hits"]}
        five = "(SELECT coalesce(merged_into, id) FROM record WHERE body LIKE '%Ships 5 at%')"
        having = {
            "ships": "1",
            "tag:kept": "id IN (SELECT record FROM tag WHERE tag = 'kept')",
            "title:5": f"id IN {five}",
        }
        true = self.shown(having[line])
        if found != true:
            return [f"WRONG: {line} found {len(found)} of {len(true)}"]
        return []

    def leftovers(self) -> list[str]:
        indexes = sorted(self.library.glob("index*"))
        left = {path.name for path in self.library.iterdir()} - _KEPT - {p.name for p in indexes}
        left |= {path.name for path in self.place.iterdir()} - {"library", "feed.xml"}
        if len(indexes) > 1:
            left.add(f"{len(indexes)} indexes")
        for index in indexes:
            meta = json.loads((index / "meta.json").read_text())
            live = {each["segment_id"].replace("-", "") for each in meta["segments"]}
            names = {path.name for path in index.iterdir()} - _KEPT_OF_INDEX
            left |= {name for name in names if name.partition(".")[0] not in live}
        return [f"LEFT: {', '.join(sorted(left))}"] if left else []


def clear(what: str, done: Said) -> list[str]:
    """Hold that a command did its work, or said in a line why not."""
    if done.code == 0:
        return []
    if done.code == 2 and done.err.startswith("entente: ") and "Traceback" not in done.err:
        return []
    return [f"UNCLEAR: {what}: {done.code}: {done.err.strip()[-300:]}"]


def locked(what: str, done: Said) -> list[str]:
    """Hold that a command did its work, the fault being over."""
    return [] if done.code == 0 else [f"LOCKED: {what}: {done.code}: {done.err.strip()[-300:]}"]


def serve() -> str:
    """Serve a few records in a process of its own, which ends with this one; return where."""
    records = [dc_record(f"oai:a:{n}", f"Ships H{n} at sea") for n in range(9)]
    told, tell = os.pipe()
    ends, _ = os.pipe()
    if os.fork() == 0:
        os.close(_)
        with OaiServer(records, page_size=3) as server:
            os.write(tell, server.address.encode())
            os.read(ends, 1)  # returns when nobody is left to write
        os._exit(0)
    return os.read(told, 200).decode()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--each", type=int, default=1, help="try every N-th call")
    asked.add_argument("--only", default="", help="commands whose name holds this")
    given = asked.parse_args()
    if reason := faults.why_not():
        print(f"nothing was tried: {reason}")
        return
    address = serve()
    # All is read before the first copy.
    embed(["ships"])
    for package in (library, cli):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    catalogue.BATCH, catalogue.INDEX_EVERY = 5, 5
    step = given.each
    broken: list[str] = []
    # In memory, where there is a disk there: what is asked of the real one takes most of the time.
    memory = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        trials = Trials(Path(folder), address)
        for command in trials.commands:
            if given.only not in command.name:
                continue
            calls, states = trials.states_of(command)
            found: list[str] = []
            tried = 0
            for number, kind in enumerate(faults.KINDS):
                for at in range(1 + number * step // len(faults.KINDS), calls + 1, step):
                    found += trials.trial(command, kind, at, states)
                    tried += 1
            where = {
                what: {each.split(f": {what}")[0] for each in found if f": {what}" in each}
                for what in ("LOST", "LOCKED", "WRONG", "UNCLEAR", "LEFT")
            }
            counts = ", ".join(f"{what.lower()} {len(places)}" for what, places in where.items())
            print(f"{command.name}: {calls} calls, {tried} faults: {counts}", flush=True)
            broken += found
    for each in broken:
        print(each)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
