"""A ghost is filled in Chromium: from the dashed seat to somebody sitting on it, in a few clicks."""

import pytest

from accord.features.initiatives import actions as initiatives
from accord.features.initiatives.models import Stake
from accord.features.stakeholders import actions as stakeholders
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.axe import violations
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = [
    pytest.mark.browser,
    pytest.mark.walk,
    pytest.mark.django_db(transaction=True),
]


def test_a_ghost_is_filled_from_the_map(visit, person):
    now = clock.now()
    media = stakeholders.add_category(by=SYSTEM, name="Media", at=now)
    courier = party("Lark Courier", category_id=media.pk, at=now)
    dam = initiative("Dam", at=now)
    wanted = initiatives.Vision(category_ids=[media.pk])
    initiatives.set_vision(by=SYSTEM, initiative=dam, vision=wanted, at=now)
    page = visit.open(person(Role.LEAD), "/coverage/")
    assert violations(page) == []
    page.click("text=nobody yet")
    assert violations(page) == []
    page.click("text=Fill this seat")
    page.check("input[name=picked]", force=True)
    with page.expect_navigation():
        page.click("form.cover-d button.pri")
    page.wait_for_selector("#toasts [data-undo]")
    assert page.locator(".seat.empty").count() == 0
    assert Stake.objects.filter(party=courier, initiative=dam).exists()
