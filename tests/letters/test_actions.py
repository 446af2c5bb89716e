"""Letters are written, thought over, called back, sent, and kept with whom they went to."""

from datetime import timedelta

import pytest

from accord.features.correspondence.models import Message
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.models import Interaction
from accord.features.letters import actions, queries
from accord.features.letters.models import Addressee, Letter
from accord.features.promises.models import Promise
from accord.features.stakeholders.actions import (
    change_party,
    erase_party,
    merge_parties,
)
from accord.features.stakeholders.models import ContactPoint, TimelineRow
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.arrivals.models import Arrival
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.foundation.notices.models import Notice
from tests.arrivals.letters import letter as incoming
from tests.factories.stakeholders import party
from tests.letters.conftest import leave, reachable, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
SECOND = timedelta(seconds=1)


def send(by, letter, at, **more):
    return actions.send_letter(by=by, letter=letter, at=at, **more)


def to_mari(office):
    return [mail for mail in office.taken if "mari@" in str(mail["To"])]


def states():
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def test_a_letter_leaves_once_and_is_on_the_timeline_of_each(office, ann, mari, jaan, at):
    letter = write(ann, at, mari, jaan, about=mari.ref)
    assert (letter.ref, letter.state, OutMail.objects.count()) == ("W-0001", "draft", 0)
    send(ann, letter, at)
    assert (letter.state, letter.send_at) == ("waiting", at + 30 * SECOND)
    drain()
    leave()
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("sent", "")
    first, second = office.taken
    assert [str(mail["To"]) for mail in office.taken] == [
        "Mari Mägi <mari@example.org>", "Jaan Tamm <jaan@example.org>",
    ]  # fmt: skip
    assert first.get_content().split("\r\n") == ["It comes in June.", ""]
    assert {name: str(first[name]) for name in ("From", "Reply-To", "Subject", "Auto-Submitted")} == {
        "From": '"Ann Arro, Vodný podnik" <accord@water.example>',
        "Reply-To": "Ann.Arro@example.org", "Subject": "The pipe", "Auto-Submitted": "None",
    }  # fmt: skip
    assert "jaan" not in str(first)  # nobody sees who else got it
    assert second["References"] == first["Message-ID"] == f"<{letter.thread}>"
    message = Message.objects.get()
    assert (message.message_id, message.thread, message.direction, message.owner) == (
        letter.thread, letter.thread, "out", ann,
    )  # fmt: skip
    talk = Interaction.objects.get()
    assert (talk.text, talk.channel, talk.direction, talk.visibility, talk.logged_by) == (
        "The pipe\n\nIt comes in June.", "mail", "out", "everyone", ann,
    )  # fmt: skip
    rows = TimelineRow.objects.filter(verb="talked-mail-out").values_list("party_id", flat=True)
    assert set(rows) == {mari.pk, jaan.pk}
    assert not queries.unsettled().exists()
    with pytest.raises(Stale):
        actions.leave(by=SYSTEM, letter=letter, at=at + 60 * SECOND)
    with pytest.raises(Stale):
        actions.settle(by=SYSTEM, letter=letter, at=at)
    leave()
    assert len(office.taken) == 2


def test_a_letter_of_our_own_domain_is_from_its_author(office, settings, ann, mari, at):
    settings.DEFAULT_FROM_EMAIL = "accord@example.org"
    send(ann, write(ann, at, mari), at)
    leave()
    [mail] = office.taken
    assert str(mail["From"]) == "Ann Arro <Ann.Arro@example.org>"


def test_it_can_be_called_back_until_it_left(office, ann, mari, at):
    letter = send(ann, write(ann, at, mari), at)
    actions.recall(by=ann, letter=letter, at=at + SECOND)
    assert (letter.state, letter.send_at, letter.recalled_at) == ("draft", None, at + SECOND)
    leave()
    assert (office.taken, states()) == ([], ["draft"])
    send(ann, letter, at)
    leave()
    with pytest.raises(Stale):
        actions.recall(by=ann, letter=letter, at=at + 40 * SECOND)
    assert (len(office.taken), states()) == (1, ["sent"])


def test_undoing_the_sending_calls_it_back_but_not_what_left(office, ann, mari, at):
    letter = write(ann, at, mari)
    send(ann, letter, at)
    entry = last_entry_id()
    undo(by=ann, entry_id=entry, at=at + SECOND)
    leave()
    letter.refresh_from_db()
    assert (letter.state, office.taken) == ("draft", [])


