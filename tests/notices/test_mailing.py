from datetime import date, timedelta

import pytest

from accord.foundation.accounts import events
from accord.foundation.accounts.models import Absence, Invitation
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.models import Letter
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.letters import Item, Section
from accord.foundation.mail.models import OutMail
from accord.foundation.notices import actions
from accord.foundation.notices.actions import Telling, _mail
from accord.foundation.notices.kinds import digest_parts
from accord.foundation.notices.models import Notice
from tests.factories.mails import written

pytestmark = pytest.mark.django_db


def tell(to, at, title="It happened", kind="tests.happened", url="/s/S-1042/"):
    actions.notify(by=SYSTEM, to=[to.pk], telling=Telling(kind, title, url=url), at=at)


def mails():
    found = OutMail.objects.order_by("id")
    return [(mail.kind, mail.to_address, written(mail).subject) for mail in found]


def due():
    Job.objects.filter(name="notices.mail").update(run_at=clock.now())
    drain()


def test_what_happens_together_arrives_in_one_mail_and_what_was_read_in_none(kind, person, at):
    kind(mailing="now")
    ann, bob = person(name="ann"), person(name="bob")
    for title in ("First", "Second", "Third"):
        tell(ann, at, title)
    tell(bob, at, "For Bob")
    job = Job.objects.get(unique_key=f"notices.mail:{ann.pk}:soon")
    assert job.run_at == at + timedelta(seconds=60)
    actions.mark_read(by=ann, notice=Notice.objects.get(title="Second"), at=at)
    due()
    assert mails() == [
        ("notices.now", "ann@example.org", "2 notices"),
        ("notices.now", "bob@example.org", "For Bob"),
    ]
    several, one = (written(mail).text for mail in OutMail.objects.order_by("id"))
    assert "- First\n  http://localhost:8000/s/S-1042/" in several
    assert "Second" not in several
    assert "Open:\nhttp://localhost:8000/s/S-1042/" in one
    due()
    assert len(mails()) == 2


def test_a_mail_waits_for_the_end_of_the_night_where_the_person_is_and_safety_does_not(
    kind, person, at
):
    kind(mailing="now")
    ann = person(name="ann", time_zone="Asia/Shanghai")  # noon UTC is eight in the evening there
    tell(ann, at)
    tell(ann, at, kind="accounts.security")
    assert dict(Job.objects.values_list("unique_key", "run_at")) == {
        f"notices.mail:{ann.pk}:soon": at + timedelta(hours=11),
        f"notices.mail:{ann.pk}:now": at,
    }


def test_a_digest_comes_once_a_day_with_what_is_unread_and_what_others_add(kind, person, at):
    kind()
    ann = person(name="ann", language="")
    digest_parts.add(
        "tests.part", lambda who, _at: Section("Owed", (Item(f"{who.name}'s promise"),))
    )
    try:
        assert _mail.send_digests(at=at) == 0, "the first is the one after somebody came"
        tell(ann, at, "First")
        tell(ann, at, "Second")
        actions.mark_read(by=ann, notice=Notice.objects.get(title="First"), at=at)
        assert _mail.send_digests(at=at + timedelta(hours=19)) == 0
        assert _mail.send_digests(at=at + timedelta(hours=20)) == 1
        assert _mail.send_digests(at=at + timedelta(hours=21)) == 0
        assert mails() == [("notices.digest", "ann@example.org", "Your digest")]
        text = written(OutMail.objects.get()).text
    finally:
        del digest_parts._items["tests.part"]
    assert ("Second" in text, "First" in text, "- ann's promise" in text) == (True, False, True)
    assert _mail.send_digests(at=at + timedelta(days=2)) == 0, "there is nothing to tell"
    assert len(mails()) == 1


def test_who_wants_no_digest_gets_none_and_a_weekly_one_comes_on_its_day(kind, person, at):
    kind()
    ann, bob = person(name="ann"), person(name="bob")
    actions.choose_routine(by=ann, person=ann, at=at, rhythm="off")
    actions.choose_routine(by=bob, person=bob, at=at, rhythm="weekly", digest_weekday=2)
    _mail.send_digests(at=at)
    tell(ann, at)
    tell(bob, at)
    sent = [_mail.send_digests(at=at + timedelta(days=n)) for n in range(1, 9)]
    assert sent == [0, 1, 0, 0, 0, 0, 0, 0]
    assert [to for _, to, _ in mails()] == ["bob@example.org"]


