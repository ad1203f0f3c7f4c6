"""Every reader of the program against spoilt inputs: it reads each, or refuses it in our words.

Run with `python bench/fuzz.py [--inputs N] [--seed S] [--only NAME]`, Linux. An input is a number:
the seed, the reader's name and the number make it, and `--only NAME --input NUMBER` makes it again.
A reader runs in a process of its own, and these are faults:

* an error that is not ours, and that the reader's documentation does not promise, or a warning;
* over 2 seconds of the processor's time, 20 for an input of over 20,000 characters; or no return;
* memory over 1 GB beyond what the program has loaded;
* the end of the process: the number of its last input stands where its parent sees it.
"""

from __future__ import annotations

import argparse
import gc
import json
import mmap
import os
import random
import resource
import signal
import struct
import sys
import tempfile
import time
import traceback
import warnings
import zlib
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_answers import answers
from fuzz_readers import Reader, as_bytes, readers
from spoiling import Spoiler

from entente.errors import EntenteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SECONDS, SECONDS_OF_LONG, LONG = 2.0, 20.0, 20_000
ROOM = 1_000_000_000  # bytes beyond what is loaded
LEAST = 200  # inputs of a reader that is quick
PACKAGE = str(Path(__file__).parents[1] / "src")
_NOW = struct.Struct("QQQdQd")  # number, read, refused, slowest, its number, seconds


class TooSlowError(BaseException):
    """An input has had its time; no reader takes it for an error of its own."""


@dataclass
class Fault:
    """What came of an input that was neither read nor refused.

    Attributes:
        what: The kind of fault, the same for the same place in the code.
        number: Of the shortest input met.
        size: Characters of it.
        times: How often it was met.
        said: Its traceback.
    """

    what: str
    number: int
    size: int
    said: str = ""
    times: int = 1


@dataclass
class Report:
    """What came of one reader's inputs."""

    name: str
    inputs: int = 0
    read: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_input: int = 0
    peak: int = 0  # bytes
    faults: dict[str, Fault] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        held = self.faults.setdefault(fault.what, fault)
        if held is not fault:
            fault.times += held.times
            self.faults[fault.what] = fault if fault.size < held.size else held
            self.faults[fault.what].times = fault.times


def input_of(reader: Reader, spoiler: Spoiler, seed: int, number: int) -> str:
    """Make the input of a number."""
    dice = random.Random((zlib.crc32(f"{seed}/{reader.name}".encode()) << 40) + number)  # noqa: S311
    return spoiler.input(dice, number)


def spoiler_of(reader: Reader) -> Spoiler:
    return Spoiler(reader.samples, reader.words, reader.bombs)


def fuzz(
    reader: Reader, inputs: int, seed: int, *, seconds: float = SECONDS, room: int = ROOM
) -> Report:
    """Run a reader's inputs, in as many processes as crash or hang and one more."""
    report = Report(reader.name, inputs)
    start = 1
    with tempfile.TemporaryFile() as board, tempfile.NamedTemporaryFile("r") as found:
        board.truncate(_NOW.size)
        shared = mmap.mmap(board.fileno(), _NOW.size)
        while start <= inputs:
            pid = os.fork()
            if not pid:
                _child(reader, range(start, inputs + 1), seed, shared, found.name, seconds, room)
            last = _watch(pid, shared, 5 * seconds + 20, report)
            number, read, refused, slowest, which, spent = _NOW.unpack(shared[:])
            report.read += read
            report.refused += refused
            report.seconds += spent
            if slowest > report.slowest:
                report.slowest, report.slowest_input = slowest, which
            if last:
                text = input_of(reader, spoiler_of(reader), seed, number)
                report.add(Fault(last, number, len(text)))
            start = number + 1 if last else inputs + 1
            shared[:] = bytes(_NOW.size)
        for line in found:
            report.add(Fault(**json.loads(line)))
    return report


def _watch(pid: int, shared: mmap.mmap, patience: float, report: Report) -> str:
    """Wait for a child; return how it ended, empty where it did all of its inputs."""
    number, since, hung = -1, time.monotonic(), False
    wait = 0.002
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            break
        time.sleep(wait)
        wait = min(wait * 2, 0.5)
        now = _NOW.unpack(shared[:])[0]
        if now != number:
            number, since = now, time.monotonic()
        # In compiled code no signal is heard.
        elif time.monotonic() - since > patience + (SECONDS_OF_LONG if now else 300):
            hung = True
            os.kill(pid, signal.SIGKILL)
    report.peak = max(report.peak, usage.ru_maxrss * 1024)
    if hung:
        return "did not return"
    if os.WIFSIGNALED(status):
        return f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
    code = os.WEXITSTATUS(status)
    return f"ended with code {code}" if code else ""