def test_nobody_but_its_author_may_touch_it_and_nothing_happens(ann, mari, person, at):
    other, reads = person(Role.MANAGER), person(Role.VIEWER)
    letter = write(ann, at, mari)
    for act in (
        lambda: actions.rewrite_letter(
            by=other, letter=letter, details=actions.LetterDetails(), at=at
        ),
        lambda: send(other, letter, at),
        lambda: actions.recall(by=other, letter=letter, at=at),
        lambda: actions.discard_letter(by=other, letter=letter, at=at),
        lambda: actions.agree(by=other, letter=letter, at=at),
        lambda: actions.send_back(by=other, letter=letter, words="No", at=at),
        lambda: actions.leave(by=other, letter=letter, at=at),
        lambda: actions.settle(by=other, letter=letter, at=at),
        lambda: write(reads, at, mari),
    ):
        with pytest.raises(NotAllowed):
            act()
    letter.refresh_from_db()
    assert (letter.version, states(), OutMail.objects.count()) == (1, ["draft"], 0)
    assert not queries.visible_to(other).exists()


def test_whom_we_may_not_contact_gets_nothing_with_the_reason(office, ann, mari, at):
    letter = write(ann, at, mari)
    change_party(
        by=SYSTEM, party=mari, is_contact_permitted=False, contact_refusal="asked us to stop", at=at
    )
    with pytest.raises(Invalid, match="may not be contacted: asked us to stop"):
        send(ann, letter, at)
    change_party(by=SYSTEM, party=mari, is_contact_permitted=True, at=at)
    send(ann, letter, at)  # and now, while it waits, they ask us again
    change_party(
        by=SYSTEM, party=mari, is_contact_permitted=False, contact_refusal="asked again", at=at
    )
    leave()
    letter.refresh_from_db()
    assert (to_mari(office), letter.state) == ([], "failed")
    assert letter.trouble == "Mari Mägi may not be contacted: asked again"
    assert Interaction.objects.count() == 0
    assert Notice.objects.filter(person_id=ann.pk, kind="letters.about-mine").count() == 1


def test_it_goes_to_an_address_that_reaches_and_to_nobody_without(ann, mari, at):
    nobody = party("Silent", kind="person")
    letter = write(ann, at, nobody)
    with pytest.raises(Invalid, match="no mail address"):
        send(ann, letter, at)
    with pytest.raises(Invalid, match="Say whom"):
        send(ann, write(ann, at), at)
    letter = write(ann, at, mari)
    ContactPoint.objects.update(failed_at=at)
    with pytest.raises(Invalid, match="no longer reaches"):
        send(ann, letter, at)
    assert states() == ["draft"] * 3


def test_an_angry_letter_waits_a_quarter_of_an_hour_with_the_reasons(office, ann, mari, at):
    letter = write(ann, at, mari, text="This is RIDICULOUS and a DISGRACE, NEVER again!!")
    send(ann, letter, at)
    assert (letter.state, letter.send_at) == ("held", at + timedelta(minutes=15))
    assert letter.held_for == [
        ["shouting", ["RIDICULOUS", "DISGRACE", "NEVER"]], ["marks", ["!!"]],
        ["words", ["ridiculous", "disgrace"]],
    ]  # fmt: skip
    with pytest.raises(Stale):
        actions.leave(by=SYSTEM, letter=letter, at=at + timedelta(minutes=14))
    actions.leave(by=SYSTEM, letter=letter, at=at + timedelta(minutes=15))
    assert (letter.state, letter.held_for) == ("leaving", [])


def test_an_organisation_may_switch_the_pause_off_and_ask_for_second_readers(ann, mari, person, at):
    given = {"delay_seconds": 0, "most_touches": 4, "touch_days": 14}
    with pytest.raises(NotAllowed):
        actions.set_manner(by=ann, has_pause=False, needs_reader=False, at=at, **given)
    admin = person(Role.ADMINISTRATOR)
    actions.set_manner(by=admin, has_pause=False, needs_reader=False, at=at, **given)
    letter = send(ann, write(ann, at, mari, text="You IDIOT, you LIAR, STUPID!!"), at)
    assert (letter.state, letter.send_at) == ("waiting", at)
    actions.set_manner(by=admin, has_pause=True, needs_reader=True, at=at, **given)
    with pytest.raises(Invalid, match="second reader"):
        send(ann, write(ann, at, mari), at)
    with pytest.raises(Invalid):
        actions.set_manner(
            by=admin, has_pause=True, needs_reader=True, at=at, **{**given, "touch_days": 0}
        )


