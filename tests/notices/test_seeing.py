"""What somebody may no longer see is told to them no more, neither by mail nor on their pages."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.stakeholders.actions import change_party, hand_over
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.foundation.notices.actions import _mail, choose_channels
from accord.foundation.notices.queries import unread
from tests.factories.stakeholders import party
from tests.mail.conftest import office
from tests.mail.test_sending import again
from tests.notices.test_mailing import due, tell

__all__ = ["office"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(person):
    """Tell somebody of a stakeholder and of a talk, as they like to be told; both by name."""

    def make(at, mailing):
        ann, bob = person(name="Ann Arro"), person(name="Bob Berg")
        for kind in ("stakeholders.owner-changed", "notices.mentioned"):
            choose_channels(by=ann, person=ann, kind=kind, is_in_app=True, mailing=mailing, at=at)
        _mail.send_digests(at=at - timedelta(days=1))
        them = party("Secret Sidorova", owner_id=bob.pk)
        hand_over(by=SYSTEM, party=them, to=ann, at=at)
        hand_over(by=SYSTEM, party=them, to=bob, at=at)
        talk = TalkDetails("Her illness, @Ann Arro, is why")
        log_interaction(by=bob, parties=[them], details=talk, at=at)
        drain()
        assert unread(ann).count() == 3
        return ann, bob, them

    return make


def said(office, person):
    mails = [mail for mail in office.taken if person.email in mail["To"]]
    return "".join(part.get_content() for mail in mails for part in mail.iter_parts())


@pytest.mark.parametrize("mailing", ["now", "digest"])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_mail_of_notices_tells_what_may_be_seen_when_it_is_ordered(office, told, mailing, hidden):
    ann, bob, them = told(clock.now(), mailing)
    if hidden:
        change_party(by=bob, party=them, visibility="named", at=clock.now())
    due()
    _mail.send_digests(at=clock.now() + timedelta(days=1))
    again()
    assert [word in said(office, ann) for word in ("Sidorova", "illness")] == [not hidden] * 2


@pytest.mark.parametrize("mailing", ["now", "digest"])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_mail_of_notices_that_waits_for_the_server_tells_what_may_be_seen_when_it_leaves(
    office, told, mailing, hidden
):
    ann, bob, them = told(clock.now(), mailing)
    other = party("Open Orlova", owner_id=bob.pk)
    hand_over(by=SYSTEM, party=other, to=ann, at=clock.now())
    office.to = ["451 later"] * 9
    due()
    _mail.send_digests(at=clock.now() + timedelta(days=1))
    drain()
    (mail,) = OutMail.objects.filter(person_id=ann.pk)
    subject = {"now": "4 notices", "digest": "Your digest"}[mailing]
    assert (office.taken, mail.subject, mail.text, mail.html) == ([], subject, "", "")
    office.to = []
    if hidden:
        change_party(by=bob, party=them, visibility="named", at=clock.now())
    again()
    words = said(office, ann)
    assert [word in words for word in ("Orlova", "Sidorova", "illness")] == [
        True, not hidden, not hidden,
    ]  # fmt: skip


def test_a_mail_of_which_nothing_may_be_seen_any_more_does_not_leave(office, told):
    ann, bob, them = told(clock.now(), "now")
    office.to = ["451 later"]
    due()
    change_party(by=bob, party=them, visibility="named", at=clock.now())
    again()
    assert (OutMail.objects.get(person_id=ann.pk).state, said(office, ann)) == ("dropped", "")


def test_the_list_says_only_that_there_was_one(told, client):
    at = clock.now()
    ann, bob, them = told(at, "off")
    client.force_login(ann)
    pages = ("/notices/", "/")
    assert all("illness" in client.get(page).content.decode() for page in pages)
    change_party(by=bob, party=them, visibility="named", at=at)
    for page in pages:
        shown = client.get(page).content.decode()
        assert [word in shown for word in ("Sidorova", "illness")] == [False, False]
        assert "You may no longer see what this was about." in shown


def test_every_notice_of_a_feature_says_what_it_is_about():
    """Only so can it be asked again; of one that names nothing there is nothing to ask."""
    features = Path(apps.get_app_config("stakeholders").path).parent
    silent = set()
    for file in features.glob("*/reactions.py"):
        for made in ast.parse(file.read_text()).body:
            calls = [one for one in ast.walk(made) if isinstance(one, ast.Call)]
            told = [one for one in calls if getattr(one.func, "id", "") == "notify"]
            if any("subject" not in {given.arg for given in one.keywords} for one in told):
                silent.add(made.name)
    assert silent == {"tell_new_owner_of_many"}


def test_a_mail_of_notices_that_waits_does_not_leave_once_the_account_is_closed(
    office, kind, person
):
    kind(mailing="now")
    ann = person(name="ann")
    tell(ann, clock.now())
    office.to = ["451 later"]
    due()
    assert OutMail.objects.get().state == "failed"
    type(ann).objects.filter(pk=ann.pk).update(is_active=False)
    again()
    assert (OutMail.objects.get().state, office.taken) == ("dropped", [])
