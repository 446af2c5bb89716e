"""Words nobody would think of: kept byte for byte, shown with nothing hidden, refused as a name.

A selection of our own runs each time; ``ACCORD_REAL_DATA`` names the folder of the big list.
"""

import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Note, Party, TimelineRow
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.text import is_blank, visible
from accord.foundation.search.checking import differences
from tests.factories.stakeholders import party
from tests.ui.conftest import visit

__all__ = ["visit"]
FOLDER = os.environ.get("ACCORD_REAL_DATA", "")
OWN = [
    "undefined", "NULL", "0x0", "1/0", "−1", "=1+1", "<script>alert(1)</script>",
    "'; DROP TABLE stakeholders_party; --", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% now %}",
    "%s%n%d", "../../etc/passwd", "\x01\x02\x1b[31m\x7f", "\x80\x85\x9f", "\t\x0b\x0c \u2028\u2029",
    "\u202etxet\u202c", "\ufeff", " ", "\u200b", "\u00ad\u061c", "Ｆｕｌｌｗｉｄｔｈ", "Z̮̞̠a̷l̵g̶o̷", "زوج‌ها", "జ్ఞ‌ా",
    "👨‍👩‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "田中さんにあげて下さい", "᚛ᚄᚓᚐ", "ﷺ" * 20, "a" * 5000, "\uf8ff", "\ufffe", "line\nline",
]  # fmt: skip
BLANK = ["", " ", "\t\n", "\u200b\u00ad", "\ufeff", "\u3164\u2800", "\x01\x02", "\u202e"]


def _real():
    found = json.loads((Path(FOLDER) / "messy/blns.json").read_text(encoding="utf-8"))
    assert len(found) == 515
    return found


LISTS = [
    pytest.param(lambda: OWN, id="own"),
    pytest.param(
        _real, id="real",
        marks=[
            pytest.mark.walk,
            pytest.mark.skipif(not FOLDER, reason="ACCORD_REAL_DATA names no folder"),
        ],
    ),
]  # fmt: skip


class _Notes(HTMLParser):
    """Collects what stands in the notes of a record page."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside = [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "p" and ("class", "prewrap") in attrs:
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "p"

    def handle_data(self, words):
        if self.inside:
            self.found[-1] += words


def given(client, jonas, text):
    answer = client.post(
        reverse("stakeholders:note", kwargs={"ref": jonas.ref}),
        {"text": text, "visibility": "everyone"},
    )
    assert answer.status_code == 302, text


def in_pages(words):
    words = [each for each in words if each]
    return [words[start : start + 40] for start in range(0, len(words), 40)]


@pytest.mark.django_db
@pytest.mark.parametrize("words", LISTS)
def test_each_is_kept_in_a_note_byte_for_byte_and_shown(words, person, client):
    client.force_login(person())
    for some in in_pages(words()):
        jonas = party("Jonas")
        for text in some:
            given(client, jonas, text)
        for kept in (Note, TimelineRow):
            texts = kept.objects.filter(party=jonas).exclude(text="").order_by("id")
            assert list(texts.values_list("text", flat=True)) == some
        page = client.get(reverse("stakeholders:detail", kwargs={"ref": jonas.ref}))
        assert sorted(_Notes(page.content.decode()).found) == sorted(map(visible, some))
    assert (list(breaks()), list(differences())) == ([], [])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words", LISTS)
def test_a_browser_shows_each_and_runs_none(words, person, visit, at):
    me = person()
    for some in in_pages(words()):
        jonas = party("Jonas")
        for text in some:
            actions.keep_note(by=me, party=jonas, text=text, at=at)
        page = visit.open(me, reverse("stakeholders:detail", kwargs={"ref": jonas.ref}))
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        shown = page.locator("#stream .prewrap").evaluate_all("all => all.map(e => e.textContent)")
        assert sorted(shown) == sorted(map(visible, some))
        page.close()


@pytest.mark.django_db
@pytest.mark.parametrize("words", LISTS)
def test_as_a_name_each_is_kept_or_refused_as_blank(words, person, at):
    me = person()
    for name in [*BLANK, *words()]:
        entries = Entry.objects.count()
        details = actions.PartyDetails("person", name)
        if is_blank(name) or len(name.strip()) > 300:
            with pytest.raises(Invalid):
                actions.add_party(by=me, details=details, at=at)
            assert Entry.objects.count() == entries
        else:
            kept = actions.add_party(by=me, details=details, at=at)
            assert Party.objects.get(pk=kept.pk).name == name.strip()
    assert not Party.objects.filter(name="").exists()


def test_nothing_is_hidden_and_joined_letters_stay_joined():
    assert visible("a\x07b\x7f\x85\u202e") == "a␇b␡⟨0085⟩⟨202E⟩"
    assert visible("  ") == "␣␣"
    assert visible("a\u200db \u200d") == "a⟨200D⟩b ⟨200D⟩"
    for joined in ("👨‍👩‍👦", "زوج‌ها", "జ్ఞ‌ా", "Ä ö\n\t\u00a0ß"):
        assert visible(joined) == joined
