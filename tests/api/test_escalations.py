"""Escalations over HTTP: raised, handed up, decided, answered, refused."""

import pytest

from accord.features.escalations import actions
from accord.features.escalations.models import Escalation
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_an_escalation_goes_its_way_over_the_api(caller):
    call, lead, executive = caller("practitioner"), caller("lead"), caller("executive")
    dairy = party("Dairy", kind="organisation")
    given = {"party": dairy.ref, "question": "May they?", "happened": "The pipe is late"}
    refused = call.post("escalations", given)
    assert (refused.status_code, Escalation.objects.count()) == (422, 0)  # nobody to go to
    for name, level in (("lead", 5), ("executive", 7)):
        who = User.objects.get(name=name)
        actions.set_step(by=SYSTEM, person=who, level=level, hours=24, at=clock.now())
    assert call.post("escalations", {**given, "party": "S-9999"}).status_code == 422
    made = call.post("escalations", given).json()
    at = f"escalations/{made['ref']}"
    assert (made["state"], made["level"], made["holder"]["name"]) == ("open", 5, "lead")
    assert lead.post(f"{at}/answer", {"words": "No"}).status_code == 409
    told = call.post(f"{at}/climb", {"reason": "The lead is away"}).json()
    assert [(row["level"], row["reason"]) for row in told["climbs"]] == [
        (5, ""), (7, "The lead is away"),
    ]  # fmt: skip
    assert lead.post(f"{at}/decision", {"words": "No"}).status_code == 403
    told = executive.post(f"{at}/decision", {"words": "From June"}).json()
    assert (told["decision"], told["decided_by"]["name"]) == ("From June", "executive")
    told = call.post(f"{at}/answer", {"words": "By phone"}).json()
    assert (told["state"], told["answer"]) == ("answered", "By phone")
    assert call.post(f"{at}/withdraw", {"reason": "Over"}).status_code == 409
    [row] = call.get("escalations").json()["items"]
    assert (row["ref"], row["party"]["ref"]) == (made["ref"], dairy.ref)
    assert call.get("escalations/E-9999").status_code == 404
