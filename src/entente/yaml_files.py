"""YAML read safely, with the line of every value, so that an error can point at it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from entente.errors import BrokenFileError
from entente.files import read_file, read_text, stamp
from entente.kept import read_kept, write_kept
from entente.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import yaml
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

LARGEST_BYTES = 2_000_000
DEEPEST = 40
# No year, count or measure is beyond it.
LARGEST_NUMBER = 1e15
LONGEST_QUOTED = 40
YAML = "tag:yaml.org,2002:"
TEXT = YAML + "str"
PLAIN = {YAML + kind for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")}

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """Plain data of a YAML file and where each value stands.

    Attributes:
        path: The file.
        data: Mappings, lists, text, numbers, booleans, dates and ``None``.
        lines: Line (from 1) of every value by its path, e.g. ``("claims", 0, "id")``.
    """

    path: Path
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def broken(self, reason: str, place: Place = (), fix: str = "") -> BrokenFileError:
        """Build an error that points at a value."""
        return BrokenFileError.at(self.path, reason, line=self.line(place), fix=fix)

    def check(self, model: type[Model]) -> Model:
        """Validate the data as a model.

        Raises:
            BrokenFileError: The data does not fit; the message names every fault with its line.
        """
        from pydantic import ValidationError

        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            from entente.slots import faults

            found = [
                self.broken(fault.reason, fault.place, fault.fix) for fault in faults(model, error)
            ]
        raise BrokenFileError.together(self.path, found)


def read_checked(path: Path, model: type[BaseModel], code: Path) -> Any:  # noqa: ANN401 (plain data)
    """Return the plain data of a file that fits its contract.

    What passed is kept as JSON by the digest of its bytes and of the contract: most runs then
    need neither a parser of YAML nor the contract.

    Args:
        path: The file.
        model: Its contract.
        code: The file of the program that says the contract.

    Raises:
        BrokenFileError: It is missing, no plain YAML, or does not fit; the message has the line.
    """
    return _checked(path, stamp(path), model, code)


@lru_cache(maxsize=256)
def _checked(path: Path, _stamp: tuple[int, int], model: type[BaseModel], code: Path) -> Any:  # noqa: ANN401 (plain data)
    place = _kept_place(path, model, code)
    if place and (kept := read_kept(place)):
        return json.loads(kept)
    found = read_yaml(path)
    found.check(model)
    if place:
        text = json.dumps(found.data, ensure_ascii=False, default=str)
        # What JSON does not give back as it was (a day, a key that is a number) is read anew.
        if json.loads(text) == found.data:
            write_kept(place, text)
    return found.data


def _kept_place(path: Path, model: type[BaseModel], code: Path) -> Path | None:
    """Return where the data of a file are kept; ``None`` where none are."""
    folder = settings().cache
    if folder is None:
        return None
    try:
        data = read_file(path, LARGEST_BYTES)
    except BrokenFileError:
        return None  # reading it anew says what is wrong
    digest = hashlib.sha256(f"{_digest(code)} {model.__name__}\n".encode() + data).hexdigest()
    return folder / "checked" / f"{digest}.json.kept"


@cache
def _digest(code: Path) -> str:
    return hashlib.sha256(code.read_bytes()).hexdigest()


def read_yaml(path: Path) -> Located:
    """Read one YAML file with the line of every value.

    Args:
        path: The file, UTF-8, at most 2 MB, without tags, anchors or repeated keys.

    Raises:
        BrokenFileError: The file is missing, too large, not UTF-8 or not plain YAML.
    """
    return _read(path, stamp(path))


@lru_cache(maxsize=256)
def _read(path: Path, _stamp: tuple[int, int]) -> Located:
    import yaml

    text = read_text(path, LARGEST_BYTES)
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines: dict[Place, int] = {}
    _refuse_depth(text, path, loader_class)
    loader = loader_class(text)
    try:
        node = loader.get_single_node()
        data = _plain(loader, node, (), lines, path, set()) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        reason = f"Is not plain YAML: {error.problem or error.context}."
        raise BrokenFileError.at(path, reason, line=line) from None
    except yaml.YAMLError as error:
        raise BrokenFileError.at(path, f"Is not plain YAML: {error}.") from None
    finally:
        loader.dispose()
    return Located(path, data, lines)


def events(text: str, loader_class: Any) -> Iterator[tuple[Any, int]]:  # noqa: ANN401 (as below)
    """Walk what the parser meets, each with how deep it is nested; that needs no stack."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=loader_class):
        depth += isinstance(event, yaml.CollectionStartEvent)
        yield event, depth
        depth -= isinstance(event, yaml.CollectionEndEvent)


