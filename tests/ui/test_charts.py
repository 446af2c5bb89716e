"""Charts are strings: drawn right, told in words, safe with any name."""

import re
import time
from xml.etree import ElementTree as ET

import pytest

from accord.foundation.ui import charts
from accord.foundation.ui.charts.svg import Scale, even, n, nice_steps
from accord.foundation.ui.gallery import LEVELS, samples

EVIL = "<script>\"&'</script>"


def parsed(markup):
    return ET.fromstring(str(markup))  # noqa: S314 -- drawn by ourselves


def shapes(markup, tag, cls):
    return [node for node in parsed(markup).iter(tag) if cls in node.get("class", "").split()]


def test_a_ring_shows_the_part_of_the_time_that_is_used():
    assert 'stroke-dasharray="15.7 31.4"' in charts.ring(0.5)
    assert charts.ring(7) == charts.ring(1)
    assert charts.ring(-1) == charts.ring(0)


@pytest.mark.parametrize(
    ("width", "label", "shown"),
    [
        (520, "Mon 5", [0, 1, 2, 3, 4]), (300, "Mon 5 Oct", [0, 2, 4]),
        (300, "10月5日", [0, 2, 4]), (300, "10/5", [0, 1, 2, 3, 4]), (140, "Mon 5 October", [0]),
    ],
)  # fmt: skip
def test_dates_that_would_overlap_are_left_out_evenly(width, label, shown):
    labels = [f"{label}{n}" for n in range(5)]
    drawn = charts.lines({"": [1, 2, 3, 4, 5]}, labels, "Score", size=(width, 190))
    said = {node.text for node in parsed(drawn).iter("{*}text")} | {
        node.text for node in parsed(drawn).iter("text")
    }
    assert [n for n in range(5) if labels[n] in said] == shown


def test_a_track_shows_now_wanted_and_the_gap_between():
    drawn = charts.track(1, 3, LEVELS)
    assert parsed(drawn).get("class") == "track neg"
    assert [c.get("cx") for c in shapes(drawn, "circle", "cur")] == ["25.5"]
    assert [c.get("cx") for c in shapes(drawn, "circle", "des")] == ["60.5"]
    assert len(shapes(drawn, "circle", "tick")) == 5
    assert 'aria-label="Resistant now, Supportive wanted"' in drawn


def test_a_track_where_wanted_has_no_gap():
    drawn = charts.track(3, 3, LEVELS)
    assert shapes(drawn, "line", "gap") == []
    assert 'aria-label="Supportive, as wanted"' in drawn
    assert parsed(drawn).get("class") == "track"


def test_a_quadrant_puts_power_up_and_interest_right():
    low, high = (shapes(charts.quad(p, i), "circle", "pt")[0] for p, i in ((0, 0), (10, 10)))
    assert (low.get("cx"), low.get("cy")) == ("1.5", "16.5")
    assert (high.get("cx"), high.get("cy")) == ("16.5", "1.5")
    assert "Power 8.2 of 10, interest 9 of 10" in charts.quad(8.2, 9.0)


@pytest.mark.parametrize(
    ("days", "every", "gap", "late"),
    [
        ((3, 15), 14, False, False),
        ((14,), 14, False, False),
        ((15, 40), 14, True, False),
        ((22, 40), 14, True, True),
        ((), 30, True, True),
        ((), None, False, False),
        ((80,), None, False, False),
    ],
)
def test_a_rhythm_turns_amber_past_the_agreement_and_red_past_half_as_much_again(
    days, every, gap, late
):
    drawn = charts.rhythm(days, every)
    assert bool(shapes(drawn, "line", "gap")) is gap
    assert (parsed(drawn).get("class") == "rhy late") is late
    assert len(shapes(drawn, "circle", "ct")) == len(days)


def test_a_rhythm_leaves_out_what_lies_before_its_span():
    drawn = charts.rhythm((20, 200), 30)
    assert [c.get("cx") for c in shapes(drawn, "circle", "ct")] == ["83.3"]
    assert "Contacts in 90 days: 1; days since the last: 20; agreed every 30 days" in drawn


def test_a_bar_never_leaves_its_ground():
    widths = [r.get("width") for r in parsed(charts.bar(150, 100)).iter("rect")]
    assert widths == ["120", "120"]
    assert 'width="0"' in charts.bar(3, 0)
    assert 'class="b3"' in charts.bar(2, 10, "bad")


def test_pips_show_the_late_ones_first():
    drawn = charts.pips(4, 2, label="Four things, two late")
    assert [r.get("class") for r in parsed(drawn).iter("rect")] == ["lt", "lt", None, None]


