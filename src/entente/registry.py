"""Find the things that live one per file: sources, tables, measures, criteria, forecasters."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from entente.errors import BrokenFileError, DuplicateNameError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """Snake-case name, the stem of its file."""
        ...


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """Things of one kind, each defined in a file named after it.

    The package's own folder, a project's folder and installed plugins are read the same way. A
    file whose name starts with an underscore is a helper and is passed over; every other file must
    define exactly one thing, named as the file. Nothing is skipped in silence: a file that cannot
    be used stops the load.
    """

    def __init__(self, kind: str, item: type[T], package: str) -> None:
        """Make an empty registry.

        Args:
            kind: Singular word for messages and commands, e.g. ``measure``.
            item: Class whose instances are collected.
            package: Our own package to read, e.g. ``entente.measures``.
        """
        self.kind, self._item, self._package = kind, item, package
        self._found: dict[str, tuple[T, Path]] = {}
        self._loaded = False

    def __iter__(self) -> Iterator[T]:
        """Walk the things in name order."""
        self._load()
        return (thing for _, (thing, _path) in sorted(self._found.items()))

    def __contains__(self, name: object) -> bool:
        """Tell whether something is registered under the name."""
        self._load()
        return name in self._found

    def __getitem__(self, name: str) -> T:
        """Get one by name.

        Raises:
            UnknownNameError: Nothing has that name; the message lists near ones.
        """
        self._load()
        if name not in self._found:
            raise UnknownNameError.among(
                self.kind, name, self._found, fix=f"`entente list {self.kind}s`"
            )
        return self._found[name][0]

    def path(self, name: str) -> Path:
        """Give the file that defines a thing."""
        _ = self[name]
        return self._found[name][1]

    def add_folder(self, folder: Path) -> None:
        """Read every ``*.py`` of a folder outside the package (a project's own files).

        Raises:
            BrokenFileError: A file cannot be imported, or does not define one thing of its name.
            DuplicateNameError: A name is taken.
        """
        self._load()
        for path in sorted(folder.glob("[!_]*.py")):
            name = f"entente_local.{self.kind}.{path.stem}"
            spec = importlib.util.spec_from_file_location(name, path)
            if spec is None or spec.loader is None:
                raise BrokenFileError.at(path, "Not a Python file.")
            module = importlib.util.module_from_spec(spec)
            sys.modules[spec.name] = module
            try:
                spec.loader.exec_module(module)
            except Exception as error:
                raise BrokenFileError.at(path, f"Cannot be imported: {error!r}") from error
            self._take(module, path)

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        for folder in importlib.import_module(self._package).__path__:
            for path in sorted(Path(folder).glob("[!_]*.py")):
                self._take(importlib.import_module(f"{self._package}.{path.stem}"), path)
        for entry in entry_points(group=self._package):
            module = entry.load()
            self._take(module, Path(module.__file__))

    def _take(self, module: ModuleType, path: Path) -> None:
        things = [
            value
            for value in vars(module).values()
            if isinstance(value, self._item) and value.name == path.stem
        ]
        if len(things) != 1:
            held = [v.name for v in vars(module).values() if isinstance(v, self._item)]
            raise BrokenFileError.at(
                path,
                f"Defines {held}, not one {self.kind} called {path.stem!r}.",
                fix=f"one {self.kind} per file, named as the file",
            )
        if path.stem in self._found:
            raise DuplicateNameError(
                f"Two files define the {self.kind} {path.stem!r}.",
                where=f"{self._found[path.stem][1]} and {path}",
                fix="rename one of them",
            )
        self._found[path.stem] = (things[0], path)