def test_a_second_reader_agrees_or_gives_it_back(office, ann, mari, person):
    at = clock.now() - 60 * SECOND
    reader = person(Role.LEAD, name="Rain Raud")
    letter = write(ann, at, mari, reader=reader, text="STOP THIS RIGHT THERE!!")
    assert not queries.visible_to(reader).exists()  # not before they are asked
    send(ann, letter, at)
    assert (letter.state, letter.send_at) == ("held", None)
    drain()
    assert Notice.objects.get(person_id=reader.pk).title == "A letter waits for you to agree to it"
    assert list(queries.to_read(reader)) == [letter]
    with pytest.raises(Invalid):
        actions.send_back(by=reader, letter=letter, words=" ", at=at)
    actions.send_back(by=reader, letter=letter, words="Softer, please", at=at)
    assert (letter.state, letter.reader_said) == ("draft", "Softer, please")
    with pytest.raises(Stale):
        actions.agree(by=reader, letter=letter, at=at)
    send(ann, letter, at)
    actions.agree(by=reader, letter=letter, at=at)
    assert (letter.state, letter.agreed_at, letter.send_at) == ("waiting", at, at + 30 * SECOND)
    leave()
    assert (len(to_mari(office)), states()) == (1, ["sent"])


def test_who_may_not_see_them_all_or_wrote_it_reads_no_letter(ann, mari, person, at):
    secret = reachable("Hidden Harju", "h@example.org", at, visibility="named", owner_id=ann.pk)
    reader = person(Role.LEAD)
    for whom, by in ((secret, reader), (mari, ann), (mari, person(Role.VIEWER))):
        with pytest.raises(Invalid):
            write(ann, at, whom, reader=by)
    assert Letter.objects.count() == 0


def test_it_warns_of_many_contacts_of_all_departments(ann, mari, at):
    for day in range(1, 5):
        details = TalkDetails("Hi", channel="call", direction="out", visibility="named")
        log_interaction(by=SYSTEM, parties=[mari], details=details, at=at - timedelta(days=day))
    letter = write(ann, at, mari)
    [remark] = queries.remarks_on(ann, letter, queries.addressees_of(letter), queries.manner(), at)
    assert remark.kind == "warn"
    assert "heard from us 4 times in 14 days (" in remark.words
    [touches] = queries.touches_of([mari], queries.manner(), at).values()
    assert touches.free_at == at - timedelta(days=4) + timedelta(days=14)
    assert send(ann, letter, at).state == "waiting"  # it warns, it does not forbid


