"""Small changes of a module, each of which a test should notice.

One change at a time: a comparison that takes its end in or leaves it out, a number one further, a
sum for a difference, ``and`` for ``or``, a condition for its opposite, the least for the most, an
order that is not made, a value that is not returned. What decides nothing is left as it is: words,
annotations, and guards against our own mistakes (``strict=True``, ``frozen=True``).
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
LEFT_CALLS = {"ConfigDict", "dataclass", "cast", "Registry"}
LEFT_KEYWORDS = {"strict", "encoding", "frozen"}
# A piece of a change is shown with so much around it that it can be found again.
SHOWN = 16


@dataclass(frozen=True)
class Mutant:
    """One change of one module.

    Attributes:
        path: The module, from the root of the project.
        line: Its line, where it stands now.
        lines: Lines that a test must have reached to notice it.
        at_import: Whether it is run when the module is imported.
        key: The change in words that stay when lines move.
        place: Number of the changed node, and of the change among its changes.
    """

    path: str
    line: int
    lines: frozenset[int]
    at_import: bool
    key: str
    place: tuple[int, int]


@dataclass
class _Site:
    """A node that can be changed, with what stands around it."""

    node: ast.AST
    above: list[ast.AST]
    function: str
    at_import: bool
    number: int


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Return every change of a module, in the order of its text."""
    found: list[Mutant] = []
    seen: Counter[str] = Counter()
    for site in _sites(ast.parse(source)):
        for choice, changed in enumerate(_changes(site)):
            key = f"{path} {site.function or 'module'}: {_said(site, changed)}"
            seen[key] += 1
            if seen[key] > 1:
                key += f" ({seen[key]})"
            node = site.node
            line = getattr(node, "lineno", 0)
            lines = {*range(line, getattr(node, "end_lineno", line) + 1), _statement(site).lineno}
            place = (site.number, choice)
            found.append(Mutant(path, line, frozenset(lines), site.at_import, key, place))
    return found


def mutated(source: str, mutant: Mutant) -> str:
    """Return the text of a module with one change."""
    tree = ast.parse(source)
    for site in _sites(tree):
        if site.number == mutant.place[0]:
            _swap(site.above[-1], site.node, list(_changes(site))[mutant.place[1]])
            return ast.unparse(tree) + "\n"
    msg = f"{mutant.key} has no place in this text"
    raise ValueError(msg)


def _sites(tree: ast.Module) -> Iterator[_Site]:
    number = 0

    def walk(node: ast.AST, above: list[ast.AST], function: str, *, late: bool) -> Iterator[_Site]:
        nonlocal number
        number += 1
        if above:
            yield _Site(node, above, function, not late, number)
        inner = [*above, node]
        for name, child in _children(node):
            scope, runs = function, late
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                scope = f"{function}.{node.name}".lstrip(".")
                runs = late or (isinstance(node, ast.FunctionDef) and name == "body")
            yield from walk(child, inner, scope, late=runs)

    return walk(tree, [], "", late=False)


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Walk what stands inside a node, but for what decides nothing."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "ops", "op", "ctx", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_left(child):
                yield name, child


def _is_left(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else name_of(node.func)
        return name in LEFT_CALLS
    if isinstance(node, ast.keyword):
        return node.arg in LEFT_KEYWORDS
    if isinstance(node, ast.If):
        return name_of(node.test) == "TYPE_CHECKING"
    if isinstance(node, ast.Assign):
        return isinstance(node.value, ast.Subscript) and name_of(node.value.value) == "Annotated"
    return isinstance(node, ast.JoinedStr)


def name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _changes(site: _Site) -> Iterator[ast.AST]:
    """Return what may stand in the place of a node."""
    node = site.node
    if _is_condition(site):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            ops = [*node.ops[:i], COMPARISONS[type(op)](), *node.ops[i + 1 :]]
            yield ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign) and type(node.op) in OPERATORS:
        yield ast.AugAssign(node.target, OPERATORS[type(node.op)](), node.value)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.UAdd):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
        yield ast.Constant(_other(node.value))
    elif isinstance(node, ast.Call) and name_of(node.func) in NAMES:
        yield ast.Call(ast.Name(NAMES[name_of(node.func)]), node.args, node.keywords)
    elif isinstance(node, ast.Call) and name_of(node.func) == "sorted":
        yield ast.Call(ast.Name("list"), node.args, [])
    elif isinstance(node, ast.Return) and not isinstance(node.value, (ast.Constant, type(None))):
        yield ast.Return(ast.Constant(None))


def _other(value: float) -> float:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return value * 1.25 if value else 1.0


def _is_condition(site: _Site) -> bool:
    """Whether a node is a condition of which nothing else makes the opposite.

    What stands before or after an ``or`` outside a condition is a value with its default.
    """
    if isinstance(site.node, (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Constant)):
        return False
    node = site.node
    for parent in reversed(site.above):
        if not isinstance(parent, ast.BoolOp):
            return node in _conditions(parent) or (node is not site.node and _is_and(node))
        node = parent
    return False


def _conditions(parent: ast.AST) -> list[ast.expr]:
    if isinstance(parent, (ast.If, ast.IfExp, ast.While)):
        return [parent.test]
    return parent.ifs if isinstance(parent, ast.comprehension) else []


def _is_and(node: ast.AST) -> bool:
    return isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And)


def _said(site: _Site, changed: ast.AST) -> str:
    """Write a change with enough around it: before and after."""
    shown: ast.AST = site.node
    for parent in reversed(site.above):
        small = isinstance(shown, ast.expr) and len(ast.unparse(shown)) < SHOWN
        if not (small and isinstance(parent, (ast.expr, ast.keyword, ast.Assign, ast.Return))):
            break
        shown = parent
    before = ast.unparse(shown)
    if shown is site.node:
        return f"{before} -> {ast.unparse(changed)}"
    _swap(site.above[-1], site.node, changed)
    after = ast.unparse(shown)
    _swap(site.above[-1], changed, site.node)
    return f"{before} -> {after}"


def _swap(parent: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list):
            value[:] = [new if item is old else item for item in value]
    ast.fix_missing_locations(parent)


def _statement(site: _Site) -> ast.stmt:
    chain = [*site.above, site.node]
    return next(node for node in reversed(chain) if isinstance(node, ast.stmt))
