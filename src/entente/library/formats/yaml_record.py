"""Records as YAML: the fields of a record under their own names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._checked import make_record
from entente.library.formats._reading import Reading
from entente.library.record import Record
from entente.yaml_files import events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml import MappingNode, Node

_DEEPEST = 20
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def read_yaml(text: str, where: str) -> list[Record]:
    r"""Read one record, a list of records, or the ``record:`` of a report's file.

    Every scalar is text (``NO`` stays Norway, ``2024`` a date); aliases and tags, which a record
    does not need, are refused.

    Args:
        text: One YAML document.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not YAML, or a field is missing, unknown, given twice or of the
            wrong shape.

    Examples:
        >>> read_yaml("- title: A\n- title: B\n  published: 2024-09", "a.yml")[1].published
        '2024-09'
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _refuse_riddles(text, where)
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        reason = error.problem or "it cannot be parsed"
        raise BrokenFileError.at(where, f"Is not YAML: {reason}.", line=line) from error
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0][:120]
        raise BrokenFileError.at(where, f"Is not YAML: {reason}.") from error
    nodes = root.value if isinstance(root, yaml.SequenceNode) else [root] if root else []
    return reading.make_each(nodes, lambda node: _record(node, where))


def write_yaml(records: Sequence[Record]) -> str:
    """Write records as a list; empty fields are left out.

    Examples:
        >>> from entente.library.record import Record
        >>> print(write_yaml([Record(title="A Sea Apart", published="2024-09")]), end="")
        - title: A Sea Apart
          published: 2024-09
    """
    import yaml

    rows = [
        {name: _plain(value) for name, value in record if value not in ("", (), {}, None)}
        for record in records
    ]
    return yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=100)


def _plain(value: Any) -> Any:  # noqa: ANN401 (a field is of any type)
    if isinstance(value, dict):
        return {str(label): _plain(values) for label, values in value.items()}
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value


def _refuse_riddles(text: str, where: str) -> None:
    """Refuse what could make a small file large or deep, before any of it is built."""
    import yaml

    for event, deep in events(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        line = event.start_mark.line + 1
        if deep > _DEEPEST:
            raise BrokenFileError.at(where, "Is nested too deep for a record.", line=line)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            raise BrokenFileError.at(
                where, f"Has the alias {event.anchor[:40]!r}.", line=line, fix="write the value out"
            )
        if tag := getattr(event, "tag", None):
            raise BrokenFileError.at(
                where, f"Has the tag {tag[:40]!r}.", line=line, fix="leave it out"
            )


def _record(node: Node, where: str) -> Record:
    import yaml

    of_report = False
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "record" and isinstance(value, yaml.MappingNode):
                node, of_report = value, True
                break
    if not isinstance(node, yaml.MappingNode):
        raise BrokenFileError.at(
            where,
            "Expected the fields of a record.",
            line=node.start_mark.line + 1,
            fix="`title: ...`, and below it the other fields",
        )
    fields = _mapping(node, where)
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    given = {name: value for name, value in fields.items() if value is not None}
    if of_report:
        # A report's file says more of its record than a catalogue does.
        more = {name: given.pop(name) for name in list(given) if name not in Record.model_fields}
        extra = {name.capitalize(): [value] for name, value in more.items()}
        given["extra"] = {**extra, **given.get("extra", {})}
    return make_record(given, where, {"": node.start_mark.line + 1, **lines})


def _mapping(node: MappingNode, where: str) -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise BrokenFileError.at(where, "A name of a field is not text.", line=line)
        if key.value in found:
            raise BrokenFileError.at(
                where, f"{key.value[:60]!r} is given twice.", line=line, fix="keep one of them"
            )
        found[key.value] = _value(value, where)
    return found


def _value(node: Node, where: str) -> Any:  # noqa: ANN401 (a field is of any type)
    import yaml

    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, where) for item in node.value]
    quoted = isinstance(node, yaml.ScalarNode) and node.style
    return None if not quoted and node.value in _NULLS else node.value


yaml_record = Format(
    name="yaml_record",
    title="YAML",
    suffixes=(".yml", ".yaml"),
    read=read_yaml,
    read_each=_read_each,
    write=write_yaml,
)
