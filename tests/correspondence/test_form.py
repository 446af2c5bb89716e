"""What anybody writes on the page for letters reaches whoever looks after them."""

from datetime import timedelta

import pytest

from accord.features.correspondence import actions, queries
from accord.features.correspondence.models import ContactForm, Message
from accord.features.engagement.models import Interaction
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.features.stakeholders.models import ContactPoint, Party
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.brakes import Braked
from accord.foundation.arrivals.actions import file_new
from accord.foundation.arrivals.models import Arrival
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.foundation.notices.models import Notice
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return accounts.add_department(by=SYSTEM, name="Front desk", parent=None, at=NOON)


@pytest.fixture
def reader(person, house):
    return person(Role.PRACTITIONER, name="Rita Reader", department=house)


@pytest.fixture
def opened(reader):
    return actions.set_form(by=SYSTEM, reader=reader, words="Gladly", is_open=True, at=NOON)


def reached_by(them, address):
    details = ContactDetails("mail", address)
    add_contact_point(by=SYSTEM, party=them, details=details, at=NOON)


def writes(at=NOON, **more):
    given = {
        "name": "Jüri Mägi", "email": "Juri@Mill.example", "subject": "The weir", "words": "It leaks",
        **more,
    }  # fmt: skip
    actions.write_to_us(by=SYSTEM, written=actions.Written(**given), at=at, network="n1")
    file_new(by=SYSTEM, at=at)


def test_leaders_and_administrators_say_who_reads_it(person, reader, house):
    lead, house_keeper = person(Role.LEAD), person(Role.ADMINISTRATOR)
    given = {"words": " Gladly ", "is_open": True, "at": NOON}
    with pytest.raises(NotAllowed):
        actions.set_form(by=reader, reader=reader, **given)
    homeless, viewer = person(Role.PRACTITIONER), person(Role.VIEWER, department=house)
    for wrong in (homeless, viewer):
        with pytest.raises(Invalid):
            actions.set_form(by=lead, reader=wrong, **given)
    assert (ContactForm.objects.count(), queries.open_form()) == (0, None)
    for by in (lead, house_keeper):
        made = actions.set_form(by=by, reader=reader, **given)
        assert (queries.open_form(), made.words, made.by) == (made, "Gladly", by)
    actions.set_form(by=lead, reader=reader, **{**given, "is_open": False})
    assert queries.open_form() is None


@pytest.mark.duty("R15")
def test_what_somebody_known_writes_is_filed_and_their_contact_is_told(opened, reader, person):
    contact = person(Role.PRACTITIONER, name="Karl Contact")
    them = party("Mill", owner_id=contact.pk)
    reached_by(them, "juri@mill.example")
    writes(clock.now())
    drain()
    talk = Interaction.objects.get()
    assert (talk.channel, talk.direction, talk.visibility) == ("mail", "in", "everyone")
    assert talk.text.startswith("The weir\n\nIt leaks\n\nWritten on your page for letters")
    assert [one.party for one in talk.participations.all()] == [them]
    message = Message.objects.get()
    assert (message.state, message.sender_name, message.sender_address) == (
        "filed", "Jüri Mägi", "juri@mill.example",
    )  # fmt: skip
    assert list(Notice.objects.values_list("person_id", "kind")) == [
        (contact.pk, "correspondence.came")
    ]


@pytest.mark.duty("R15")
def test_what_a_stranger_writes_waits_with_the_contact_of_their_house_or_with_the_reader(
    opened, reader, person
):
    contact = person(Role.PRACTITIONER, name="Karl Contact")
    mill = party("Mill", kind="organisation", owner_id=contact.pk)
    reached_by(mill, "office@mill.example")
    writes(email="office@mill.example", name="The office")
    writes()
    writes(email="ann@else.example", name="Ann")
    waiting = {one.sender_address: one for one in Message.objects.exclude(state="filed")}
    assert {key: (one.state, one.owner) for key, one in waiting.items()} == {
        "juri@mill.example": ("waiting", contact), "ann@else.example": ("waiting", reader),
    }  # fmt: skip
    assert Party.objects.count() == 1


def test_one_page_sent_twice_is_one_letter_and_another_is_another(opened):
    for once, words in (("a", "It leaks"), ("a", "It leaks"), ("a", "Still"), ("b", "It leaks")):
        writes(once=once, words=words)
    assert Arrival.objects.count() == Message.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("email", "nobody"), ("email", "a@b.example\r\nBcc: all@else.example"), ("email", ""),
        ("name", ""), ("name", "\x00"), ("subject", " "), ("words", " \n"), ("words", "x" * 10_001),
    ],
)  # fmt: skip
def test_what_is_no_letter_is_refused_and_nothing_kept(opened, field, wrong):
    with pytest.raises(Invalid) as refusal:
        writes(**{field: wrong})
    assert (refusal.value.field, Arrival.objects.count()) == (field, 0)


