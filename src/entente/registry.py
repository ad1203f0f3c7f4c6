"""Find the things that live one per file: sources, tables, measures, criteria, forecasters."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from entente.errors import BrokenFileError, DuplicateNameError, EntenteError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from types import ModuleType


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """Snake-case name, the stem of its file."""
        ...


T = TypeVar("T", bound=Named)
Found = dict[str, tuple[T, Path]]


class Registry(Generic[T]):
    """Things of one kind, each defined in a file named after it.

    The package's own folder, a project's folder and installed plugins are read the same way. A
    file whose name starts with an underscore is a helper and is passed over; every other file must
    define exactly one thing, named as the file. Nothing is skipped in silence: a file that cannot
    be used stops the load. One thing asked for by its name is read alone, so that a command pays
    for what it uses.

    Threads may share it. What is found is collected apart and published whole, so nobody sees a
    part of it; a load that fails publishes nothing, and the next use fails with the same error.
    A file may ask other registries while it is imported, never its own.
    """

    def __init__(self, kind: str, item: type[T], package: str, *, plural: str = "") -> None:
        """Make an empty registry.

        Args:
            kind: Singular word for messages, e.g. ``measure``.
            item: Class whose instances are collected.
            package: Our own package to read, e.g. ``entente.measures``.
            plural: Word for all of them, as ``entente list`` takes it; by default the last part of
                the package's name.
        """
        self.kind, self._item, self._package = kind, item, package
        self.plural = plural or package.rpartition(".")[2]
        self._found: Found[T] | None = None
        # Things that were read alone.
        self._alone: Found[T] = {}
        self._publishing = threading.RLock()
        # For each thread, the file that it imports for us.
        self._reading = threading.local()

    def __iter__(self) -> Iterator[T]:
        """Walk the things in name order."""
        return (thing for _, (thing, _path) in sorted(self._all().items()))

    def __len__(self) -> int:
        """Count the things."""
        return len(self._all())

    def __contains__(self, name: object) -> bool:
        """Whether something is registered under the name."""
        return (self._found is None and name in self._files) or name in self._all()

    @property
    def names(self) -> tuple[str, ...]:
        """The names in order; none of the things need be read for them."""
        return tuple(sorted(self._files if self._found is None and self._files else self._all()))

    def __getitem__(self, name: str) -> T:
        """Return one by name.

        Raises:
            UnknownNameError: Nothing has that name; the message lists near ones.
        """
        held = (self._alone if self._found is None else self._found).get(name)
        return held[0] if held is not None else self._entry(name)[0]

    def path(self, name: str) -> Path:
        """Return the file that defines a thing.

        Raises:
            UnknownNameError: Nothing has that name.
        """
        return self._entry(name)[1]

    def add_folder(self, folder: Path) -> None:
        """Read every ``*.py`` of a folder outside the package (a project's own files).

        All of them are added, or, where one cannot be used, none.

        Raises:
            BrokenFileError: A file cannot be imported, or does not define one thing of its name.
            DuplicateNameError: A name is taken.
        """
        before = self._all()
        with self._publishing:
            # Another thread may have added a folder since.
            found = dict(self._found or before)
            modules: list[str] = []
            try:
                for path in sorted(folder.glob("[!_]*.py")):
                    self._refuse_taken(path, found)
                    name = f"entente_local.{self.kind}.{path.stem}"
                    module = _import_file(name, path)
                    modules.append(name)
                    self._take(module, path, found)
            except BaseException:
                for name in modules:
                    del sys.modules[name]
                raise
            self._found = found

    def _entry(self, name: str) -> tuple[T, Path]:
        if self._found is None and name in self._files:
            return self._one(name)
        found = self._all()
        if name not in found:
            raise UnknownNameError.among(
                self.kind, name, found, fix=f"`entente list {self.plural}`"
            )
        return found[name]

    @cached_property
    def _files(self) -> dict[str, Path]:
        """Our own files by name; none where a plugin may define a thing of the same name."""
        if entry_points(group=self._package):
            return {}
        folders = importlib.import_module(self._package).__path__
        return {path.stem: path for folder in folders for path in Path(folder).glob("[!_]*.py")}

    def _one(self, name: str) -> tuple[T, Path]:
        """Return one of our own things without reading the others."""
        if name not in self._alone:
            self._refuse_asking()
            path = self._files[name]
            with self._importing(path):
                module = importlib.import_module(f"{self._package}.{name}")
            found: Found[T] = {}
            self._take(module, path, found)
            self._alone[name] = found[name]
        return self._alone[name]

    def _refuse_asking(self) -> None:
        """Refuse a file that asks its own registry while it is imported."""
        if asking := getattr(self._reading, "file", None):
            reason = f"Asks for {self.plural} while it is imported."
            raise BrokenFileError.at(asking, reason, fix="ask for them inside a function")

    def _all(self) -> Found[T]:
        """Return what there is, and read it first where nobody has."""
        if self._found is None:
            # Not under the lock: a thread in the middle of an import that asks for this registry
            # would wait for one that waits for that import. Two threads that read at once find the
            # same modules, and the first to finish publishes.
            found = self._read()
            with self._publishing:
                if self._found is None:
                    self._found = found
        return self._found

    def _read(self) -> Found[T]:
        self._refuse_asking()
        found: Found[T] = {}
        for folder in importlib.import_module(self._package).__path__:
            for path in sorted(Path(folder).glob("[!_]*.py")):
                with self._importing(path):
                    module = importlib.import_module(f"{self._package}.{path.stem}")
                self._take(module, path, found)
        for entry in entry_points(group=self._package):
            with self._importing(f"entry point {entry.name} = {entry.value}"):
                module = importlib.import_module(entry.module)
            self._take(module, Path(module.__file__ or entry.module), found)
        return found

    @contextmanager
    def _importing(self, where: Path | str) -> Generator[None]:
        self._reading.file = where
        try:
            with _importing(where):
                yield
        finally:
            self._reading.file = None

    def _take(self, module: ModuleType, path: Path, found: Found[T]) -> None:
        held = [value for value in vars(module).values() if isinstance(value, self._item)]
        things = [value for value in held if value.name == path.stem]
        if len(things) != 1:
            raise BrokenFileError.at(
                path,
                f"Defines {[value.name for value in held]}, "
                f"not one {self.kind} called {path.stem!r}.",
                fix=f"one {self.kind} per file, named as the file",
            )
        self._refuse_taken(path, found)
        found[path.stem] = (things[0], path)

    def _refuse_taken(self, path: Path, found: Found[T]) -> None:
        if path.stem in found:
            raise DuplicateNameError(
                f"Two files define the {self.kind} {path.stem!r}.",
                where=f"{found[path.stem][1]} and {path}",
                fix="rename one of them",
            )


def _import_file(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise BrokenFileError.at(path, "Not a Python file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with _importing(path):
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


@contextmanager
def _importing(where: Path | str) -> Generator[None]:
    """Say which file cannot be imported; an error of ours that it raises says so itself."""
    try:
        yield
    except EntenteError:
        raise
    except Exception as error:
        raise BrokenFileError.at(where, f"Cannot be imported: {error!r}") from error