def _refuse_depth(text: str, path: Path, loader_class: Any) -> None:  # noqa: ANN401 (as below)
    """Refuse a text that nests too deep for the parser, which would exhaust its stack.

    Most texts cannot: their brackets, indents and dashes bound how deep they nest. Where they do
    not, the events of the parser are counted, which needs no stack.
    """
    import yaml

    depth = deepest = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth += 1 if found[0] in "[{" else -1
        deepest = max(deepest, depth)
    starts = re.finditer(r"^[ \t?:-]+", text, re.MULTILINE)
    if deepest + max((len(found[0]) for found in starts), default=0) <= DEEPEST:
        return
    try:
        for event, deep in events(text, loader_class):
            if deep > DEEPEST + 1:
                line = event.start_mark.line + 1
                reason = f"Nests deeper than {DEEPEST} levels."
                raise BrokenFileError.at(path, reason, line=line)
    except yaml.YAMLError:
        return  # the loader says it better


def _scalar(
    loader: Any,  # noqa: ANN401 (as below)
    node: yaml.Node,
    path: Path,
    line: int,
) -> Any:  # noqa: ANN401 (as below)
    """Return the value of a scalar; a number or a date that cannot be is refused."""
    if node.tag == TEXT:  # most are, and their value is what stands there
        return node.value
    try:
        value = loader.construct_object(node)
    except (ValueError, OverflowError) as error:
        said = str(node.value)
        said = said if len(said) < LONGEST_QUOTED else f"{said[:LONGEST_QUOTED]}…"
        reason = f"{said!r} cannot be read: {error}."
        raise BrokenFileError.at(path, reason, line=line, fix="quote it if it is text") from None
    if isinstance(value, (int, float)) and not abs(value) <= LARGEST_NUMBER:
        reason = "Holds a number that no count or measure can be."
        raise BrokenFileError.at(path, reason, line=line, fix="quote it if it is text")
    return value


def _plain(
    loader: Any,  # noqa: ANN401 (PyYAML's loaders share no typed base)
    node: yaml.Node,
    place: Place,
    lines: dict[Place, int],
    path: Path,
    seen: set[int],
) -> Any:  # noqa: ANN401 (YAML holds any plain data)
    import yaml

    line = node.start_mark.line + 1
    lines[place] = line
    if len(place) > DEEPEST:
        raise BrokenFileError.at(path, f"Nests deeper than {DEEPEST} levels.", line=line)
    if node.tag not in PLAIN:
        raise BrokenFileError.at(
            path, f"The tag {node.tag!r} is not allowed.", line=line, fix="write plain YAML"
        )
    # A node that is met again stands for an alias; a few nested ones could stand for billions.
    if id(node) in seen:
        raise BrokenFileError.at(
            path, "Has an anchor that stands twice.", line=line, fix="write the value out"
        )
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return _scalar(loader, node, path, line)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(loader, item, (*place, i), lines, path, seen)
            for i, item in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        raise BrokenFileError.at(path, "Holds something that is not plain YAML.", line=line)
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = _scalar(loader, key_node, path, key_node.start_mark.line + 1)
        if not isinstance(key, (str, int)) or isinstance(key, bool):
            written, read = f"{key_node.value!r}", f"{key!r}"
            reason = f"The key {written} is not text: YAML reads {read}, and {read} is not text."
            raise BrokenFileError.at(
                path, reason, line=key_node.start_mark.line + 1, fix="quote the key"
            )
        if key in found:
            reason = f"The key {key!r} stands twice."
            raise BrokenFileError.at(path, reason, line=key_node.start_mark.line + 1)
        found[key] = _plain(loader, value_node, (*place, key), lines, path, seen)
    return found
