"""What was arranged with somebody holds for letters too."""

from datetime import timedelta

import pytest

from accord.features.conduct import actions as conduct
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.letters import actions, queries
from accord.features.stakeholders.actions import ContactDetails, add_contact_point, change_party
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.conduct.conftest import caller, grave, house, note, talk, us  # noqa: F401 -- fixtures
from tests.letters.conftest import leave, office, write  # noqa: F401

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("terms", "kind", "words"),
    [
        ({"kinds": ("channel",), "channel": "letter"}, "stop", "by another way: Letter"),
        ({"kinds": ("channel",), "channel": "mail"}, "", ""),
        ({"kinds": ("contact",)}, "stop", "their contact is Sten Second"),
        ({"kinds": ("writing",)}, "", ""),
        ({"kinds": ("times",), "times": "Mondays"}, "warn", "at these times: Mondays"),
        ({"kinds": ("frequency",), "every_days": 30}, "warn", "once in 30 days"),
    ],
)
def test_a_letter_keeps_to_what_was_arranged(us, caller, grave, at, terms, kind, words):  # noqa: F811
    mail = ContactDetails("mail", "viktor@example.org")
    add_contact_point(by=SYSTEM, party=caller, details=mail, at=at)
    contact = {"contact_id": us.second.pk} if terms["kinds"] == ("contact",) else {}
    details = conduct.ArrangementDetails(
        reason="So that both sides can bear it", from_date=at.date(),
        review_date=at.date().replace(month=7),
        **terms, **contact,
    )  # fmt: skip
    made = conduct.arrange(by=us.manager, incident=grave, details=details, at=at)
    log_interaction(by=us.handler, parties=[caller], details=TalkDetails("He wrote"), at=at + HOUR)
    at += 2 * HOUR
    letter = write(us.handler, at, caller)
    rows = queries.addressees_of(letter)
    said = [
        (one.kind, one.words)
        for one in queries.remarks_on(us.handler, letter, rows, queries.manner(), at)
        if made.ref in one.words
    ]
    assert [(found, words in text) for found, text in said] == ([(kind, True)] if kind else [])
    if kind == "stop":
        with pytest.raises(Invalid, match=made.ref):
            actions.send_letter(by=us.handler, letter=letter, at=at)
        letter.refresh_from_db()
        assert letter.state == "draft"
    else:
        actions.send_letter(by=us.handler, letter=letter, at=at)
        assert letter.state == "waiting"


def test_what_is_arranged_while_a_letter_waits_keeps_it_here(office, us, caller, grave, at):  # noqa: F811
    mail = ContactDetails("mail", "viktor@example.org")
    add_contact_point(by=SYSTEM, party=caller, details=mail, at=at)
    letter = write(us.handler, at, caller)
    actions.send_letter(by=us.handler, letter=letter, at=at)
    details = conduct.ArrangementDetails(
        kinds=("channel",), channel="letter", reason="So that both sides can bear it",
        from_date=at.date(), review_date=at.date().replace(month=7),
    )  # fmt: skip
    made = conduct.arrange(by=us.manager, incident=grave, details=details, at=at)
    leave()
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert made.ref in letter.trouble
    assert not OutMail.objects.filter(kind="letter").exists()


def test_whoever_loses_sight_of_somebody_while_a_letter_waits_writes_to_them_no_more(
    office, us, caller, at  # noqa: F811
):  # fmt: skip
    mail = ContactDetails("mail", "viktor@example.org")
    add_contact_point(by=SYSTEM, party=caller, details=mail, at=at)
    letter = write(us.handler, at, caller)
    actions.send_letter(by=us.handler, letter=letter, at=at)
    change_party(by=SYSTEM, party=caller, visibility="named", owner_id=us.manager.pk, at=at)
    leave()
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert not OutMail.objects.filter(kind="letter").exists()
