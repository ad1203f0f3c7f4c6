"""Values of JSON for laws: those of a format's own names, with anything in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from([
        "", " ", "2024-09", "2024-13-01", "10.1000/1", "https://example.org/a", "Ruiz, Ana",
        "\u202eA", "<b>A</b>", "\x85", "\x07",
    ]),
)  # fmt: skip


# Each says something that can be looked for in what was read.
TELLING = st.one_of(
    st.integers(10**6, 10**7),
    st.integers(10**6, 10**7).map(lambda number: f"word{number}"),
    st.sampled_from(["2024-09-07", "https://example.org/w1", "10.1000/w2", "Ruiz Ana"]),
)


def telling_objects_with(names: Sequence[str]) -> st.SearchStrategy:
    """An object of the given names whose texts and numbers can be looked for."""
    inside = st.recursive(
        TELLING,
        lambda inside: st.one_of(
            st.lists(inside, max_size=3),
            st.dictionaries(st.sampled_from(names), inside, max_size=5),
        ),
        max_leaves=15,
    )
    return st.dictionaries(st.sampled_from(names), inside, max_size=8)


def said_in(value: Any) -> Iterator[str]:
    """All texts and numbers of a JSON value, without the names of objects."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, (dict, list)):
            stack += each.values() if isinstance(each, dict) else each
        else:
            yield str(each)


def values_with(names: Sequence[str]) -> st.SearchStrategy:
    """Any JSON value whose objects have the given names."""
    return st.recursive(
        SCALARS,
        lambda inside: st.one_of(
            st.lists(inside, max_size=3),
            st.dictionaries(st.sampled_from(names), inside, max_size=6),
        ),
        max_leaves=20,
    )


def objects_with(names: Sequence[str]) -> st.SearchStrategy:
    """An object of the given names with any JSON value under each."""
    return st.dictionaries(st.sampled_from(names), values_with(names), max_size=8)
