import re

import pytest
from django.test import Client

from accord.features.stakeholders import actions
from accord.foundation.accounts.models import Department
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(as_role):
    return as_role(Role.PRACTITIONER)


def test_the_palette_answers_with_rows_to_choose_from(reader):
    jonas = party("Jonas Vetter", kind="person")
    html = reader.get("/find/palette/", {"q": "vet"}).text
    assert html.count('role="option"') == 1
    assert f'data-url="/stakeholders/{jonas.ref}/"' in html
    assert f'data-ref="{jonas.ref}" data-name="Jonas Vetter"' in html
    assert "<b>Jonas <mark>Vet</mark>ter</b>" in html
    assert "<html" not in html


def test_the_palette_says_what_was_meant(reader):
    party("Jan Kowalski", kind="person")
    html = reader.get("/find/palette/", {"q": "kowalsik"}).text
    assert "Did you mean Kowalski?" in html
    assert "<mark>Kowalski</mark>" in html


def test_what_nobody_is_called_can_be_made(reader, as_role):
    html = reader.get("/find/palette/", {"q": "Zebra & Co"}).text
    assert "Create stakeholder “Zebra &amp; Co”" in html
    assert 'data-url="/stakeholders/add/?name=Zebra+%26+Co"' in html
    assert "/stakeholders/add/" in reader.get("/find/", {"q": "Zebra & Co"}).text
    viewer = as_role(Role.VIEWER)
    assert "/stakeholders/add/" not in viewer.get("/find/palette/", {"q": "Zebra & Co"}).text


def test_names_are_shown_as_text(reader):
    party("<script>alert(1)</script> & Co")
    html = reader.get("/find/palette/", {"q": "alert"}).text
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_search_page_groups_what_was_found(reader):
    jonas = party("Jonas Vetter", kind="person")
    other = party("Stadtwerke")
    actions.keep_note(by=SYSTEM, party=other, text="Vetter called about dust", at=jonas.added_at)
    html = reader.get("/find/", {"q": "vetter"}).text
    assert "<h1>Found for “vetter”</h1>" in html
    assert "Jonas <mark>Vetter</mark>" in html
    assert "<mark>Vetter</mark> called about dust" in html
    assert f"/stakeholders/{other.ref}/#row-" in html


def test_a_fragment_is_only_the_results(reader):
    party("Jonas Vetter")
    html = reader.get("/find/", {"q": "vetter"}, headers={"HX-Request": "true"}).text
    assert "Jonas <mark>Vetter</mark>" in html
    assert "<html" not in html


def test_more_of_a_kind_goes_on_where_the_page_ended(reader):
    for number in range(60):
        party(f"Vesi {number:02}")
    first = reader.get("/find/", {"q": "vesi", "kind": "party"}).text
    link = next(part for part in first.split('href="') if part.startswith("/find/?q=vesi&amp;kind"))
    second = reader.get(link.split('"')[0].replace("&amp;", "&")).text
    assert [f"</mark> {number:02}</a>" in first for number in range(60)] == [True] * 50 + [
        False
    ] * 10
    assert [f"</mark> {number:02}</a>" in second for number in range(60)] == [False] * 50 + [
        True
    ] * 10


def test_a_page_that_somebody_altered_begins_anew(reader):
    party("Vesi")
    for after in ("x", "[1]", '["a",1,"b",2,0]', "{}", "null", "9" * 40, f'[4,1,"b",{10**30},0]'):
        response = reader.get("/find/", {"q": "vesi", "kind": "party", "after": after})
        assert (response.status_code, "<mark>Vesi</mark>" in response.text) == (200, True)


def test_nothing_found_says_so(reader):
    html = reader.get("/find/", {"q": "zebra"}).text
    assert "<h1>Nothing has “zebra”</h1>" in html


def test_without_words_my_last_changes_are_shown(person):
    me = person(Role.PRACTITIONER)
    client = Client()
    client.force_login(me)
    mine = actions.add_party(by=me, details=actions.PartyDetails("person", "Mine"), at=me.joined_at)
    party("Not mine")
    html = client.get("/find/").text
    assert mine.ref in html
    assert "Not mine" not in html


def test_what_one_may_not_see_is_as_if_it_were_not_there(person):
    north = Department.objects.create(name="North", path="/x/")
    outsider = person(Role.PRACTITIONER, department=north, name="outsider")
    client = Client()
    client.force_login(outsider)
    there = {address: _seen(client, address) for address in ("/find/", "/find/palette/")}
    hidden = party("Canary Bird", visibility="named")
    actions.keep_note(by=SYSTEM, party=hidden, text="canary sings", at=hidden.added_at)
    for address, before in there.items():
        assert _seen(client, address) == before


def _seen(client, address):
    """Everything but the token against forged requests, which is another one each time."""
    return re.sub(r"[A-Za-z0-9]{64}", "", client.get(address, {"q": "canary"}).text)


def test_strangers_are_sent_to_sign_in(client):
    assert client.get("/find/palette/", {"q": "vet"}).status_code == 302


def named(client, words, **more):
    html = client.get("/find/names/", {"q": words, **more}).text
    return re.findall(r'data-name="([^"]*)"', html)


def test_behind_an_at_stand_colleagues_and_where_asked_stakeholders_one_may_see(reader, person):
    person(Role.PRACTITIONER, name="Łukasz Żak")
    person(Role.PRACTITIONER, name="Ann Lukas")
    person(Role.PRACTITIONER, name="Gone Lukas", is_active=False)
    party("Lukas & Sons")
    party("Lukas Hidden", visibility="named")
    assert named(reader, "luk") == ["Łukasz Żak", "Ann Lukas"]
    assert named(reader, "luk", of="all") == ["Łukasz Żak", "Ann Lukas", "Lukas &amp; Sons"]
    assert named(reader, "zak") == ["Łukasz Żak"]
    assert named(reader, "") == []
