"""The pages of letters, as their author and their second reader see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.features.letters import actions
from accord.features.letters.models import Letter, Manner
from accord.features.stakeholders.actions import (
    ContactDetails,
    add_contact_point,
    change_contact_point,
    change_party,
)
from accord.foundation.accounts.models import User
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party
from tests.letters.conftest import reachable, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def client(as_role):
    return as_role(Role.PRACTITIONER)


@pytest.fixture
def me(client):
    return User.objects.get()


def test_a_letter_is_written_from_a_record_looked_at_sent_and_called_back(client, mari):
    page = client.get(f"/letters/write/?about={mari.ref}").content.decode()
    assert f"{mari.ref} Mari Mägi" in page
    given = {
        "to": mari.ref, "subject": "The pipe", "text": "We will call you by Friday.",
        "sight": "everyone",
    }  # fmt: skip
    answer = client.post(f"/letters/write/?about={mari.ref}", given)
    assert answer["Location"] == "/letters/W-0001/"
    page = client.get("/letters/W-0001/").content.decode()
    for words in ("We will call you", "mari@example.org", "Call you", "Send"):
        assert words in page
    client.post("/letters/W-0001/send/", {"promises": ["0"]})
    letter = Letter.objects.get()
    assert (letter.state, letter.about, len(letter.promises)) == ("waiting", mari.ref, 1)
    assert "Call it back" in client.get("/letters/W-0001/").content.decode()
    # refused, it leads back to the letter, not to the list
    assert client.post("/letters/W-0001/discard/")["Location"] == "/letters/W-0001/"
    letter.refresh_from_db()
    assert letter.state == "waiting"
    client.post("/letters/W-0001/recall/")
    letter.refresh_from_db()
    assert letter.state == "draft"
    changed = {**given, "text": "Hello!", "seen": letter.version}
    assert client.post("/letters/W-0001/change/", changed)["Location"] == "/letters/W-0001/"
    assert client.post("/letters/W-0001/discard/")["Location"] == "/letters/"
    assert Letter.objects.count() == 0


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(client, mari):
    given = {"to": "Nobody at all", "subject": "x", "text": "y", "sight": "everyone"}
    answer = client.post("/letters/write/", given)
    assert (answer.status_code, Letter.objects.count()) == (422, 0)
    assert "“Nobody at all” is not here." in answer.content.decode()


def test_what_stops_a_letter_is_shown_instead_of_the_button(client, me, at):
    write(me, at, party("Silent", kind="person"))
    page = client.get("/letters/W-0001/").content.decode()
    assert "no mail address that reaches them" in page
    assert 'action="/letters/W-0001/send/"' not in page
    answer = client.post("/letters/W-0001/send/", headers={"HX-Request": "true"})
    assert (answer.status_code, Letter.objects.get().state) == (409, "draft")


def test_an_angry_letter_says_why_it_waits(client, me, mari, at):
    write(me, at, mari, text="NEVER do THAT AGAIN!!")
    assert "as if written in anger" in client.get("/letters/W-0001/").content.decode()
    client.post("/letters/W-0001/send/")
    page = client.get("/letters/W-0001/").content.decode()
    assert "Words in capitals: NEVER, THAT, AGAIN" in page


def test_a_second_reader_finds_it_among_what_waits_and_gives_it_back(client, me, mari, person, at):
    writer = person(name="Ann Arro")
    letter = write(writer, at, mari, reader=me)
    assert client.get("/letters/W-0001/").status_code == 404
    actions.send_letter(by=writer, letter=letter, at=at)
    assert "The pipe" in client.get("/letters/?which=read").content.decode()
    assert "Agree: send it" in client.get("/letters/W-0001/").content.decode()
    assert client.post("/letters/W-0001/send/").status_code == 404
    client.post("/letters/W-0001/send-back/", {"words": "Softer"})
    letter.refresh_from_db()
    assert (letter.state, letter.reader_said) == ("draft", "Softer")
    actions.send_letter(by=writer, letter=letter, at=at)
    client.post("/letters/W-0001/agree/")
    letter.refresh_from_db()
    assert letter.state == "waiting"


def test_administrators_say_how_letters_leave(as_role):
    client = as_role(Role.ADMINISTRATOR)
    given = {"delay_seconds": 60, "has_pause": "on", "most_touches": 3, "touch_days": 7}
    assert client.post("/letters/manner/", given).status_code == 302
    now = Manner.objects.get()
    assert (now.delay_seconds, now.has_pause, now.needs_reader) == (60, True, False)


def test_the_record_and_a_mail_lead_to_a_letter(client, mari):
    page = client.get(f"/stakeholders/{mari.ref}/").content.decode()
    assert f"/letters/write/?about={mari.ref}" in page


@pytest.mark.parametrize("which", ["", "waiting", "read", "sent"])
def test_the_lists_ask_as_often_for_three_as_for_one(client, me, at, which):
    def one(number):
        whom = reachable(f"P{number}", f"p{number}@example.org", at)
        letter = write(me, at, whom, subject=f"About {number}")
        if which == "waiting":
            actions.send_letter(by=me, letter=letter, at=at)
        if which in {"read", "sent"}:
            state = {"read": "held", "sent": "failed"}[which]
            Letter.objects.filter(pk=letter.pk).update(state=state, reader=me)

    one(1)
    client.get(f"/letters/?which={which}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/letters/?which={which}")
    one(2)
    one(3)
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"/letters/?which={which}").content.decode()
    assert [f"About {n}" in page for n in (1, 2, 3)] == [True] * 3
    assert len(few) == len(many)


def test_a_letter_asks_as_often_for_three_as_for_one(client, me, at):
    whom = [reachable(f"P{number}", f"p{number}@example.org", at) for number in (1, 2, 3)]
    counts = []
    for some in (whom[:1], whom):
        letter = write(me, at, *some)
        address = f"/letters/{letter.ref}/"
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nobody_else_finds_a_letter(as_role, person, mari, at):
    writer = person(name="Ann Arro")
    write(writer, at, mari)
    for role in (Role.MANAGER, Role.VIEWER):
        client = as_role(role)
        assert client.get("/letters/W-0001/").status_code == 404
        assert "W-0001" not in client.get("/letters/?which=sent").content.decode()
    assert SYSTEM.pk is None


def test_a_letter_tells_nothing_more_of_somebody_who_was_hidden_since(client, ann, person, at):
    mari = reachable("Mari Mägi", "mari@example.org", at)
    post = ContactDetails("postal", "1 Old Street")
    point = add_contact_point(by=SYSTEM, party=mari, details=post, at=at)
    letter = write(ann, at, mari, text="Dear {{ party.name }}, it comes.")
    client.force_login(ann)
    assert "Dear Mari Mägi" in client.get(f"/letters/{letter.ref}/").content.decode()
    change_party(
        by=SYSTEM, party=mari, visibility="named", name="Mari Secret", owner_id=person(name="Olga").pk,
        is_contact_permitted=False, contact_refusal="in a shelter", at=at,
    )  # fmt: skip
    change_contact_point(by=SYSTEM, point=point, value="2 New Street", at=at)
    page = client.get(f"/letters/{letter.ref}/").content.decode()
    assert [word in page for word in ("Secret", "shelter", "Street")] == [False] * 3
    assert "It is for somebody whom you may not see." in page
    assert client.get(f"/letters/{letter.ref}/paper/").status_code == 404
