"""The command line: one command, or one group of commands, a file.

Every module of this folder defines ``app``, a Typer application named as its file; nothing heavy is
imported before a command runs, so that ``entente --help`` is quick.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from entente.errors import EntenteError

LONGEST_SAID = 200
EXIT_NOT_HELD = 1
EXIT_BAD_INPUT = 2
EXIT_OURS = 70
EXIT_STOPPED = 130

app = typer.Typer(
    name="entente",
    help="Is what a report says of a partnership between states borne out by open data, "
    "when it was written and now?\n\n"
    "Example: entente brief china-russia-east-asia",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _say_version(asked: bool) -> None:
    if asked:
        from entente.cli._output import say
        from entente.release import VERSION

        say(f"entente {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version."),
    ] = False,
    _debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an error.")
    ] = False,
) -> None:
    """Nothing to do before a command."""


@cache
def _collect() -> None:
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        module = importlib.import_module(f"entente.cli.{path.stem}")
        commands = module.app.registered_commands
        if len(commands) == 1 and commands[0].name == path.stem:
            app.registered_commands += commands
        else:
            app.add_typer(module.app, name=path.stem)


def main() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 a check did not hold, 2 bad input, 70 a fault of the program, 130 stopped
    by the user.
    """
    from entente.cli._output import guarded, speak_utf_8

    speak_utf_8()
    with guarded():
        _main()


def _main() -> None:
    _collect()
    output = sys.stdout
    try:
        try:
            app()
        finally:
            # A full disk behind the standard output is found out here, not when Python ends.
            sys.stdout.flush()
    except SystemExit:
        # Typer takes a reader who has gone for a failure, and puts another output in its place.
        if sys.stdout is output:
            raise
        _close_output()
        sys.exit(0)
    except BrokenPipeError:
        # The reader of a pipe has gone (`entente list claims | head`): not our failure.
        _close_output()
        sys.exit(0)
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in sys.argv and not isinstance(error, KeyboardInterrupt):
            raise
        said, code = _explained(error)
        print(f"entente: {said}", file=sys.stderr)
        # What is still held for an output that failed would fail again when Python ends.
        if isinstance(error, OSError) and error.filename is None:
            _close_output()
        sys.exit(code)


def _explained(error: BaseException) -> tuple[str, int]:
    """Return what to say of an error, and the exit code: the one table of both."""
    if isinstance(error, EntenteError):
        return str(error), EXIT_BAD_INPUT
    if isinstance(error, KeyboardInterrupt):
        return "stopped; what was committed is kept", EXIT_STOPPED
    if isinstance(error, MemoryError):
        return "There is not enough memory.\n  try: a part of it", EXIT_BAD_INPUT
    if isinstance(error, OSError):
        # What no command foresaw: a disk that is full, a folder that was taken away.
        place = error.filename or "the standard output"
        return f"{error.strerror or error}.\n  in: {place}", EXIT_BAD_INPUT
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())[:LONGEST_SAID]
    return (
        f"This is a fault of the program, not of what you gave it: {type(error).__name__}: {said}\n"
        f"  in: {Path(last.filename).name}:{last.lineno}\n"
        "  try: the same after `entente --debug`, and report what it prints"
    ), EXIT_OURS


def _close_output() -> None:
    """Send what is still held for the standard output nowhere, so that Python can end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
