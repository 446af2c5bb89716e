from datetime import timedelta

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.letters import actions as letters
from accord.features.mailings import actions
from accord.features.mailings.models import Choice, Mailing, Recipient
from accord.features.mailings.queries import token_of, visible_to
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import Consent, TimelineRow
from accord.foundation.accounts.models import Grant
from accord.foundation.jobs.models import Job
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from accord.foundation.search.texts import find_texts
from tests.factories.stakeholders import party
from tests.letters.conftest import reachable
from tests.mailings.conftest import states, work

pytestmark = pytest.mark.django_db


def test_who_gets_it_and_why_others_do_not(mailing, reader, news, at):
    on = {"by": SYSTEM, "at": at}
    ann, away, barred = reader("Ann"), reader("Away"), reader("Barred")
    register.retire_party(party=away, reason="moved", **on)
    register.change_party(party=barred, is_contact_permitted=False, contact_refusal="asked", **on)
    nobody = party("No address")
    broken = reader("Broken")
    register.note_failure(
        point=broken.contact_points.get(), words="550 no such user", is_final=True, **on
    )
    twin = reader("Twin", address="ann@example.org")
    others = [reader("Silent", said=""), reader("Refused", said="refused")]
    out = reader("Out")
    often = reader("Often")
    for day in range(1, 5):
        details = TalkDetails(
            "Call", channel="call", direction="out", happened_at=at - timedelta(days=day)
        )
        log_interaction(parties=[often], details=details, **on)
    register.record_consent(
        party=nobody, purpose=news, state="given", source="form", **on
    )  # fmt: skip
    made = mailing(
        ann, barred, nobody, broken, twin, often, *others,
        segments=(_segment(ann, out, at=at),), without_parties=(out,),
    )  # fmt: skip
    assert states(made) == {
        "Ann": "waiting", "Barred": "not-permitted", "No address": "no-address",
        "Broken": "bounced", "Twin": "same-address", "Silent": "no-consent",
        "Refused": "opted-out", "Out": "excluded", "Often": "deferred",
    }  # fmt: skip
    row = Recipient.objects.get(party=often)
    assert row.due_at == at - timedelta(days=4) + timedelta(days=14)
    assert made.words == {"en": ["The valve", "{{ party.name }}, we open the valve in June."]}


def _segment(*parties, at):
    segment = register.add_segment(by=SYSTEM, name="Street", at=at)
    for one in parties:
        register.pick(by=SYSTEM, segment=segment, party=one, at=at)
    return segment


def test_each_gets_a_copy_of_their_own_and_reads_how_to_get_no_more(mailing, reader, lead, office):
    ann, bo = reader("Ann", salutation="Dear Ann"), reader("Bo")
    made = mailing(ann, bo)
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work()
    made.refresh_from_db()
    assert made.state == "done"
    assert states(made) == {"Ann": "sent", "Bo": "sent"}
    first, second = sorted(office.taken[:2], key=lambda mail: str(mail["To"]))
    assert (str(first["To"]), str(second["To"])) == ("Ann <ann@example.org>", "Bo <bo@example.org>")
    row = Recipient.objects.get(party=ann)
    stop = f"/mailings/stop/{token_of(row)}/"
    assert str(first["List-Unsubscribe"]).strip("<>").endswith(stop)
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = first.get_content()
    assert text.startswith("Ann, we open the valve in June.")
    assert "You get this because you agreed to “Newsletter”." in text
    assert stop in text.replace("\n", "")
    assert first["Message-ID"].strip("<>") == row.message_id
    told = TimelineRow.objects.get(party=ann, verb="mailing-sent")
    assert (told.title, told.is_contact, told.by, told.subject_ref) == (
        "Valve, June", False, lead, made.ref,
    )  # fmt: skip
    ann.refresh_from_db()
    assert ann.last_contact_at is None


