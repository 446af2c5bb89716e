"""What waits in the outbox is asked again when it leaves: between the two may lie a day."""

import pytest

from accord.features.letters import actions
from accord.features.stakeholders.actions import (
    change_contact_point,
    change_party,
    erase_party,
)
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.letters.conftest import leave, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def refuse(party, _by, at):
    change_party(
        by=SYSTEM, party=party, is_contact_permitted=False, contact_refusal="asked us", at=at
    )


def erase(party, _by, at):
    erase_party(by=SYSTEM, party=party, reason="asked for it", at=at)


def move(party, _by, at):
    point = party.contact_points.get()
    change_contact_point(by=SYSTEM, point=point, until_date=at.date().replace(year=2020), at=at)


def hide(party, _by, at):
    change_party(by=SYSTEM, party=party, visibility="named", at=at)


def lose_rights(_party, by, at):
    del at
    type(by).objects.filter(pk=by.pk).update(is_active=False)


@pytest.mark.parametrize("meanwhile", [refuse, erase, move, hide, lose_rights])
def test_a_letter_in_the_outbox_stays_where_it_may_no_longer_leave(
    office, ann, mari, jaan, at, meanwhile
):
    letter = write(ann, at, mari, jaan)
    office.to = ["451 later", "451 later"]
    actions.send_letter(by=ann, letter=letter, at=at)
    drain()
    assert OutMail.objects.filter(state="failed").count() == 2
    meanwhile(mari, ann, clock.now())
    leave()
    assert [mail for mail in office.taken if "mari@" in str(mail["To"])] == []
    if meanwhile is not lose_rights:
        assert len([mail for mail in office.taken if "jaan@" in str(mail["To"])]) == 1
    if meanwhile is erase:
        assert OutMail.objects.get().to_address == "jaan@example.org"