def test_columns_stand_on_the_axis_and_tell_their_figures():
    drawn = charts.columns([50, 100], ["Q1", "Q2"], "Kept", unit="%", goal=90, most=100)
    first, last = (r for r in parsed(drawn).iter("rect"))
    assert (first.get("class"), last.get("class")) == ("hh2", "f1")
    assert float(last.get("height")) == pytest.approx(2 * float(first.get("height")))
    assert "<desc" in drawn
    assert "Q1: 50%; Q2: 100%" in drawn
    assert "goal 90%" in drawn


def test_columns_of_nothing_are_drawn_all_the_same():
    assert len(list(parsed(charts.columns([0, 0], ["a", "b"], "None")).iter("rect"))) == 2


def test_pareto_runs_up_to_the_whole():
    drawn = charts.pareto([("A|b", 6), ("C", 3), ("D", 1)], "Causes", finding="here")
    points = parsed(drawn).find("polyline").get("points").split()
    assert points[-1].endswith(",24")
    assert len(shapes(drawn, "rect", "f1")) == 2
    assert "A b: 6; C: 3; D: 1" in drawn


def test_agreement_is_split_around_zero():
    said = charts.Agreement("We listen", (10, 10, 20, 40, 20), 60)
    drawn = charts.likert([said], "Answers")
    bars = [parsed(drawn).findall("rect")[k] for k in range(5)]
    assert [bar.get("class") for bar in bars] == ["e1", "e2", "e3", "e4", "e5"]
    zero = float(shapes(drawn, "line", "zero")[0].get("x1"))
    neutral = float(bars[2].get("x")) + float(bars[2].get("width")) / 2
    assert neutral == pytest.approx(zero, abs=0.2)


def test_control_marks_what_lies_outside_its_limits():
    drawn = charts.control(
        [5, 6, 20, 5], [charts.Limits(0, 5.5, 1, 10, "all")], {0: "May"}, "Cases", left_out={2}
    )
    assert len(shapes(drawn, "rect", "fb")) == 1
    assert len(shapes(drawn, "circle", "f1")) == 3


def test_control_uses_the_limits_of_each_stretch():
    stretches = [charts.Limits(0, 8, 4, 12), charts.Limits(2, 2, 0, 4)]
    drawn = charts.control([8, 9, 8, 2], stretches, {}, "Cases")
    assert len(shapes(drawn, "rect", "fb")) == 1


def test_load_above_the_hours_is_amber_then_red():
    drawn = charts.heat(["w1", "w2", "w3", "w4"], [("Legal", (30, 100, 101, 120))], "Load")
    assert [r.get("class") for r in parsed(drawn).iter("rect")] == ["hh0", "hh3", "fw", "fb"]


def test_what_weighs_much_and_is_done_badly_is_to_be_fixed_first():
    items = [charts.Driver("A", 2, 0.5, 0.1), charts.Driver("B", 4, 0.1, 0.1)]
    drawn = charts.drivers(items, "Drivers", across="well", up="weight")
    assert len(shapes(drawn, "circle", "f2")) == 1


def test_the_case_clock_is_red_from_the_missed_day_until_now():
    moments = [
        charts.Moment(0, "Received", "Mon", "met"),
        charts.Moment(5, "Update", "Tue", "late"),
        charts.Moment(10, "Reply", "Fri", "goal"),
    ]
    drawn = charts.case_clock(moments, now=8, days=10, said="day 8", title="Clock")
    stretch = shapes(drawn, "rect", "fb")[0]
    assert (float(stretch.get("x")), float(stretch.get("width"))) == (545.0, 321.0)


def test_contacts_go_up_or_down_and_the_silence_is_named():
    drawn = charts.contacts([(40, 1), (26, -1)], "Contacts", silent_since=26)
    assert [c.get("cy") for c in shapes(drawn, "circle", "f1")] == ["18"]
    assert [c.get("cy") for c in shapes(drawn, "circle", "f2")] == ["54"]
    assert "silence" in drawn