def test_only_so_many_leave_in_a_minute(mailing, reader, lead, office):
    made = mailing(*(reader(f"R{n}") for n in range(5)), per_minute=2)
    at = clock.now()
    actions.begin_mailing(by=lead, mailing=made, at=at)
    assert actions.carry_on(by=SYSTEM, mailing=made, at=at) > timedelta()
    assert list(states(made).values()).count("leaving") == 2
    actions.carry_on(by=SYSTEM, mailing=made, at=at + timedelta(seconds=30))
    assert OutMail.objects.filter(kind="mailing").count() == 2
    actions.carry_on(by=SYSTEM, mailing=made, at=at + timedelta(seconds=61))
    assert OutMail.objects.filter(kind="mailing").count() == 4
    del office


def test_what_changed_since_it_was_checked_counts(mailing, reader, news, lead, office):
    ann, bo = reader("Ann"), reader("Bo")
    made = mailing(ann, bo)
    register.record_consent(by=SYSTEM, party=ann, purpose=news, state="withdrawn", at=clock.now())
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work()
    assert states(made) == {"Ann": "opted-out", "Bo": "sent"}
    assert len([mail for mail in office.taken if "ann@" in str(mail["To"])]) == 0


def test_it_is_paused_goes_on_and_is_cancelled(mailing, reader, lead, office):
    ann, bo = reader("Ann"), reader("Bo")
    made = mailing(ann, bo, per_minute=1)
    at = clock.now()
    actions.begin_mailing(by=lead, mailing=made, at=at)
    actions.carry_on(by=SYSTEM, mailing=made, at=at)
    actions.pause_mailing(by=lead, mailing=made, at=at)
    actions.carry_on(by=SYSTEM, mailing=made, at=at + timedelta(hours=1))
    assert states(made) == {"Ann": "leaving", "Bo": "waiting"}
    with pytest.raises(Stale):
        actions.pause_mailing(by=lead, mailing=made, at=at)
    actions.resume_mailing(by=lead, mailing=made, at=at)
    actions.cancel_mailing(by=lead, mailing=made, at=at)
    work()
    made.refresh_from_db()
    assert (made.state, states(made)) == ("cancelled", {"Ann": "failed", "Bo": "cancelled"})
    assert (office.taken, OutMail.objects.get().state) == ([], "dropped")


def test_one_who_heard_from_us_often_gets_it_on_the_day_it_fits(mailing, reader, lead, at, office):
    ann = reader("Ann")
    made = mailing(ann)
    for day in range(1, 5):
        details = TalkDetails(
            "Call", channel="call", direction="both", happened_at=at - timedelta(days=day)
        )
        log_interaction(by=SYSTEM, parties=[ann], details=details, at=at)
    actions.begin_mailing(by=lead, mailing=made, at=at)
    assert actions.carry_on(by=SYSTEM, mailing=made, at=at) > timedelta()
    row = Recipient.objects.get()
    assert (row.state, row.due_at) == ("deferred", at + timedelta(days=10))
    made.refresh_from_db()
    assert made.state == "sending"
    actions.carry_on(by=SYSTEM, mailing=made, at=row.due_at - timedelta(minutes=1))
    assert OutMail.objects.count() == 0
    actions.carry_on(by=SYSTEM, mailing=made, at=row.due_at)
    assert (states(made), OutMail.objects.count()) == ({"Ann": "leaving"}, 1)
    del office


def test_mailings_count_among_what_they_heard(mailing, reader, lead, at, office):
    ann = reader("Ann")
    letters.set_manner(
        by=SYSTEM, delay_seconds=0, has_pause=False, needs_reader=False, most_touches=1,
        touch_days=7, at=at,
    )  # fmt: skip
    made = mailing(ann)
    actions.begin_mailing(by=lead, mailing=made, at=at)
    actions.carry_on(by=SYSTEM, mailing=made, at=at)
    second = mailing(ann)
    assert (states(made), states(second)) == ({"Ann": "leaving"}, {"Ann": "deferred"})
    assert Recipient.objects.get(mailing=second).due_at == at + timedelta(days=7)
    del office


