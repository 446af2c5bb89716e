import pytest
from babel.messages import Catalog, Message

from tools import messages


@pytest.mark.parametrize(
    ("wanted", "given", "expected"),
    [
        ("Hello %(name)s", "Cześć %(name)s", None),
        ("Hello %(name)s", "", "not translated"),
        ("Hello %(name)s", "Cześć", "placeholders differ: ['%(name)s']"),
        ("Hello", "Cześć {name}", "placeholders differ: ['{name}']"),
        (("%(n)s task", "%(n)s tasks"), ("jedno", "%(n)s zadania", "%(n)s zadań"), None),
        (("%(n)s task", "%(n)s tasks"), ("zadanie", "", "zadań"), "not translated"),
        (("%(n)s task", "%(n)s tasks"), ("zadanie", "zadań"), "needs 3 plural forms"),
    ],
)
def test_a_translation_is_held_against_its_source(wanted, given, expected):
    assert messages.fault(Message(wanted), Message(wanted, given), plurals=3) == expected


def test_a_guess_is_no_translation():
    guess = Message("Open", "Otwarte", flags={"fuzzy"})
    assert messages.fault(Message("Open"), guess, plurals=3) == "marked as fuzzy"


def test_words_are_found_in_python_templates_and_scripts(tmp_path, monkeypatch):
    room = tmp_path / "room"
    (room / "jinja2" / "room").mkdir(parents=True)
    (room / "static" / "room").mkdir(parents=True)
    (room / "static" / "vendor").mkdir(parents=True)
    (room / "states.py").write_text(
        'from x import gettext_lazy as _, pgettext\n_("One")\npgettext("verb", "Close")\n', "utf-8"
    )
    (room / "jinja2" / "room" / "page.html").write_text(
        "{% trans count=n %}{{ count }} task{% pluralize %}{{ count }} tasks{% endtrans %}", "utf-8"
    )
    (room / "static" / "room" / "page.js").write_text('gettext("From a script");', "utf-8")
    (room / "static" / "vendor" / "their.js").write_text('gettext("Not ours");', "utf-8")
    monkeypatch.setattr(messages, "SOURCE", tmp_path)

    catalog = messages.template(messages.sources())
    found = {(message.id, message.context) for message in catalog if message.id}

    assert found == {
        ("One", None),
        ("Close", "verb"),
        (("%(count)s task", "%(count)s tasks"), None),
        ("From a script", None),
    }


def test_collecting_keeps_translations_and_drops_what_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    (tmp_path / "words.py").write_text('_("Kept")\n_("New")\n', "utf-8")
    before = Catalog(locale="pl")
    before.add("Kept", "Zostaje")
    before.add("Gone", "Przepadło")
    messages.write("pl", before)

    assert messages.extract() == 0

    after = {m.id: m.string for m in messages.read("pl") if m.id}
    assert after == {"Kept": "Zostaje", "New": ""}
    text = messages.path_of("pl").read_text("utf-8")
    assert text.startswith("# Accord in Polish.\n")
    assert "Date" not in text
    assert list(messages.faults("pl", messages.template(messages.sources()))) == [
        "not translated: 'New' (src/accord/words.py)"
    ]


def test_words_that_are_one_form_of_a_count_elsewhere_are_named():
    found = [
        ("a.py", 1, "every week", [], None),
        ("b.py", 2, ("every week", "every %(n)s weeks"), [], None),
        ("c.py", 3, "every week", [], "rhythm"),
        ("d.py", 4, "%(n)s day", [], None),
        ("d.py", 5, ("%(n)s day", "%(n)s days"), [], None),
        ("e.py", 6, "task", [], None),
        ("e.py", 7, ("task", "tasks"), [], None),
    ]
    assert list(messages.mixed(found)) == [
        "with a count elsewhere, give it a context: 'every week' (a.py:1)"
    ]
