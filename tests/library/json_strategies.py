"""Values of JSON for laws: those of a format's own names, with anything in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

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