def test_an_answer_stays_in_the_conversation_and_so_does_the_next(office, ann, mari, at):
    way = arrivals.Way(source="test", owner_id=ann.pk)
    there = incoming(1, sender="Mari <mari@example.org>", to="Ann.Arro@example.org")
    arrivals.take_in(by=ann, letters=[there], way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    came = Message.objects.get()
    origin = queries.origin_of(ann, came.ref)
    assert (origin.parties, origin.answers, origin.subject) == ((mari,), came, "Re: Water")
    letter = write(ann, at, *origin.parties, subject=origin.subject, answers=came, sight="private")
    send(ann, letter, at)
    leave()
    [mail] = office.taken
    assert (mail["In-Reply-To"], mail["References"]) == ("<1@vald.example>", "<1@vald.example>")
    ours = Message.objects.get(direction="out")
    assert (ours.thread, ours.interaction.visibility) == (came.thread, "named")
    again = incoming(
        2, sender="Mari <mari@example.org>", to="Ann.Arro@example.org",
        more=f"In-Reply-To: {mail['Message-ID']}\n",
    )  # fmt: skip
    copy = bytes(mail)
    arrivals.take_in(by=ann, letters=[again, copy], way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    assert list(Message.objects.values_list("thread", flat=True)) == [came.thread] * 3
    assert Arrival.objects.count() == 3  # our own copy is known


def test_who_was_not_in_a_mail_reads_neither_its_subject_nor_its_name(office, ann, mari, jaan, at):
    way = arrivals.Way(source="test", owner_id=ann.pk)
    ours = incoming(
        1, sender="Mari <mari@example.org>", to="Ann.Arro@example.org", subject="Of Jaan",
        more="References: <0@desk-7.inside.example>\n",
    )  # fmt: skip
    arrivals.take_in(by=ann, letters=[ours], way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    came = Message.objects.get()
    log_of(came, mari, jaan, at=at)
    origin = queries.origin_of(ann, came.ref)
    assert ({*origin.parties}, origin.subject) == ({mari, jaan}, "")
    send(ann, write(ann, at, jaan, mari, answers=came), at)
    leave()
    to_jaan, to_mari = sorted(office.taken, key=lambda mail: str(mail["To"]))
    assert (to_jaan["In-Reply-To"], to_jaan["References"]) == (None, None)
    assert to_mari["In-Reply-To"] == "<1@vald.example>"
    assert str(to_mari["References"]).split() == [
        "<0@desk-7.inside.example>", "<1@vald.example>", to_jaan["Message-ID"],
    ]  # fmt: skip


def log_of(came, *parties, at):
    """Have a mail filed with some parties, whoever was in it."""
    talk = log_interaction(by=SYSTEM, parties=parties, details=TalkDetails("Mail"), at=at)
    Message.objects.filter(pk=came.pk).update(interaction=talk)


def test_a_promise_in_it_is_made_once_it_was_sent(office, ann, mari, at):
    letter = write(ann, at, mari, text="We will repair the pipe by 12 June.")
    found = queries.promises_in(letter, at)
    send(ann, letter, at, promises=found)
    assert Promise.objects.count() == 0
    leave()
    promise = Promise.objects.get()
    assert (promise.party, promise.side, promise.owner) == (mari, "we", ann)
    assert promise.words == "Repair the pipe"


def test_what_a_server_refuses_is_not_sent_and_the_rest_is(office, ann, mari, jaan, at):
    letter = write(ann, at, mari, jaan)
    send(ann, letter, at)
    office.to = ["550 nobody here"]
    leave()
    leave()
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("sent", "550 nobody here")
    assert list(Addressee.objects.order_by("pk").values_list("state", flat=True)) == [
        "failed", "sent",
    ]  # fmt: skip
    assert [row.party for row in TimelineRow.objects.filter(channel="mail")] == [jaan]


def test_without_a_server_nothing_is_claimed(ann, mari, at):
    letter = send(ann, write(ann, at, mari), at)
    leave()
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("failed", "Not sent: no mail server is set.")
    assert Interaction.objects.count() == 0


def test_the_clock_takes_up_what_was_left_lying(office, ann, mari, at):
    send(ann, write(ann, at, mari), at)
    Job.objects.all().delete()
    assert actions.leave_all(by=SYSTEM, at=at) == 0
    assert actions.leave_all(by=SYSTEM, at=at + 30 * SECOND) == 1
    Job.objects.filter(name="letters.settle").delete()
    drain()
    assert actions.settle_all(by=SYSTEM, at=at) == 1
    assert states() == ["sent"]


def test_a_draft_can_be_changed_and_thrown_away_a_letter_under_way_not(ann, mari, jaan, at):
    letter = write(ann, at, mari)
    details = actions.LetterDetails(parties=(jaan,), subject="Other", text="Words")
    actions.rewrite_letter(by=ann, letter=letter, details=details, at=at)
    assert [row.party for row in queries.addressees_of(letter)] == [jaan]
    send(ann, letter, at)
    for act in (
        lambda: actions.rewrite_letter(by=ann, letter=letter, details=details, at=at),
        lambda: actions.discard_letter(by=ann, letter=letter, at=at),
        lambda: send(ann, letter, at),
    ):
        with pytest.raises(Stale):
            act()
    actions.recall(by=ann, letter=letter, at=at)
    actions.discard_letter(by=ann, letter=letter, at=at)
    assert (Letter.objects.count(), Addressee.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "a\nBcc: x@example.org"}, {"subject": "x" * 201}, {"text": "x" * 20_001},
        {"about": "nothing"}, {"text": "a\x00b"},
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_letter_is_refused(ann, mari, at, wrong):
    with pytest.raises(Invalid):
        write(ann, at, mari, **wrong)
    assert Letter.objects.count() == 0


def test_erasing_and_merging_take_letters_along(office, ann, mari, jaan, at):
    alone, both = write(ann, at, mari), write(ann, at, mari, jaan)
    merge_parties(by=SYSTEM, survivor=mari, merged=jaan, at=at)
    assert [row.party for row in queries.addressees_of(both)] == [mari]
    erase_party(by=SYSTEM, party=mari, reason="asked", at=at)
    alone.refresh_from_db()
    assert (alone.subject, alone.text) == ("", "")
    assert set(Addressee.objects.values_list("address", flat=True)) <= {"", "jaan@example.org"}
    with pytest.raises(Invalid):
        send(ann, alone, at)