def test_the_link_takes_the_consent_back_once(mailing, reader, news, lead, office):
    ann = reader("Ann")
    made = mailing(ann)
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work()
    row = Recipient.objects.get()
    for _press in range(2):
        actions.opt_out(by=SYSTEM, recipient=row, at=clock.now())
    said = Consent.objects.filter(party=ann, purpose=news).order_by("pk")
    assert [each.state for each in said] == ["given", "withdrawn"]
    assert said.last().source == f"By the link in mailing {made.ref}"
    assert states(mailing(ann)) == {"Ann": "opted-out"}
    assert Entry.objects.filter(verb="mailings.opt-out").first().by_id is None
    with pytest.raises(NotAllowed):
        actions.opt_out(by=lead, recipient=row, at=clock.now())
    del office


def test_what_the_server_refuses_is_named_and_claimed_nowhere(mailing, reader, lead, office):
    ann = reader("Ann")
    made = mailing(ann)
    office.to.append("550 no such user")
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work()
    row = Recipient.objects.get()
    assert (row.state, "550" in row.error, row.left_at) == ("failed", True, None)
    assert not TimelineRow.objects.filter(party=ann, verb="mailing-sent").exists()


def test_who_may_not_and_nothing_happened(mailing, reader, lead, person, at):
    made = mailing(reader("Ann"))
    staff, viewer = person(Role.PRACTITIONER), person(Role.VIEWER)
    before = Entry.objects.count()
    for act in (
        actions.check_mailing, actions.try_mailing, actions.begin_mailing, actions.pause_mailing,
        actions.resume_mailing, actions.cancel_mailing, actions.discard_mailing,
        actions.carry_on,
    ):  # fmt: skip
        for who in (staff, viewer):
            with pytest.raises((NotAllowed, Stale)):
                act(by=who, mailing=Mailing.objects.get(), at=at)
            made.refresh_from_db()
    assert (made.state, OutMail.objects.count()) == ("checked", 0)
    assert not Job.objects.filter(name="mailings.carry").exists()
    assert Entry.objects.count() == before
    assert not visible_to(staff).exists()
    assert visible_to(lead).exists()