def test_a_mail_nobody_ordered_is_ordered_later_and_old_notices_go(kind, person, at):
    kind(mailing="now")
    ann = person(name="ann")
    tell(ann, at)
    Job.objects.all().delete()
    _mail.sweep(at=at + timedelta(minutes=5))
    assert not Job.objects.exists()
    _mail.sweep(at=at + timedelta(minutes=15))
    assert Job.objects.get().name == "notices.mail"
    _mail.sweep(at=at + timedelta(days=181))
    assert not Notice.objects.exists()


def publish(event):
    body = {name: value for name, value in event.__dict__.items() if name != "at"}
    Letter.objects.create(
        name=event.name, body={**body, "at": event.at.isoformat()}, written_at=event.at
    )
    drain()


def test_an_invitation_is_written_when_it_is_sent_and_not_once_it_was_withdrawn(person, at):
    found = Invitation.objects.create(
        email="new@example.org", name="New", role="viewer", seed="5eed", token_digest="x",
        invited_by=person(name="ann"), invited_at=at, expires_at=at,
    )  # fmt: skip
    publish(events.PersonInvited(at=at, invitation_id=found.pk))
    mail = OutMail.objects.get()
    assert (mail.to_address, mail.recipe, mail.text) == (
        "new@example.org", "accounts.invitation", "",
    )  # fmt: skip
    from accord.foundation.accounts.links import invitation_link
    from accord.foundation.notices.letters import invitation

    letter = invitation(mail.recipe_args)
    assert letter.button == ("Make your account", invitation_link(found))
    assert letter.paragraphs[0] == "ann invites you to work with Accord in Accord."
    Invitation.objects.update(withdrawn_at=at)
    assert invitation(mail.recipe_args) is None


def test_nobody_is_written_to_who_has_no_account(person, at):
    person(name="gone", is_active=False)
    for address in ("nobody@example.org", "gone@example.org"):
        publish(events.ResetAsked(at=at, email=address))
    assert mails() == []


def test_a_reset_goes_to_the_account_and_a_new_address_to_both(person, at):
    ann = person(name="ann", language="en")
    publish(events.ResetAsked(at=at, email="ann@example.org"))
    publish(events.MailChangeAsked(at=at, person_id=ann.pk, email="new@example.org"))
    publish(
        events.MailChanged(
            at=at, person_id=ann.pk, old_email="ann@example.org", new_email="new@example.org"
        )
    )
    assert [(kind, to) for kind, to, _ in mails()] == [
        ("accounts.reset", "ann@example.org"),
        ("accounts.mail-change", "new@example.org"),
        ("accounts.mail-changed", "ann@example.org"),
        ("accounts.mail-changed", "new@example.org"),
    ]
    from accord.foundation.mail.letters import recipes

    for mail in OutMail.objects.all():
        letter = recipes[mail.recipe](mail.recipe_args)
        assert letter is not None
        if letter.button:
            assert letter.button[1].startswith("http://localhost:8000/")


def test_changes_of_safety_and_new_devices_are_told_at_once(person, at):
    ann = person(name="ann")
    publish(events.SecurityChanged(at=at, person_id=ann.pk, what="totp-removed"))
    publish(events.NewDevice(at=at, person_id=ann.pk, device="Firefox", network="192.0.2.0/24"))
    assert list(Notice.objects.order_by("id").values_list("kind", "title", "words")) == [
        ("accounts.security", "The app for one-time codes was removed.",
         "If it was not you, tell your administrator at once."),
        ("accounts.security", "Somebody signed in to your account with a new device.",
         "Firefox, network 192.0.2.0/24"),
    ]  # fmt: skip
    drain()
    assert {to for _, to, _ in mails()} == {"ann@example.org"}


def test_a_deputy_learns_of_it(person, at):
    ann, bob = person(name="ann"), person(name="bob")
    found = Absence.objects.create(
        person=ann, deputy=bob, from_date=date(2026, 7, 1), until_date=date(2026, 7, 14)
    )
    publish(events.AbsencePlanned(at=at, absence_id=found.pk, person_id=ann.pk, deputy_id=bob.pk))
    assert list(Notice.objects.values_list("person_id", "title")) == [
        (bob.pk, "You stand in for ann from July 1, 2026 to July 14, 2026.")
    ]


def test_a_clock_that_was_a_year_ahead_for_a_while_stops_no_digest(kind, person, at):
    kind()
    ann = person(name="ann")
    _mail.send_digests(at=at)
    _mail.send_digests(at=at + timedelta(days=365))
    tell(ann, at)
    assert _mail.send_digests(at=at + timedelta(days=1)) == 0, "it is told anew where it stands"
    assert _mail.send_digests(at=at + timedelta(days=2)) == 1
