"""Every part in every state is drawn on the sheet; what matters most is compared whole."""

import re

import pytest
from django.forms import CharField, ChoiceField, Form, ModelChoiceField, RadioSelect
from django.template import engines
from django.utils import translation
from jinja2 import UndefinedError

from accord.foundation.accounts.models import User
from accord.foundation.kernel.roles import Role
from accord.foundation.ui import assets
from accord.foundation.ui.small_parts import PARTS
from accord.foundation.ui.toasts import Toast
from tests.ui.test_style import SRC

UI = SRC / "foundation" / "ui" / "jinja2" / "ui"
EVIL = '<script>alert("x")</script>'
PLUS, PENCIL = assets.icon("plus"), assets.icon("pencil", "s pen")


def part(call, **names):
    """Draw one call of a macro: ``part("ui.tag(text)", text="met")``."""
    env = engines["jinja2"].env
    source = '{% import "ui/parts.html" as ui %}{{ ' + call + " }}"
    return str(env.from_string(source).render(**names))


def body(source, **names):
    env = engines["jinja2"].env
    return str(env.from_string('{% import "ui/parts.html" as ui %}' + source).render(**names))


def test_every_part_can_be_had_under_one_name_and_is_in_use():
    made = {
        name
        for path in re.findall(r'import "ui/(parts/\w+.html)"', (UI / "parts.html").read_text())
        for name in re.findall(r"\{% macro (\w+)\(", (UI / path).read_text())
        if not name.startswith("_")
    } | set(PARTS)
    offered = set(re.findall(r"\{% set (\w+) = ", (UI / "parts.html").read_text()))
    pages = "".join(path.read_text() for path in UI.rglob("*.html"))
    called = {
        name
        for name in made
        if re.search(rf"(?:[\w.]+\.|\b){name}\(", pages.replace(f"macro {name}(", ""))
    }
    assert offered == made
    assert made == called


