"""What becomes of mail: filed with whom it is from or to, waiting for its owner, or set aside."""

import pytest

from accord.features.correspondence import actions, queries
from accord.features.correspondence.models import Message
from accord.features.engagement.models import Interaction, Participation
from accord.features.stakeholders.actions import ContactDetails, add_contact_point, erase_party
from accord.features.stakeholders.models import ContactPoint, TimelineRow
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.arrivals.models import Arrival
from accord.foundation.files.models import Attachment
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def me(person):
    return person(name="ann")


@pytest.fixture
def mari(at):
    found = party("Mari Mägi", kind="person")
    details = ContactDetails("mail", "mari@vald.example")
    add_contact_point(by=SYSTEM, party=found, details=details, at=at)
    return found


def take(owner, at, *letters, **fields):
    way = arrivals.Way(source="test", owner_id=owner.pk, **fields)
    arrivals.take_in(by=owner, letters=letters, way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    return [(row.state, row.reason) for row in Arrival.objects.order_by("pk")]


def test_mail_of_a_known_stakeholder_is_on_their_timeline_at_once(me, mari, at):
    text = "Please call.\n\nOn Sun, 3 May 2026 at 9:00, Ann <ann@example.org> wrote:\n\n> Hello"
    assert take(me, at, letter(text=text)) == [("filed", "known")]
    message = Message.objects.get()
    talk = message.interaction
    assert (message.ref, message.direction, message.owner) == ("M-0001", "in", me)
    assert (talk.channel, talk.direction, talk.text) == ("mail", "in", "Water\n\nPlease call.")
    assert (talk.visibility, talk.logged_by, str(talk.at)) == (
        "named", me, "2026-05-04 10:00:00+00:00",
    )  # fmt: skip
    assert list(queries.homes_of(me, message)) == [mari]
    [row] = TimelineRow.objects.filter(party=mari, channel="mail")
    assert (row.verb, row.is_contact) == ("talked-mail-in", True)


def test_mail_that_went_out_is_filed_with_everybody_known_in_it(me, mari, at):
    assert take(
        me, at,
        letter(1, sender="ann@example.org", to="x@else.example, Mari <MARI@vald.example>"),
        letter(2, sender="ann@example.org", to="x@else.example"),
    ) == [("filed", "known"), ("waiting", "unknown")]  # fmt: skip
    assert [each.direction for each in Message.objects.order_by("pk")] == ["out", "out"]
    assert Participation.objects.get().party == mari


@pytest.mark.parametrize(
    ("fields", "ending"),
    [
        ({"sender": "ann@example.org", "to": "ann@example.org"}, ("dropped", "internal")),
        ({"more": "Auto-Submitted: auto-replied\n"}, ("dropped", "auto-reply")),
        ({"more": "Precedence: bulk\n", "sender": "shop@else.example"}, ("dropped", "machine")),
        ({"more": "Precedence: bulk\n"}, ("filed", "known")),
        ({"more": "Received: x\n" * 60}, ("dropped", "loop")),
        ({"sender": "Who <who@else.example>"}, ("waiting", "unknown")),
    ],
)
def test_what_nobody_wrote_to_us_is_not_kept_and_strangers_wait(me, mari, at, fields, ending):
    assert take(me, at, letter(**fields)) == [ending]
    assert Message.objects.count() == (ending[0] != "dropped")


def test_old_mail_of_strangers_fills_no_inbox(me, mari, at):
    endings = take(me, at, letter(1), letter(2, sender="who@else.example"), is_archive=True)
    assert endings == [("filed", "known"), ("dropped", "unknown")]


def test_an_answer_is_filed_where_its_conversation_is(me, mari, at):
    answer = letter(2, sender="clerk@vald.example", more="In-Reply-To: <1@vald.example>\n")
    alike = letter(3, sender="else@else.example", subject="Re: Water")
    endings = take(me, at, letter(1), answer, alike)
    assert endings == [("filed", "known"), ("filed", "thread"), ("waiting", "unknown")]
    one, two, three = Message.objects.order_by("pk")
    assert one.thread == two.thread == "1@vald.example" != three.thread
    assert list(queries.homes_of(me, two)) == [mari]
    assert list(queries.in_thread(me, two)) == [one]


def test_the_same_mail_again_is_not_filed_again(me, mari, at):
    take(me, at, letter())
    assert take(me, at, letter()) == [("filed", "known")]
    assert (Message.objects.count(), Interaction.objects.count()) == (1, 1)


def test_files_are_kept_with_the_message_and_what_may_not_be_is_named(me, mari, at):
    more = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
    text = (
        "--b\n\nSee these.\n--b\nContent-Type: text/plain\n"
        "Content-Disposition: attachment; filename=note.txt\n\nHello\n"
        "--b\nContent-Disposition: attachment; filename=run.exe\n\nMZ\n--b--"
    )
    take(me, at, letter(more=more, text=text))
    message = Message.objects.get()
    assert [file.name for file in queries.files_of(message)] == ["note.txt"]
    assert message.left_out == ["run.exe"]


def test_a_stakeholder_out_of_reach_is_a_stranger(me, at, person):
    hidden = party("Hidden", visibility="named")
    details = ContactDetails("mail", "mari@vald.example")
    add_contact_point(by=SYSTEM, party=hidden, details=details, at=at)
    assert take(me, at, letter()) == [("waiting", "unknown")]


def test_nobody_reads_along_unless_the_owner_says_so(me, mari, at, person):
    other = person()
    take(me, at, letter(1))
    take(me, at, letter(2), sight="everyone")
    take(me, at, letter(3, sender="who@else.example"), sight="everyone")
    seen = queries.visible_to(other).values_list("message_id", flat=True)
    assert list(seen) == ["2@vald.example"]
    assert queries.visible_to(me).count() == 3
    manager = person(Role.MANAGER)
    assert list(queries.visible_to(manager).values_list("message_id", flat=True)) == list(seen)


def test_what_waits_is_filed_by_its_owner_and_the_next_by_itself(me, at):
    coop = party("Co-op")
    take(me, at, letter(1))
    message = Message.objects.get()

    actions.file_message(by=me, message=message, parties=[coop], remembers=True, at=at)

    assert ContactPoint.objects.values_list("party", "value").get() == (
        coop.pk,
        "mari@vald.example",
    )
    assert message.interaction.text == "Water\n\nIs the water safe?"
    assert take(me, at, letter(2)) == [("filed", "by-hand"), ("filed", "known")]
    with pytest.raises(Stale):
        actions.file_message(by=me, message=message, parties=[coop], at=at)
    assert Interaction.objects.count() == 2


def test_who_does_not_own_a_message_files_nothing(me, at, person):
    take(me, at, letter())
    message, coop = Message.objects.get(), party("Co-op")
    for who in (person(), person(Role.MANAGER)):
        with pytest.raises(NotAllowed):
            actions.file_message(by=who, message=message, parties=[coop], at=at)
        with pytest.raises(NotAllowed):
            actions.set_aside(by=who, message=message, at=at)
        with pytest.raises(NotAllowed):
            actions.snooze(
                by=who, message=message, until=at.date().replace(day=9), reason="x", at=at
            )
    with pytest.raises(Invalid):
        actions.file_message(by=me, message=message, parties=[], at=at)
    assert (Interaction.objects.count(), Message.objects.get().state) == (0, "waiting")


def test_what_is_set_aside_leaves_the_inbox_and_stays_in_the_ledger(me, at, person):
    take(me, at, letter(1), letter(2))
    aside, asleep = Message.objects.order_by("pk")
    day = at.date()
    actions.set_aside(by=me, message=aside, at=at)
    actions.snooze(by=me, message=asleep, until=day.replace(day=9), reason="Ask Bo first", at=at)
    assert list(queries.waiting_for(me, day)) == []
    assert list(queries.waiting_for(me, day.replace(day=9))) == [asleep]
    assert [(row.state, row.reason) for row in Arrival.objects.order_by("pk")] == [
        ("dropped", "by-hand"), ("waiting", "unknown"),
    ]  # fmt: skip
    with pytest.raises(Invalid):
        actions.snooze(by=me, message=asleep, until=day, reason="Now", at=at)
    arrivals.try_again(by=person(Role.ADMINISTRATOR), arrival=aside.arrival, at=at)
    assert list(queries.waiting_for(me, day)) == [aside]


def test_erasing_somebody_leaves_no_word_of_their_mail(me, mari, at, person):
    custodian = person(Role.CUSTODIAN)
    take(me, at, letter(text="The secret of Kanarek."), sight="everyone")
    assert Attachment.objects.count() == 1
    erase_party(by=custodian, party=mari, reason="asked", at=at)
    message, arrival = Message.objects.get(), Arrival.objects.get()
    assert (message.text, message.subject, message.sender_address) == ("", "", "")
    assert (message.recipients, message.message_id, message.thread) == ([], "", "")
    assert (arrival.sender, arrival.subject, arrival.source) == ("", "", "")
    assert arrival.identity.startswith("veiled:")
    assert Attachment.objects.count() == 0
    assert Interaction.objects.get().text == ""
    take(me, at, letter(text="The secret of Kanarek."))
    assert Message.objects.count() == 1


def test_mail_of_somebody_who_is_erased_goes_though_nobody_filed_it_yet(person, at):
    me = person()
    gone = party("Mari Mägi", kind="person")
    details = ContactDetails("mail", "mari@vald.example")
    add_contact_point(by=SYSTEM, party=gone, details=details, at=at)
    way = arrivals.Way(source="mail", owner_id=me.pk)
    arrivals.take_in(by=me, letters=[letter(1), letter(2, sender="bo@x.example")], way=way, at=at)
    erase_party(by=SYSTEM, party=gone, reason="asked for it", at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    assert list(Message.objects.values_list("sender_address", flat=True)) == ["bo@x.example"]
    first = Arrival.objects.order_by("pk").first()
    assert (first.sender, first.subject, first.state) == ("", "", "dropped")
    assert [one.object_id for one in Attachment.objects.all()] == [first.pk + 1]
    arrivals.take_in(by=me, letters=[letter(1)], way=way, at=at)
    assert Arrival.objects.count() == 2