def _child(
    reader: Reader,
    numbers: range,
    seed: int,
    shared: mmap.mmap,
    found: str,
    seconds: float,
    room: int,
) -> None:
    """Run inputs in this process and end it."""
    code = 1
    try:
        faults = _inputs(reader, numbers, seed, shared, seconds, room)
        with Path(found).open("a", encoding="ascii") as out:
            for fault in faults:
                out.write(f"{json.dumps(vars(fault))}\n")
        code = 0
    except BaseException:  # noqa: BLE001 (what is outside a reader is a fault of this tool)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _inputs(
    reader: Reader, numbers: range, seed: int, shared: mmap.mmap, seconds: float, room: int
) -> Iterator[Fault]:
    spoiler = spoiler_of(reader)
    told = (EntenteError, *reader.says)
    for sample in reader.samples:  # what is loaded at first use counts for no input
        _quietly(reader, sample)
    gc.freeze()  # what is loaded is never garbage
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (_loaded() + room, resource.RLIM_INFINITY))
    armed = False

    def late(_number: int, _frame: FrameType | None) -> None:
        if armed:
            raise TooSlowError

    signal.signal(signal.SIGPROF, late)
    read = refused = slowest_input = 0
    slowest, began = 0.0, time.process_time()
    faults = Report(reader.name)
    for number in numbers:
        spent = time.process_time() - began
        shared[:] = _NOW.pack(number, read, refused, slowest, slowest_input, spent)
        text = input_of(reader, spoiler, seed, number)
        most = SECONDS_OF_LONG if len(text) > LONG else seconds
        signal.setitimer(signal.ITIMER_PROF, most)
        start = time.process_time()
        try:
            armed = True
            reader.read(text)
            armed = False
            read += 1
        except told as error:
            armed = False
            # A promise of ValueError is no promise of what Python derives from it.
            if isinstance(error, EntenteError) or type(error) in told:
                refused += 1
            else:
                faults.add(_fault(error, number, text))
        except BaseException as error:  # noqa: BLE001 (this is what is looked for)
            armed = False
            faults.add(_fault(error, number, text))
        took = time.process_time() - start
        if took > slowest:
            slowest, slowest_input = took, number
    signal.setitimer(signal.ITIMER_PROF, 0)
    spent = time.process_time() - began
    shared[:] = _NOW.pack(numbers[-1], read, refused, slowest, slowest_input, spent)
    yield from faults.faults.values()


def _quietly(reader: Reader, sample: str) -> None:
    try:
        reader.read(sample)
    except Exception:  # noqa: BLE001 (a test sees that samples are read)
        return


def _loaded() -> int:
    """Return the address space of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def _fault(error: BaseException, number: int, text: str) -> Fault:
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, TooSlowError):
        frames.pop()  # where the alarm is heard
    ours = [frame for frame in frames if frame.filename.startswith(PACKAGE)]
    last = (ours or frames)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    said = "".join(traceback.format_exception(error, limit=-6))[-3_000:]
    return Fault(f"{type(error).__name__} at {where}", number, len(text), said)


def shares(found: list[Reader], inputs: int) -> dict[str, int]:
    """Share inputs out among readers."""
    whole = sum(reader.share for reader in found)
    return {
        each.name: max(min(LEAST, 4 * each.share), round(inputs * each.share / whole))
        for each in found
    }


def _line(*cells: Any) -> str:
    return "{:<17}{:>11}{:>11}{:>11}{:>9}{:>11}{:>9}{:>8}".format(*cells)


def _said(report: Report) -> str:
    return _line(
        report.name,
        f"{report.inputs:,}",
        f"{report.read:,}",
        f"{report.refused:,}",
        f"{report.seconds:,.0f}",
        f"{report.slowest:.2f}",
        f"{report.peak / 1e6:,.0f}",
        len(report.faults),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="of all readers together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", default="", help="names of readers, with commas; they have all inputs"
    )
    parser.add_argument("--input", type=int, default=0, help="show one input and what comes of it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        names = given.only.split(",") if given.only else []
        known: list[str] = []
        found: list[Reader] = []
        for each in chain(readers(Path(folder)), answers(Path(folder))):
            known.append(each.name)
            found += [each] if not names or each.name in names else []
            # Samples of the last readers take long to make, and are made when they are reached.
            if names and len(found) == len(names):
                break
        if not found:
            print(f"No reader is called {given.only!r}: {', '.join(known)}")
            return 2
        if given.input:
            text = input_of(found[0], spoiler_of(found[0]), given.seed, given.input)
            sys.stdout.buffer.write(as_bytes(text) + b"\n")
            sys.stdout.flush()
            print(found[0].read(text), file=sys.stderr)
            return 0
        print(_line("reader", "inputs", "read", "refused", "seconds", "slowest", "MB", "faults"))
        reports: list[Report] = []
        for reader in found:
            many = shares(found, given.inputs)[reader.name]
            reports.append(fuzz(reader, many, given.seed))
            print(_said(reports[-1]), flush=True)
            for fault in sorted(reports[-1].faults.values(), key=lambda each: -each.times):
                print(f"FAULT {fault.what}, {fault.times:,} times; --input {fault.number}")
                print(fault.said, flush=True)
    inputs = sum(report.inputs for report in reports)
    faults = sum(len(report.faults) for report in reports)
    seconds = sum(report.seconds for report in reports)
    print(f"{inputs:,} inputs, seed {given.seed}, {seconds:,.0f} seconds, {faults} faults")
    return 1 if faults else 0


def _memory() -> str | None:
    """Return a folder in memory, where there is one: inputs come and go by the million."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (a folder of its own)


if __name__ == "__main__":
    raise SystemExit(main())