def test_ranked_bars_are_sorted():
    drawn = charts.ranked([("a", 1), ("b", 9)], "Rank")
    widths = [float(r.get("width")) for r in parsed(drawn).iter("rect")]
    assert widths == sorted(widths, reverse=True)
    assert "b: 9; a: 1" in drawn


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.columns([1], [EVIL], EVIL),
        lambda: charts.ranked([(EVIL, 1)], EVIL),
        lambda: charts.stacked([(EVIL, 1)], EVIL),
        lambda: charts.pareto([(EVIL, 1)], EVIL, finding=EVIL),
        lambda: charts.likert([charts.Agreement(EVIL, (20, 20, 20, 20, 20), 40)], EVIL),
        lambda: charts.lines({EVIL: [1, 2]}, [EVIL, EVIL], EVIL),
        lambda: charts.control([1], [charts.Limits(0, 1, 0, 2, EVIL)], {0: EVIL}, EVIL, notes={0: EVIL}),
        lambda: charts.heat([EVIL], [(EVIL, (1,))], EVIL),
        lambda: charts.drivers([charts.Driver(EVIL, 3, 1, 0)], EVIL, across=EVIL, up=EVIL),
        lambda: charts.means([charts.Mean(EVIL, 3, 0.1, 9)], EVIL),
        lambda: charts.levels(0, 1, [EVIL, "b", "c", "d", "e"], EVIL),
        lambda: charts.track(0, 1, [EVIL, "b", "c", "d", "e"]),
        lambda: charts.spark([1, 2], EVIL),
        lambda: charts.bar(1, 2, "", EVIL),
        lambda: charts.pips(1, label=EVIL),
        lambda: charts.contacts([(1, 0)], EVIL, labels=[(0, EVIL)]),
        lambda: charts.case_clock([charts.Moment(0, EVIL, EVIL, "met")], now=1, days=2, said=EVIL, title=EVIL),
    ],
)  # fmt: skip
def test_no_name_can_break_out_of_a_chart(draw):
    drawn = draw()
    tags = {node.tag for node in parsed(drawn).iter()}
    assert "script" not in tags


def test_every_chart_of_the_sheet_has_a_name_and_no_style():
    for name, drawn in samples()["pictures"].items():
        root = parsed(drawn)
        assert root.get("aria-label") or root.get("aria-labelledby"), name
        assert "style=" not in drawn, name
        keys = re.findall(r' id="([^"]+)"', drawn)
        assert len(keys) == len(set(keys)), name
        if root.get("aria-labelledby"):
            assert set(root.get("aria-labelledby").split()) == set(keys), name


def test_the_marks_of_a_list_cost_next_to_nothing():
    rows = [(k % 5, (k * 7) % 5, [k % 9 + 1, k % 30 + 11, 45, 60, 75], 14) for k in range(200)]
    best = min(_microseconds(rows) for _again in range(5))
    assert best < 30, f"{best:.1f} µs a mark"


def _microseconds(rows):
    started = time.thread_time()
    for now, wanted, days, every in rows:
        charts.track(now, wanted, LEVELS)
        charts.rhythm(days, every)
    return (time.thread_time() - started) / len(rows) / 2 * 1e6


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (16, [0, 5, 10, 15, 20]),
        (100, [0, 25, 50, 75, 100]),
        (0.6, [0, 0.2, 0.4, 0.6]),
        (3, [0, 1, 2, 3]),
        (0, [0, 1]),
    ],
)
def test_axes_are_marked_with_round_numbers(most, marks):
    assert nice_steps(most) == marks


def test_scales_and_numbers():
    assert Scale((0, 10), (100, 0))(2.5) == 75
    assert Scale((3, 3), (5, 9))(3) == 5
    assert (n(2.04), n(3.0), n(2.55)) == ("2", "3", "2.5")
    assert list(even(1, 0, 10)) == [5]
    assert list(even(3, 0, 10)) == [0, 5, 10]


def _field_map(*marks, size=(720, 640), place=""):
    fields = charts.Fields(("A", "a"), ("B", "b"), ("C", "c"), ("D", "d"))
    axes = (charts.Axis("across", "low", "high"), charts.Axis("up", "low", "high"))
    return charts.field_map(
        marks, fields, axes, words=(f"Map {EVIL}", "told"), size=size, place=place
    )


def _point(name, across, up, **more):
    return charts.Mark(name, name, "AB", across, up, f"{name} told", "/there/", **more)


def test_marks_stand_where_their_scores_say_and_link_or_move():
    drawn = _field_map(_point("Low", 1, 1), _point("High", 5, 5, was=(3, 3)))
    still = {node.get("aria-label"): node.get("transform") for node in shapes(drawn, "a", "node")}
    assert still == {"Low told": "translate(44 598)", "High told": "translate(706 14)"}
    assert len(shapes(drawn, "path", "trail")) == 1
    assert len(shapes(drawn, "circle", "ghost")) == 1
    moving = _field_map(_point(EVIL, 3, 4), place="/put/")
    assert parsed(moving).get("data-place") == "/put/"
    [node] = shapes(moving, "g", "node")
    assert (node.get("data-at"), node.get("tabindex"), node.get("data-name")) == ("3 4", "0", EVIL)
    assert "<script>" not in str(moving)


def test_names_are_not_written_over_each_other_and_not_at_all_on_a_phone():
    near = [_point(f"Somebody {i}", 3 + i / 100, 3) for i in range(8)]
    drawn = shapes(_field_map(*near), "text", "nm")
    assert 1 <= len(drawn) < 8
    assert shapes(_field_map(*near, size=(340, 400)), "text", "nm") == []
    square = _field_map(_point("Firm", 2, 2, is_round=False))
    assert len(shapes(square, "rect", "disc")) == 1