def test_the_sheet_shows_every_part_without_a_missing_word(as_role, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    response = as_role(Role.ADMINISTRATOR).get("/ui/sheet/")
    html = response.content.decode()
    assert response.status_code == 200
    assert " style=" not in html
    assert not re.search(r"\son[a-z]+=", html)
    for state in ("busy", "aria-disabled", "is-late", "cur", "sel", "failed", "target", "drag"):
        assert state in html


def test_a_misspelt_name_is_an_error():
    with pytest.raises(UndefinedError):
        part("ui.tag(nothing_of_the_kind)")


def test_a_button():
    assert part(
        'ui.button("Save", "pri", "plus", keys="L")',
    ) == (
        f'<button type="submit" class="btn pri">{PLUS}<span>Save</span>'
        '<kbd aria-hidden="true">L</kbd></button>'
    )


def test_a_button_that_may_not_be_pressed_says_why_and_does_nothing():
    assert part('ui.button("Send", "pri", href="/send/", why="Not yet due")') == (
        '<button type="button" class="btn pri" aria-disabled="true" title="Not yet due">'
        '<span>Send</span><span class="vh">, Not yet due</span></button>'
    )


def test_extra_attributes_are_escaped():
    drawn = part('ui.button("Go", attrs={"hx-post": address})', address='/a/?b="c"')
    assert 'hx-post="/a/?b=&#34;c&#34;"' in drawn


@pytest.mark.parametrize(
    "call",
    [
        "ui.button(x)", "ui.tag(x)", "ui.who(x, x)", "ui.avatar(x, spoken=True)", "ui.clock(x, 1, '', x)",
        "ui.note(x)", "ui.toast(x, x)", "ui.empty(x, x)", "ui.chip(x, x, x, x)", "ui.prop(x, x, x)",
        "ui.event('phone', x, x)", "ui.row(x, x, x)", "ui.progress(x, 1, 2)", "ui.ref(x, x)",
        "ui.crumbs([(x, x), (x, x)])", "ui.prop_conflict(x, x, x, 1, [(x, x)])", "ui.legend([('e1', x)])",
        "ui.stepper([{'title': x, 'sub': x}])", "ui.figures([{'label': x, 'value': x, 'sub': x}])",
        "ui.as_table([x], [[x]])", "ui.receipt(1, 2, [x])",
        "ui.palette_groups([{'label': x, 'hits': [{'url': x, 'title': x, 'sub': x, 'end': x}]}], x)",
    ],
)  # fmt: skip
def test_no_words_can_break_out_of_a_part(call):
    drawn = part(call, x=EVIL)
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_people_are_round_and_organisations_square():
    assert part('ui.avatar("Jonas Vetter", colour=2)') == (
        '<span class="av c2" aria-hidden="true">JV</span>'
    )
    assert 'class="av c2 sq l"' in part('ui.avatar("Vetter", "organisation", "l", 2)')


def test_hidden_controls_in_names_are_shown_as_symbols():
    assert "Anna␇" in part("ui.who(name)", name="Anna\x07")


def test_a_fact_at_rest_opens_its_form_and_works_as_a_link():
    assert part('ui.prop("Rhythm", "Every 14 days", edit="/p/1/rhythm/", id="rhythm")') == (
        '<dt>Rhythm</dt><dd id="rhythm"><a class="ed" href="/p/1/rhythm/" hx-get="/p/1/rhythm/" '
        'hx-target="closest dd" data-prop><span class="vh">Edit Rhythm: </span>Every 14 days'
        f"{PENCIL}</a></dd>"
    )


def test_a_conflict_carries_my_answer_and_the_new_version():
    drawn = part(
        'ui.prop_conflict("Piotr changed it to 7 days.", "/save/", "/back/", 4, [("rhythm", "10")])'
    )
    assert 'role="alert"' in drawn
    assert '<input type="hidden" name="version" value="4">' in drawn
    assert '<input type="hidden" name="rhythm" value="10">' in drawn
    assert re.findall(r">([^<>]+)<", drawn) == [
        "Piotr changed it to 7 days.", " ", "Keep mine", " ", "Take theirs",
    ]  # fmt: skip


class Sample(Form):
    name = CharField(label="Name", help_text="As they write it")
    mood = ChoiceField(label="Mood", choices=[("a", "Fine"), ("b", "Bad")], widget=RadioSelect)
    note = CharField(label="Note", required=False)


def test_a_wrong_field_is_tied_to_its_hint_and_its_message():
    form = Sample({"name": "", "mood": "a"})
    drawn = part('ui.field(form["name"])', form=form)
    assert 'aria-describedby="id_name_h id_name_e"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<span class="hint" id="id_name_h">As they write it</span>' in drawn
    assert 'id="id_name_e"' in drawn
    assert drawn.index("id_name_h") < drawn.index("<input")


def test_what_is_optional_says_so_in_words():
    assert '<span class="opt">if you have it</span>' in part(
        'ui.field(form["note"])', form=Sample()
    )
    assert "opt" not in part('ui.field(form["name"])', form=Sample())
    assert "*" not in part('ui.field(form["name"])', form=Sample())


def test_choices_are_a_named_group():
    drawn = part('ui.field(form["mood"])', form=Sample())
    assert drawn.startswith('<fieldset class="field"><legend class="lbl">Mood</legend>')
    assert drawn.count('type="radio"') == 2


def test_where_nothing_is_chosen_no_row_of_dashes_stands():
    class Choosing(Form):
        who = ModelChoiceField(User.objects.none(), required=False)
        instead = ModelChoiceField(User.objects.none(), empty_label="nobody")

    form = Choosing()
    assert '<option value="" selected>–</option>' in part('ui.field(form["who"])', form=form)
    assert ">nobody</option>" in part('ui.field(form["instead"])', form=form)


def test_the_summary_leads_to_each_wrong_field():
    form = Sample({"mood": "z"})
    drawn = part("ui.error_summary(form)", form=form)
    assert re.findall(r'href="#(\w+)"', drawn) == ["id_name", "id_mood"]
    assert 'role="alert"' in drawn
    assert part("ui.error_summary(form)", form=Sample({"name": "A", "mood": "a"})) == ""


def test_each_state_of_a_step_is_said_too():
    drawn = part(
        'ui.stepper([{"title": "A", "state": "done"}, {"title": "B", "state": "now"}, {"title": "C", "state": "late"}])'
    )
    assert '<li class="now" aria-current="step">' in drawn
    assert re.findall(r'class="vh">, (\w+)<', drawn) == ["done", "late"]


@pytest.mark.parametrize(
    ("now", "wanted", "marks"),
    [(1, 3, ["cur lo", "between", "des"]), (3, 3, ["met"]), (4, 2, ["des", "between", "cur"])],
)
def test_the_matrix_shows_now_wanted_and_between(now, wanted, marks):
    drawn = part(
        'ui.matrix("M", ["a", "b", "c", "d", "e"], [{"head": "X", "now": now, "wanted": wanted}])',
        now=now, wanted=wanted,
    )  # fmt: skip
    found = re.findall(r'class="mk ([\w ]+)"|class="vh">(between)<', drawn)
    assert [a or b for a, b in found] == marks


def test_hidden_rows_are_counted_with_plurals():
    assert "1 entry is hidden from you" in part("ui.hidden_from_you(1)")
    assert "2 entries are hidden from you" in part("ui.hidden_from_you(2)")
    assert part("ui.hidden_from_you(0)") == ""


def test_a_card_takes_markup_at_its_end_and_words_from_its_caller():
    drawn = body('{% call ui.card("Title", "sub", end=ui.tag("x")) %}<p>in</p>{% endcall %}')
    assert drawn == (
        '<section class="card " aria-label="Title"><header><h2>Title</h2><span class="sub">sub</span>'
        '<span class="end"><span class="tag ">x</span></span></header>'
        '<div class="body "><p>in</p></div></section>'
    )


def test_a_toast_undoes_by_post():
    toast = Toast("Kept.", "/undo/7/", "Undo")
    drawn = part("ui.toast(t.text, t.undo, t.undo_label)", t=toast)
    assert '<form method="post" action="/undo/7/" data-undo>' in drawn
    assert "<button>Undo</button>" in drawn


def test_what_was_looked_for_is_marked_whatever_its_accents():
    assert part('marked("Żaneta Łoś", "zan")') == "<mark>Żan</mark>eta Łoś"
    assert part('marked("Anna", "xyz")') == "Anna"
    assert part('marked("<b>", "b")') == "&lt;<mark>b</mark>&gt;"


def test_words_of_a_part_follow_the_language_of_each_page():
    with translation.override("en"):
        part('ui.prop("A", "")')
    with translation.override("de"):  # Django's own catalogue knows this word
        assert translation.gettext("Close") in part('ui.toast("x")')
