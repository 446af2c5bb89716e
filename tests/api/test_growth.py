"""Growth over HTTP: one's own whole, of others what they offered, for anybody else nothing."""

import pytest

from accord.features.growth import actions
from accord.features.tasks import actions as tasks
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.mark.duty("R29")
def test_growth_is_told_to_its_owner_and_items_to_the_assessor(caller):
    mine, theirs = caller("practitioner", name="owner"), caller("lead", name="assessor")
    other, boss = caller("administrator", name="boss"), caller("executive", name="head")
    owner, assessor = (User.objects.get(name=name) for name in ("owner", "assessor"))
    at = clock.now()
    assert mine.get("growth").status_code == 404
    profile = actions.aim(by=owner, level=4, at=at)
    actions.name_companion(by=owner, profile=profile, person=assessor, part="assessor", at=at)
    task = tasks.add_task(by=SYSTEM, details=tasks.TaskDetails("Ring", owner.pk), at=at)
    made = [
        actions.add_item(
            by=owner, profile=profile, at=at,
            details=actions.ItemDetails(
                "carry_out_plans", f"Claim {number}", at.date(), "Learned", [task.ref]
            ),
        )
        for number in (1, 2)
    ]  # fmt: skip
    actions.offer_item(by=owner, item=made[1], assessor=assessor, at=at)

    told = mine.get("growth").json()
    assert (told["level"], [item["state"] for item in told["items"]]) == (4, ["offered", "draft"])
    assert told["items"][0]["records"] == [task.ref]
    assert told["companions"][0]["name"] == "assessor"
    assert len(mine.get("growth/items").json()["items"]) == 2
    [seen] = theirs.get("growth/items").json()["items"]
    assert (seen["claim"], seen["person"]) == ("Claim 2", {"id": owner.pk, "name": "owner"})
    assert theirs.get(f"growth/items/{made[1].pk}").json() == seen
    assert theirs.get(f"growth/items/{made[0].pk}").status_code == 404
    for call in (other, boss):
        assert call.get("growth").status_code == 404
        assert call.get("growth/items").json()["items"] == []
        assert call.get(f"growth/items/{made[1].pk}").status_code == 404
