"""Strategies and planned contacts over HTTP: read, written, refused."""

from datetime import timedelta

import pytest

from accord.features.strategies.models import Strategy, Touch
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from tests.api.conftest import fits
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.either]


def test_a_strategy_is_drafted_approved_and_carried_out(caller):
    call, today = caller("lead"), clock.now().date()
    dam, school = initiative("Dam"), party("School")
    span = {"from_date": today.isoformat(), "until_date": (today + timedelta(90)).isoformat()}
    owner = User.objects.get(name="lead").pk
    given = {"name": "Heard", "owner_id": owner, **span, "budget": "900.50"}
    assert call.post("strategies", {**given, "initiative": "V-9999"}).status_code == 422
    assert call.post("strategies", {**given, "budget": -1}).status_code == 422
    assert caller("practitioner").post("strategies", given).status_code == 403
    assert not Strategy.objects.exists()
    made = call.post("strategies", {**given, "initiative": dam.ref}).json()
    assert (made["state"], made["budget"], made["initiative"]) == ("draft", "900.50", dam.ref)
    at = f"strategies/{made['ref']}"
    [objective] = call.post(f"{at}/objectives", {"words": "Calm"}).json()["objectives"]
    what = {
        "objective_id": objective["id"], "title": "Call", **span, "channel": "call",
        "rhythm_days": 30, "parties": [school.ref],
    }  # fmt: skip
    assert call.post(f"{at}/activities", {**what, "parties": ["S-9999"]}).status_code == 422
    assert call.post(f"{at}/activities", {**what, "segment_id": 99}).status_code == 422
    [activity] = call.post(f"{at}/activities", what).json()["activities"]
    start = f"{at}/activities/{activity['id']}/start"
    assert call.post(start, {}).status_code == 409
    call.post(f"{at}/approve", {})
    told = call.post(start, {}).json()
    assert told["activities"][0]["touches"] == {
        "due": 1, "in_time": 0, "late": 0, "overdue": 0, "dropped": 0, "moved": 0, "ahead": 0,
    }  # fmt: skip
    [touch] = call.get("touches?mine=true").json()["items"]
    assert (touch["party"]["name"], touch["due_on"]) == ("School", today.isoformat())
    later = (today + timedelta(3)).isoformat()
    here = f"touches/{touch['id']}"
    assert call.post(f"{here}/move", {"due_on": later, "reason": ""}).status_code == 422
    moved = call.post(f"{here}/move", {"due_on": later, "reason": "Away"}).json()
    assert (moved["planned_on"], moved["due_on"]) == (today.isoformat(), later)
    closed = call.post(f"{here}/close", {"on": today.isoformat(), "words": "Met"}).json()
    assert (closed["state"], closed["reason"]) == ("done", "Met")
    following = Touch.objects.get(state="open")
    dropped = call.post(f"touches/{following.pk}/drop", {"reason": "Holidays"}).json()
    assert dropped["state"] == "dropped"
    assert call.get("touches/").status_code in {404, 405}
    assert [row["ref"] for row in call.get("strategies").json()["items"]] == [made["ref"]]
    assert call.get("strategies/ST-9999").status_code == 404
    assert call.patch(at, {"name": "Known"}, if_match='"9"').status_code == 412
    changed = call.patch(at, {"name": "Known"}, if_match=call.get(at)["ETag"]).json()
    assert (changed["name"], changed["budget"]) == ("Known", "900.50")
    there = f"{at}/activities/{activity['id']}"
    paper = {"words": "A report", "due_on": later}
    [due] = call.post(f"{there}/deliverables", paper).json()["activities"][0]["deliverables"]
    settle = f"{at}/deliverables/{due['id']}/settle"
    assert call.post(settle, {"state": "dropped"}).status_code == 422  # say why
    done = call.post(settle, {"state": "delivered"}).json()["activities"][0]["deliverables"]
    assert done[0]["state"] == "delivered"
    assert call.post(f"{there}/parties", {"parties": ["S-9999"]}).status_code == 422
    assert call.post(f"{there}/parties", {"parties": [party("Ewa").ref]}).status_code == 201
    assert call("DELETE", f"{there}/parties/{school.ref}").status_code == 200
    assert call("DELETE", f"{there}/parties/{school.ref}").status_code == 404
    reached = f"{at}/objectives/{objective['id']}/settle"
    assert call.post(reached, {"state": "maybe"}).status_code == 422
    assert call.post(reached, {"state": "reached"}).json()["objectives"][0]["state"] == "reached"
    assert caller(name="another").post(f"{at}/end", {"outcome": "Calm"}).status_code == 403
    assert call.post(f"{there}/stop", {"reason": " "}).status_code == 422
    assert call.post(f"{there}/stop", {"reason": "Enough"}).json()["activities"][0][
        "state"
    ] == "stopped"  # fmt: skip
    assert call.post(f"{at}/end", {"outcome": "Calm"}).json()["state"] == "ended"
    assert call.post(f"{at}/end", {"outcome": "Calm"}).status_code == 409


