"""What was arranged with somebody holds for all that we send, and whoever sends is told so."""

from datetime import timedelta

import pytest

from accord.features.conduct import actions
from accord.features.consultations import actions as consultations
from accord.features.discussions import actions as discussions
from accord.features.meetings import actions as meetings
from accord.features.pulses.queries import rule_now, why_not
from accord.features.stakeholders.actions import ContactDetails, add_contact_point, record_consent
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.factories.initiatives import initiative
from tests.factories.meetings import meeting
from tests.mailings.conftest import (  # noqa: F401 -- fixtures
    mailing,
    news,
    office,
    reader,
    states,
    template,
    work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
TERMS = [{"kinds": ("channel",), "channel": "letter"}, {"kinds": ("contact",)}]


@pytest.fixture
def arranged(us, caller, grave, at):
    """Make an arrangement with the caller, who has a mail address."""
    mail = ContactDetails("mail", "viktor@example.org")
    add_contact_point(by=SYSTEM, party=caller, details=mail, at=at)

    def make(kinds, **more):
        contact = {"contact_id": us.second.pk} if "contact" in kinds else {}
        details = actions.ArrangementDetails(
            kinds=kinds, reason="So that both sides can bear it", from_date=at.date(),
            review_date=at.date().replace(month=7), **contact, **more,
        )  # fmt: skip
        return actions.arrange(by=us.manager, incident=grave, details=details, at=at)

    return make


@pytest.fixture
def lead(us):
    return us.lead


def sent():
    return list(OutMail.objects.filter(to_address="viktor@example.org"))


@pytest.mark.parametrize("terms", TERMS)
def test_a_mailing_leaves_out_with_whom_another_way_was_arranged(
    arranged, mailing, caller, news, reader, terms, at  # noqa: F811
):  # fmt: skip
    record_consent(by=SYSTEM, party=caller, purpose=news, state="given", source="form", at=at)
    made = mailing(caller, reader("Ann"))
    assert states(made) == {"Viktor Kask": "waiting", "Ann": "waiting"}
    arranged(**terms)
    made = mailing(caller, reader("Bo"))
    assert states(made) == {"Viktor Kask": "arranged", "Bo": "waiting"}


@pytest.mark.parametrize(
    ("terms", "count"),
    [(TERMS[0], 0), (TERMS[1], 0), ({"kinds": ("writing",)}, 0),
     ({"kinds": ("times",), "times": "Mondays"}, 1)],
)  # fmt: skip
def test_an_invitation_to_a_meeting_keeps_to_it_and_its_page_says_so(
    arranged, us, caller, client, terms, count, at
):
    made = arranged(**terms)
    held = meeting(us.handler, who=caller, mail="", at=at + timedelta(days=7))
    meetings.send_invitations(by=us.handler, meeting=held, at=at)
    assert len(sent()) == count
    client.force_login(us.handler)
    page = client.get(f"/meetings/{held.ref}/").content.decode()
    assert (f"{made.ref} holds for" in page) is not count


def test_an_invitation_goes_where_the_one_who_was_agreed_on_comes(arranged, us, caller, at):
    arranged(**TERMS[1])
    people = [us.handler, us.second]
    held = meeting(us.handler, who=caller, mail="", at=at + timedelta(days=7), people=people)
    meetings.send_invitations(by=us.handler, meeting=held, at=at)
    assert len(sent()) == 1


def test_a_consultation_says_whom_its_mail_did_not_go_to(arranged, us, caller, at):
    made = arranged(**TERMS[0])
    details = consultations.ConsultationDetails(
        "Which day?", "consult", us.lead.pk, at + timedelta(days=7)
    )
    one = consultations.draft_consultation(
        by=us.lead, initiative=initiative("Dam"), details=details, at=at
    )
    consultations.open_consultation(by=us.lead, consultation=one, at=at)
    [row] = consultations.ask_parties(
        by=us.lead, consultation=one, parties=[caller], by_mail=True, at=at
    )
    assert sent() == []
    assert made.ref in row.failure


def test_a_pulse_and_a_discussion_keep_to_it(arranged, us, caller, at):
    made = arranged(**TERMS[0])
    assert made.ref in why_not(caller, rule_now(), at, by_mail=True, by=us.handler)
    assert why_not(caller, rule_now(), at, by_mail=False, by=us.handler) == ""
    space = discussions.open_space(
        by=us.lead,
        initiative=initiative("Dam"),
        at=at,
        details=discussions.SpaceDetails("Dam", owner_id=us.lead.pk),
    )
    discussions.invite_members(by=us.lead, space=space, parties=[caller], by_mail=True, at=at)
    assert sent() == []