def test_what_can_not_be_is_refused(mailing, reader, lead, template, news, at):
    ann = reader("Ann")
    details = {"title": "News", "template": template, "purpose": news, "parties": (ann,)}
    for wrong in (
        {"title": " "}, {"per_minute": 0}, {"parties": ()}, {"without_parties": (ann,)},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.write_mailing(
                by=lead, details=actions.MailingDetails(**{**details, **wrong}), at=at
            )
    assert Mailing.objects.count() == 0
    made = actions.write_mailing(by=lead, details=actions.MailingDetails(**details), at=at)
    for act in (actions.begin_mailing, actions.try_mailing):
        with pytest.raises(Stale):
            act(by=lead, mailing=made, at=at)
    nobody = mailing(reachable("Silent", "s@example.org", at))
    with pytest.raises(Invalid):
        actions.begin_mailing(by=lead, mailing=nobody, at=at)
    sent = mailing(ann)
    actions.begin_mailing(by=lead, mailing=sent, at=at)
    for act in (actions.begin_mailing, actions.check_mailing, actions.discard_mailing):
        with pytest.raises(Stale):
            act(by=lead, mailing=sent, at=at)


def test_it_is_rewritten_and_checked_anew_or_thrown_away(mailing, reader, lead, at):
    ann, bo = reader("Ann"), reader("Bo")
    made = mailing(ann)
    details = actions.MailingDetails(
        title="Later", template=made.template, purpose=made.purpose, parties=(bo,)
    )
    actions.rewrite_mailing(by=lead, mailing=made, details=details, at=at)
    assert (made.state, made.words, states(made)) == ("draft", {}, {})
    assert [one.party for one in Choice.objects.all()] == [bo]
    actions.discard_mailing(by=lead, mailing=made, at=at)
    assert (Mailing.objects.count(), Choice.objects.count()) == (0, 0)


def test_one_tries_it_on_oneself(mailing, reader, lead, at, office):
    made = mailing(reader("Ann"))
    mail = actions.try_mailing(by=lead, mailing=made, at=at)
    assert (mail.to_address, mail.subject) == (lead.email, "Try: The valve")
    assert mail.text.startswith("[Name], we open the valve in June.")
    assert states(made) == {"Ann": "waiting"}
    del office


def test_it_stops_when_its_author_may_no_longer_send(mailing, reader, lead, at, office):
    made = mailing(reader("Ann"))
    actions.begin_mailing(by=lead, mailing=made, at=at)

    Grant.objects.filter(person=lead).delete()
    made = Mailing.objects.get()
    actions.carry_on(by=SYSTEM, mailing=made, at=at)
    assert (made.state, OutMail.objects.count()) == ("paused", 0)
    del office


def test_a_mailing_is_found_by_its_words_and_before_it_is_begun_by_its_author_alone(
    mailing, reader, lead, person
):
    made, colleague = mailing(reader("Ann")), person(Role.PRACTITIONER, name="Col")

    def found(user):
        texts = find_texts(user, "valve", kinds=["mailing"]).hits
        named = find(user, "valve", kinds=["mailing"]).hits("mailing")
        return [hit.ref for hit in named], [hit.ref for hit in texts]

    assert found(lead) == ([made.ref], [made.ref])
    assert found(colleague) == ([], [])
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    assert found(colleague) == ([made.ref], [made.ref])
    assert list(differences()) == []


def test_an_address_that_no_server_takes_keeps_back_no_other_copy(
    office, lead, reader, mailing, at
):
    odd, ann = reader("Odd"), reader("Ann")
    odd.contact_points.update(value="info@-firma.example.org", folded="info@-firma.example.org")
    made = mailing(odd, ann)
    actions.begin_mailing(by=lead, mailing=made, at=at)
    work()
    assert states(made) == {"Odd": "failed", "Ann": "sent"}
    made.refresh_from_db()
    assert made.state == "done"
    letter = letters.write_letter(
        by=lead, at=at,
        details=letters.LetterDetails(parties=(odd, ann), subject="The pipe", text="In June."),
    )  # fmt: skip
    letters.send_letter(by=lead, letter=letter, at=at)
    letters.leave(by=SYSTEM, letter=letter, at=at + timedelta(hours=1))
    assert [row.state for row in letter.addressees.order_by("pk")] == ["failed", "leaving"]


@pytest.mark.parametrize("said", ["withdrawn", "refused"])
def test_who_says_no_while_a_copy_waits_in_the_outbox_does_not_get_it(
    mailing, reader, news, lead, office, said
):
    ann = reader("Ann")
    made = mailing(ann)
    office.to = ["451 later"]
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work(1)
    assert OutMail.objects.get(kind="mailing").state == "failed"
    register.record_consent(by=SYSTEM, party=ann, purpose=news, state=said, at=clock.now())
    Job.objects.filter(state="waiting").update(run_at=clock.now())
    work()
    row = Recipient.objects.get()
    assert (row.state, row.error, office.taken) == ("failed", "Said no to this", [])


def test_who_says_no_at_an_address_that_two_have_gets_no_more_there(
    mailing, reader, news, lead, office, at
):
    ann, twin, bo = reader("Ann"), reader("Twin", address="ANN@example.org"), reader("Bo")
    late = reader("Late", said="refused", address="ann@example.org")
    made = mailing(ann, twin, bo)
    actions.begin_mailing(by=lead, mailing=made, at=at)
    work()
    row = Recipient.objects.exclude(message_id="").get(party__in=[ann, twin])
    actions.opt_out(by=SYSTEM, recipient=row, at=clock.now())
    actions.opt_out(by=SYSTEM, recipient=row, at=clock.now())
    said = Consent.objects.filter(state="withdrawn").order_by("pk")
    assert {one.party for one in said} == {ann, twin}
    assert len(said) == 2
    again = mailing(ann, twin, bo, late)
    assert states(again) == {
        "Ann": "opted-out", "Twin": "opted-out", "Bo": "waiting", "Late": "opted-out",
    }  # fmt: skip
    del office