def test_a_policy_is_laid_down_put_in_force_and_ended(caller):
    lead, staff, today = caller("lead"), caller(name="ann"), clock.now().date()
    given = {
        "initiative": initiative("Dam").ref, "purpose": "Calm", "owner_id": lead.person.pk,
        "review_on": (today + timedelta(90)).isoformat(),
    }  # fmt: skip
    assert staff.post("policies", given).status_code == 403
    assert lead.post("policies", given | {"owner_id": 999}).status_code == 422
    made = lead.post("policies", given).json()
    at = f"policies/{made['ref']}"
    assert lead.patch(at, {"tone": "Plain"}).status_code == 428
    assert lead.patch(at, {"tone": "Plain", "version": 1}).json()["purpose"] == "Calm"
    names = ({"name": "Owner", "holder_id": lead.person.pk}, {"name": "Helpers"})
    one, two = [lead.post(f"{at}/roles", name).json()["roles"][-1]["id"] for name in names]
    work = {"words": "Call", "codes": [{"role_id": one, "code": "X"}]}
    assert lead.post(f"{at}/duties", work).status_code == 422
    [duty] = lead.post(f"{at}/duties", {"words": "Call"}).json()["duties"]
    assert lead.post(f"{at}/approve").status_code == 422  # nobody answers for it
    codes = {"codes": [{"role_id": one, "code": "A/R"}, {"role_id": two, "code": "I"}]}
    told = lead("PUT", f"{at}/duties/{duty['id']}", codes).json()
    assert (told["duties"][0]["codes"], told["errors"]) == ({"Owner": "A/R", "Helpers": "I"}, [])
    assert lead("PUT", f"{at}/channels/smoke", {"is_allowed": False}).status_code == 422
    lead("PUT", f"{at}/channels/call", {"is_allowed": False})
    assert lead.post(f"{at}/cadences", {"ideal_days": 9, "most_days": 3}).status_code == 422
    [cadence] = lead.post(f"{at}/cadences", {"ideal_days": 9, "most_days": 30}).json()["cadences"]
    assert lead.post(f"{at}/approve").json()["state"] == "in-force"
    excuse = {"party": "S-9999", "reason": "Away", "until": given["review_on"]}
    assert staff.post(f"{at}/excuses", excuse).status_code == 422
    assert staff.post(f"{at}/excuses", excuse | {"party": party("Ewa").ref}).status_code == 201
    assert lead("DELETE", f"{at}/cadences/{cadence['id']}").json()["cadences"] == []
    assert lead("DELETE", f"{at}/roles/{two}").json()["duties"][0]["codes"] == {"Owner": "A/R"}
    assert lead("DELETE", f"{at}/duties/{duty['id']}").json()["duties"] == []
    ended = lead.post(f"{at}/end").json()
    assert (ended["state"], fits({"$ref": "#/components/schemas/PolicyTold"}, ended)) == (
        "ended", "",
    )  # fmt: skip
