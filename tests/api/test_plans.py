"""Trade-offs and key plans over HTTP: read, written, refused."""

import pytest

from accord.features.keyplans.models import KeyPlan
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.kernel.roles import Role
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_a_trade_off_is_weighed_decided_and_taken_up_again(caller):
    call = caller("lead")
    school, dam = party("School"), initiative("Dam")
    refused = call.post("tradeoffs", {"title": "Lorries", "initiative": "V-9999"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "initiative")
    made = call.post("tradeoffs", {"title": "Lorries", "initiative": dam.ref}).json()
    at = f"tradeoffs/{made['ref']}"
    call.post(f"{at}/demands", {"party": school.ref, "words": "Not at half past seven"})
    told = call.post(f"{at}/options", {"words": "From nine"}).json()
    [option], [demand] = told["options"], told["demands"]
    told = call.post(f"{at}/criteria", {"words": "Safe", "weight": 5}).json()
    [criterion] = told["criteria"]
    merit = {"option_id": option["id"], "criterion_id": criterion["id"], "value": 4}
    assert call.post(f"{at}/merits", {**merit, "value": 6}).status_code == 422
    told = call.post(f"{at}/merits", merit).json()
    assert told["criteria"] == [
        {"id": criterion["id"], "words": "Safe", "weight": 5, "turns": False,
         "merits": [{"option_id": option["id"], "value": 4}]},
    ]  # fmt: skip
    decision = {"option_id": option["id"], "grounds": "Nobody loses"}
    assert call.post(f"{at}/decision", decision).status_code == 422
    bearing = {"option_id": option["id"], "demand_id": demand["id"], "effect": 2}
    assert call.post(f"{at}/bearings", {**bearing, "effect": 3}).status_code == 422
    assert call.post(f"{at}/bearings", {**bearing, "demand_id": 10**6}).status_code == 404
    call.post(f"{at}/bearings", bearing)
    assert caller("practitioner").post(f"{at}/decision", decision).status_code == 403
    told = call.post(f"{at}/decision", decision).json()
    assert (told["grounds"], told["decided_by"]["name"]) == ("Nobody loses", "lead")
    assert told["options"] == [
        {"id": option["id"], "words": "From nine", "is_chosen": True, "gain": 1, "lose": 0,
         "unsaid": 0},
    ]  # fmt: skip
    assert told["demands"] == [
        {
            "id": demand["id"], "party": {"ref": school.ref, "name": "School"},
            "words": "Not at half past seven",
            "bearings": [{"option_id": option["id"], "effect": 2}],
        }
    ]  # fmt: skip
    assert call.post(f"{at}/bearings", bearing).status_code == 409
    assert call.post(f"{at}/reopen").json()["decided_at"] is None
    [row] = call.get("tradeoffs").json()["items"]
    assert (row["ref"], row["initiative"]) == (made["ref"], dam.ref)
    assert TradeOff.objects.get().decided_at is None


def test_a_plan_is_opened_reviewed_and_ended(caller, person):
    call, owner = caller("lead"), person(Role.MANAGER)
    dairy, teodor = party("Dairy", kind="organisation"), party("Teodor", kind="person")
    sent = {
        "party": dairy.ref, "ambition": "They build on our water", "owner_id": owner.pk,
        "from_date": "2026-01-01", "until_date": "2028-12-31", "counterpart": teodor.ref,
    }  # fmt: skip
    for wrong, field in (
        ({"owner_id": 10**6}, "owner_id"), ({"sponsor_id": 10**6}, "sponsor_id"),
        ({"counterpart": dairy.ref}, "counterpart"), ({"until_date": "2025-01-01"}, "until_date"),
    ):  # fmt: skip
        refused = call.post("plans", {**sent, **wrong})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    assert caller("practitioner").post("plans", sent).status_code == 403
    assert not KeyPlan.objects.exists()
    made = call.post("plans", sent).json()
    assert (made["party"]["name"], made["counterpart"]["name"]) == ("Dairy", "Teodor")
    at = f"plans/{made['ref']}"
    [goal] = call.post(f"{at}/goals", {"year": 2027, "words": "One pipe"}).json()["goals"]
    settle = f"{at}/goals/{goal['id']}/settle"
    assert call.post(settle, {"state": "soon"}).status_code == 422
    told = call.post(settle, {"state": "reached", "note": "In May"}).json()
    assert [(one["state"], one["note"]) for one in told["goals"]] == [("reached", "In May")]
    review = {"words": "Fine", "is_on_course": True}
    assert caller("viewer").post(f"{at}/reviews", review).status_code == 403
    told = call.post(f"{at}/reviews", review).json()
    assert [(one["words"], one["by"]["name"]) for one in told["reviews"]] == [("Fine", "lead")]
    assert call.post(f"{at}/end", {"outcome": "They stay"}).json()["outcome"] == "They stay"
    assert call.post(f"{at}/reviews", review).status_code == 409
    [row] = call.get("plans").json()["items"]
    assert (row["ref"], row["outcome"]) == (made["ref"], "They stay")
