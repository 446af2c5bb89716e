"""Strategies and planned contacts over HTTP: read, written, refused."""

from datetime import timedelta

import pytest

from accord.features.strategies.models import Strategy, Touch
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


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
