"""YAML read safely, with the line of every value, so that an error can point at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path

    import yaml
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

LARGEST_BYTES = 2_000_000
DEEPEST = 40
YAML = "tag:yaml.org,2002:"
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


def read_yaml(path: Path) -> Located:
    """Read one YAML file with the line of every value.

    Args:
        path: The file, UTF-8, at most 2 MB, without tags, anchors or repeated keys.

    Raises:
        BrokenFileError: The file is missing, too large, not UTF-8 or not plain YAML.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            reason = f"Is {size:,} bytes; at most {LARGEST_BYTES:,} are read."
            raise BrokenFileError.at(path, reason)
        return _read(path, path.stat().st_mtime_ns, size)
    except FileNotFoundError:
        raise BrokenFileError.at(path, "There is no such file.") from None


@lru_cache(maxsize=256)
def _read(path: Path, _mtime: int, _size: int) -> Located:
    import yaml

    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BrokenFileError.at(path, "Is not UTF-8.", line=line, fix="save it as UTF-8") from None
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines: dict[Place, int] = {}
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
        return loader.construct_object(node)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(loader, item, (*place, i), lines, path, seen)
            for i, item in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        raise BrokenFileError.at(path, "Holds something that is not plain YAML.", line=line)
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
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
