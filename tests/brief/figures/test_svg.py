"""What a figure may hold: nothing that a strict content security policy would stop."""

from __future__ import annotations

from entente.brief.figures.colours import DARK, LIGHT, PRINT, ROLES
from entente.brief.figures.svg import VERDICT_MARKS, Shape, chart_css, polyline, write_svg


def test_a_dot_has_a_title_for_the_pointer():
    dot = Shape("circle", "pt", 3, 4, 2.8, says="2018: 55 <")
    text = write_svg([dot], width=9, height=9, label="x")
    assert '<circle cx="3" cy="4" r="2.8"><title>2018: 55 &lt;</title></circle>' in text


def test_a_moved_shape_is_the_same_elsewhere():
    line = Shape("path", "grid", path=polyline([(1, 2), (5, 2)]))
    assert line.moved(10, 5).path == (("M", (11, 7)), ("L", (15, 7)))


def test_a_rounded_path_does_not_drift():
    line = Shape("path", "line", path=(("M", (0, 0)), *(("L", (i * 0.14, 1)) for i in range(1, 9))))
    text = write_svg([line], width=9, height=9, label="x")
    steps = text.partition('d="')[2].partition('"')[0]
    assert steps == "M0 0l.1 1h.2h.1h.2h.1h.1h.2h.1"


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


def test_every_part_has_a_rule():
    css = chart_css()
    for name, role in ROLES.items():
        assert role.fill in {*LIGHT, ""}
        assert role.stroke in {*LIGHT, ""}
        assert (f".k-{name}" in css) == (role.fill != "hatch")


def test_letters_are_never_under_eleven_pixels():
    assert all(role.size == 0 or role.size >= 11 for role in ROLES.values())