@pytest.mark.parametrize(
    "odd",
    [
        {"name": "A\r\nBcc: all@else.example"}, {"subject": "A\r\nBcc: all@else.example"},
        {"name": 'Ann, "the" <b@c.example>'}, {"name": "王小明", "subject": "水 🙂" * 20},
        {"email": "jüri@mägi.example"}, {"words": "\x0b\u2028-- \nI sign"},
    ],
)  # fmt: skip
def test_odd_letters_are_kept_as_one_letter_to_us_alone(opened, odd):
    writes(**odd)
    message = Message.objects.get()
    assert [one["address"] for one in message.recipients] == ["accord@localhost"]
    assert message.sender_name == " ".join(odd.get("name", "Jüri Mägi").split())
    assert message.subject == " ".join(odd.get("subject", "The weir").split())


def test_a_flood_is_braked_and_nobody_writes_where_it_is_closed(opened, reader):
    for n in range(5):
        writes(subject=f"No {n}")
    with pytest.raises(Braked):
        writes(subject="No 6")
    assert Arrival.objects.count() == 5
    writes(subject="Later", at=NOON + timedelta(hours=2))
    accounts.deactivate(by=SYSTEM, person=reader, at=NOON)
    with pytest.raises(Stale):
        writes(at=NOON + timedelta(days=1))


def test_an_administrator_finds_it_beside_the_ledger_and_is_led_to_no_mail(as_role, reader):
    client = as_role(Role.ADMINISTRATOR)
    ledger = client.get("/admin/arrivals/").content.decode()
    assert "/inbox/form/" in ledger
    assert "/inbox/blocked/" in ledger
    for page in ("/inbox/form/", "/inbox/blocked/"):
        assert 'href="/inbox/"' not in client.get(page).content.decode()
    saved = client.post("/inbox/form/", {"reader": reader.pk, "is_open": "on"}, follow=True)
    assert (saved.status_code, saved.redirect_chain) == (200, [("/inbox/form/", 302)])


def test_pages_are_opened_set_and_written_on(client, person, reader):
    lead = person(Role.LEAD, name="Lena Lead")
    assert client.get("/write-to-us/").status_code == 404
    client.force_login(lead)
    assert "/inbox/form/" in client.get("/inbox/").content.decode()
    page = client.get("/inbox/form/").content.decode()
    assert "/write-to-us/" in page
    given = {"reader": reader.pk, "words": "We <answer> soon", "is_open": "on"}
    assert client.post("/inbox/form/", given).status_code == 302
    client.logout()
    page = client.get("/write-to-us/")
    shown = page.content.decode()
    assert "We &lt;answer&gt; soon" in shown
    assert reader.name not in shown
    wrong = client.post("/write-to-us/", {"name": "Ann"})
    assert (wrong.status_code, Arrival.objects.count()) == (422, 0)
    sent = {
        "name": "Ann",
        "email": "a@else.example",
        "subject": "Hi",
        "words": "There",
        "once": "x",
    }
    assert client.post("/write-to-us/", sent).status_code == 302
    assert "We have your letter" in client.get("/write-to-us/").content.decode()
    assert Arrival.objects.get().source == "form"
    client.force_login(lead)
    del given["is_open"]
    client.post("/inbox/form/", given)
    client.logout()
    assert client.get("/write-to-us/").status_code == 404


FORWARDED = (
    "---------- Forwarded message ---------\nFrom: Rein <rein@else.example>\n"
    "Date: Mon, 4 May 2026 at 09:00\nSubject: Weir\nTo: Rita <rita@accord.example>\n\nI agree.\n"
)
REPORT = (
    "Hi. This is the qmail-send program at else.example.\n"
    "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
    "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
    "<rein@else.example>:\n192.0.2.1 does not like recipient.\n"
    "Remote host said: 550 5.1.1 unknown user\n"
)


@pytest.mark.parametrize(
    "pretence",
    [
        {"email": "colleague", "words": FORWARDED}, {"words": REPORT},
        {"email": "mailer-daemon@else.example", "subject": "failure notice", "words": REPORT},
        {"subject": "Automatic reply: away", "email": "noreply@else.example"},
    ],
)  # fmt: skip
def test_who_pretends_to_be_a_colleague_a_machine_or_a_report_is_heard_as_a_stranger(
    opened, reader, pretence
):
    rein = party("Rein", kind="person")
    reached_by(rein, "rein@else.example")
    OutMail.objects.create(
        message_id="<out-1@water.example>", kind="letter", to_address="rein@else.example",
        state="sent", written_at=NOON, sent_at=NOON,
    )  # fmt: skip
    given = {**pretence}
    if given.get("email") == "colleague":
        given["email"] = reader.email
    writes(NOON + timedelta(minutes=5), **given)
    message = Message.objects.get()
    assert (message.state, message.direction, message.owner) == ("waiting", "in", reader)
    assert message.sender_address == given.get("email", "juri@mill.example").lower()
    assert not Interaction.objects.exists()
    point = ContactPoint.objects.get(party=rein)
    assert (point.failed_at, point.delays_count) == (None, 0)
