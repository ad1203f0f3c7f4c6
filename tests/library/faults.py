"""Faults at the n-th call by which a process changes a folder: it is killed there, or refused.

The process is traced, so that calls of every thread and of compiled libraries count too: creating,
opening to write, writing, syncing, cutting, renaming, linking and removing. Linux on x86-64.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import struct
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

# killed: before the call. torn: after half of what the call would have written. refused: the call
# fails, the disk being full. full: it and all later ones that need room fail.
Kind = Literal["killed", "torn", "refused", "full"]
KINDS: tuple[Kind, ...] = ("killed", "torn", "refused", "full")

_WRITE = {1: "write", 18: "pwrite", 20: "writev", 296: "pwritev"}
_BY_HANDLE = {**_WRITE, 74: "fsync", 75: "fdatasync", 77: "ftruncate", 285: "fallocate"}
_OPEN = {2: 1, 257: 2}  # which argument holds the flags
# Which argument names the file.
_BY_PATH = {
    2: ("open", 0), 257: ("open", 1), 82: ("rename", 1), 264: ("rename", 3), 316: ("rename", 3),
    87: ("unlink", 0), 263: ("unlink", 1), 83: ("mkdir", 0), 258: ("mkdir", 1), 84: ("rmdir", 0),
    86: ("link", 1), 265: ("link", 3), 88: ("symlink", 1), 266: ("symlink", 2),
    90: ("chmod", 0), 268: ("chmod", 1),
}  # fmt: skip
_NEEDS_NO_ROOM = {"unlink", "rmdir", "chmod"}
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_TRACEME, _PEEK_REGISTERS, _POKE_REGISTERS, _CONTINUE, _SYSCALL = 0, 12, 13, 7, 24
_SET_OPTIONS, _ALL_CHILDREN = 0x4200, 0x40000000
_OPTIONS = 0x100000 | 0x80 | 0x8 | 0x4 | 0x2  # end with us; the filter; threads and forks
_FILTERED, _IS_FILTERED = 0x7FF00000, 7
_ALLOWED = 0x7FFF0000
_REGISTERS = [
    "r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi",
    "rdi", "orig", "rip", "cs", "eflags", "rsp", "ss", "fs_base", "gs_base", "ds", "es", "fs", "gs",
]  # fmt: skip

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


class _Registers(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in _REGISTERS]

    def argument(self, number: int) -> int:
        return getattr(self, ("rdi", "rsi", "rdx", "r10")[number])


@dataclass(frozen=True)
class Ended:
    """How a process ended: code (negative: by a signal), how many calls it made, the last one."""

    code: int
    calls: int
    last: str


def why_not() -> str:
    """Say why this system cannot be traced; empty where it can."""
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        return "calls are counted on Linux on x86-64 only"
    try:
        ended = run(lambda: None, Path("/nowhere"))
    except OSError as error:
        return f"a process may not be traced here: {error}"
    return "" if ended.code == 0 else f"a process cannot be traced here: {ended}"


def run(work: Callable[[], object], folder: Path, kind: Kind = "killed", at: int = 0) -> Ended:
    """Do some work in a process of its own, with a fault at its n-th call that changes a folder."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            if libc.ptrace(_TRACEME, 0, None, None) == 0:
                os.kill(os.getpid(), signal.SIGSTOP)
                _filter()
                work()
                code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        except BaseException:  # noqa: BLE001 (whatever it is, it must not go on in the copy of us)
            traceback.print_exc()
            code = 71
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return _Tracer(child, os.fsencode(folder), kind, at).follow()


class _Tracer:
    def __init__(self, child: int, folder: bytes, kind: Kind, at: int) -> None:
        self.child, self.folder, self.kind, self.at = child, folder, kind, at
        self.calls, self.last, self.is_ending = 0, "", False

    def follow(self) -> Ended:
        os.waitpid(self.child, 0)
        if libc.ptrace(_SET_OPTIONS, self.child, None, _OPTIONS):
            raise OSError(ctypes.get_errno(), "ptrace")
        self._go_on(self.child)
        while True:
            task, status = os.waitpid(-1, _ALL_CHILDREN)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                if task == self.child:
                    return Ended(os.waitstatus_to_exitcode(status), self.calls, self.last)
                continue
            stop = os.WSTOPSIG(status)
            if self.is_ending:  # half of it is written now
                os.kill(self.child, signal.SIGKILL)
                continue
            if stop == signal.SIGTRAP:
                if status >> 16 == _IS_FILTERED and self._meet(task):
                    continue
                self._go_on(task)
            else:
                self._go_on(task, 0 if stop == signal.SIGSTOP else stop)

    def _go_on(self, task: int, by: int = 0, how: int = _CONTINUE) -> None:
        libc.ptrace(how, task, None, by)

    def _meet(self, task: int) -> bool:
        """Look at a call that is about to be made; return whether it has been dealt with."""
        now = _Registers()
        libc.ptrace(_PEEK_REGISTERS, task, None, ctypes.byref(now))
        name, path = self._named(task, now)
        if not path.startswith(self.folder):
            return False
        self.calls += 1
        if not self.at or self.calls < self.at or (self.calls > self.at and self.kind != "full"):
            return False
        self.last = f"{name} {os.fsdecode(path[len(self.folder) :])}"
        if self.kind == "killed" or (self.kind == "torn" and now.orig not in _WRITE):
            os.kill(self.child, signal.SIGKILL)
            return True
        if self.kind == "torn":
            now.rdx = now.rdx // 2 if now.orig in (1, 18) else 1
            libc.ptrace(_POKE_REGISTERS, task, None, ctypes.byref(now))
            self.is_ending = True
            self._go_on(task, how=_SYSCALL)
            return True
        if name in _NEEDS_NO_ROOM or (name == "open" and Path(os.fsdecode(path)).exists()):
            if self.kind == "refused":
                self.at += 1  # the next that needs room
            return False
        now.orig, now.rax = 2**64 - 1, 2**64 - errno.ENOSPC
        libc.ptrace(_POKE_REGISTERS, task, None, ctypes.byref(now))
        return False

    def _named(self, task: int, now: _Registers) -> tuple[str, bytes]:
        try:
            if now.orig in _BY_HANDLE:
                file = Path(f"/proc/{task}/fd/{now.rdi}").readlink()
                return _BY_HANDLE[now.orig], os.fsencode(file)
            name, at = _BY_PATH[now.orig]
            with Path(f"/proc/{task}/mem").open("rb", buffering=0) as memory:
                memory.seek(now.argument(at))
                return name, memory.read(4096).split(b"\0", 1)[0]
        except OSError:
            return "", b""


def _filter() -> None:
    """Have the kernel stop this process at calls that change files, and at no others."""
    plain = sorted({*_BY_HANDLE, *_BY_PATH} - set(_OPEN))
    lines = [(0x20, 0, 0, 0)]  # the number of the call
    for number, argument in _OPEN.items():
        lines += [
            (0x15, 0, 4, number),
            (0x20, 0, 0, 16 + 8 * argument),
            (0x45, 0, 1, _TO_WRITE),
            (0x06, 0, 0, _FILTERED),
            (0x06, 0, 0, _ALLOWED),
        ]
    for number in plain:
        lines += [(0x15, 0, 1, number), (0x06, 0, 0, _FILTERED)]
    lines += [(0x06, 0, 0, _ALLOWED)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(code))
    )
    no_new_privileges, set_filter = 38, 22
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(set_filter, 2, program, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
