"""What a figure may hold: nothing that a strict content security policy would stop."""

from __future__ import annotations

import pytest

from entente.brief.figures.colours import DARK, LIGHT, PRINT, ROLE_OF, ROLES, STAND_INS
from entente.brief.figures.svg import VERDICT_MARKS, Shape, chart_css, read_shapes, write_svg
from entente.errors import ShapeError

SPACE = 'xmlns="http://www.w3.org/2000/svg"'


def drawn(inner: str) -> list[Shape]:
    return read_shapes(f"<svg {SPACE}>{inner}</svg>")


def test_nested_moves_add_up():
    (line,) = drawn(
        '<g transform="translate(10,5)"><line transform="translate(1,2)" x2="4" y2="0" '
        f'stroke="{STAND_INS["grid"]}"/></g>'
    )
    assert line.role == "grid"
    assert line.path == (("M", (11.0, 7.0)), ("L", (15.0, 7.0)))


def test_a_symbol_becomes_a_circle_with_a_title_for_the_pointer():
    shapes = drawn(
        f'<path aria-label="2018: 55 &lt;" transform="translate(3,4)" fill="{STAND_INS["pt"]}" '
        'd="M2.8,0A2.8,2.8,0,1,1,-2.8,0A2.8,2.8,0,1,1,2.8,0"/>'
    )
    text = write_svg(shapes, width=9, height=9, label="x")
    assert '<circle cx="3" cy="4" r="2.8"><title>2018: 55 &lt;</title></circle>' in text


def test_a_rounded_path_does_not_drift():
    line = Shape("path", "line", path=(("M", (0, 0)), *(("L", (i * 0.14, 1)) for i in range(1, 9))))
    text = write_svg([line], width=9, height=9, label="x")
    steps = text.partition('d="')[2].partition('"')[0]
    assert steps == "M0 0l.1 1h.2h.1h.2h.1h.1h.2h.1"


@pytest.mark.parametrize("inner", ["<image fill='{0}'/>", "<script fill='{0}'/>"])
def test_an_unknown_element_is_refused(inner: str):
    with pytest.raises(ShapeError, match="do not carry"):
        drawn(inner.format(STAND_INS["pt"]))


def test_a_colour_that_plays_no_part_is_refused():
    with pytest.raises(ShapeError, match="#123456"):
        drawn('<path d="M0,0h1v1h-1Z" fill="#123456"/>')


def test_what_has_no_colour_is_left_out():
    assert drawn('<path d="M0,0h1v1h-1Z"/><path class="background" d="" stroke="#ddd"/>') == []


def test_labels_are_escaped():
    text = write_svg([Shape("text", "t", says="<a> & b")], width=1, height=1, label='say "<a>" &')
    assert 'aria-label="say &quot;&lt;a&gt;&quot; &amp;"' in text
    assert "&lt;a&gt; &amp; b" in text


def test_print_carries_its_own_hatch_and_marks_under_its_own_names():
    shapes = [Shape("path", "hatch", path=(("M", (0, 0)), ("L", (9, 9)))), Shape("mark", "con")]
    one = write_svg(shapes, width=9, height=9, label="x", for_print=True)
    two = write_svg(shapes[:1], width=9, height=9, label="x", for_print=True)
    name = one.partition('pattern id="')[2].partition('"')[0]
    assert f'fill="url(#{name})"' in one
    assert name not in two
    assert "class=" not in one
    assert "var(" not in one


def test_the_page_takes_hatch_and_marks_from_its_own_definitions():
    shapes = [Shape("path", "hatch", path=(("M", (0, 0)), ("L", (9, 9)))), Shape("mark", "con")]
    text = write_svg(shapes, width=9, height=9, label="x")
    assert 'fill="url(#hatch)"' in text
    assert '<use class="v-con" href="#con"' in text


def test_light_dark_and_print_have_the_same_tokens():
    assert LIGHT.keys() == DARK.keys() == PRINT.keys()
    assert set(VERDICT_MARKS) <= LIGHT.keys()


def test_every_part_has_a_rule_and_a_stand_in_of_its_own():
    css = chart_css()
    assert len(ROLE_OF) == len(ROLES)
    for name, role in ROLES.items():
        assert role.fill in {*LIGHT, ""}
        assert role.stroke in {*LIGHT, ""}
        assert (f".k-{name}" in css) == (role.fill != "hatch")


def test_letters_are_never_under_eleven_pixels():
    assert all(role.size == 0 or role.size >= 11 for role in ROLES.values())
