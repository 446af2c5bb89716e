"""The vision, strategic segments and workshops over HTTP: read, written, refused."""

from datetime import timedelta

import pytest

from accord.features.initiatives.models import Assessment
from accord.features.needs import actions as needs
from accord.features.stakeholders import actions as register
from accord.features.workshops import actions as workshops
from accord.features.workshops import queries
from accord.features.workshops.models import Workshop
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_a_vision_is_set_and_served_by_initiatives(caller):
    call = caller("manager")
    dam = initiative("Dam", department_id=department("Water").pk)
    assert call.get("vision").json()["vision"] is None
    said = {"words": "Water for all", "reason": "Asked for"}
    assert caller("lead").post("vision", said).status_code == 403
    call.post("vision", {**said, "words": "Water"})
    told = call.post("vision", said).json()
    assert (told["vision"]["words"], [one["words"] for one in told["before"]]) == (
        "Water for all", ["Water"],
    )  # fmt: skip
    aim = call.post("vision/aims", {"words": "Near"}).json()
    at = f"vision/aims/{aim['id']}"
    assert call.patch(at, {"words": "Nearer"}).status_code == 428
    told = call.patch(at, {"words": "Nearer", "version": aim["version"]}).json()
    assert [(one["words"], one["is_served"]) for one in told["aims"]] == [("Nearer", False)]
    for wrong in ("V-9999", "x\x00"):
        refused = call.post(f"{at}/services", {"initiative": wrong, "words": "Visits"})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "initiative")
    made = call.post(f"{at}/services", {"initiative": dam.ref, "words": "Visits"}).json()
    told = call.get("vision").json()
    assert told["aims"][0]["is_served"] is True
    [line] = [one for one in told["departments"] if one["services"]]
    assert (line["department"]["name"], line["services"]) == ("Water", [made])
    assert caller("practitioner")("DELETE", f"vision/services/{made['id']}").status_code == 403
    assert call("DELETE", f"vision/services/{made['id']}").json() == {"id": made["id"]}
    assert call.post(f"{at}/close").json()["aims"] == []
    assert call.post(f"{at}/close").status_code == 409
    assert call.post("vision/aims/999999/close").status_code == 404


@pytest.mark.duty("R25")
def test_what_a_segment_wants_is_said_rolled_up_and_asked_again(caller, person):
    call, owner = caller("lead"), person(Role.MANAGER, name="owner")
    jonas = party("Jonas", owner_id=owner.pk)
    on = {"by": SYSTEM, "at": clock.now()}
    farmers = register.add_segment(name="Farmers", **on)
    register.pick(segment=farmers, party=jonas, **on)
    needs.hear_need(party=jonas, words="Hay", kind="goal", confidence="others", **on)
    sent = {"segment_id": farmers.pk, "owner_id": owner.pk, "reason": "A third of the valley"}
    assert caller("practitioner").post("wants", sent).status_code == 403
    for wrong in ("segment_id", "owner_id"):
        refused = call.post("wants", {**sent, wrong: 10**6})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, wrong)
    made = call.post("wants", sent).json()
    today = clock.now().date().isoformat()
    assert made["rollup"] == {
        "members": 1, "known": 1, "needs": 1, "kinds": {"goal": 1}, "confidences": {"others": 1},
        "met": 0, "share_met": None, "share_from": 5, "median_day": today, "oldest_day": today,
        "newest_day": today, "stale": 0,
    }  # fmt: skip
    assert call.post("wants", sent).status_code == 409
    at = f"wants/{made['id']}"
    want = {"words": "Hay in June", "source": "Fair"}
    assert call.post(f"{at}/statements", {**want, "kind": "need"}).status_code == 422
    told = call.post(f"{at}/statements", {**want, "confirmed_on": "2020-01-31"}).json()
    [first] = told["wants"]
    assert (first["is_stale"], first["by"]["name"]) == (True, "lead")
    told = call.post(f"{at}/statements/{first['id']}/replace", {**want, "words": "Hay"}).json()
    [second] = told["wants"]
    assert (second["replaces_id"], [one["id"] for one in told["before"]]) == (
        first["id"], [first["id"]],
    )  # fmt: skip
    assert call.post(f"{at}/statements/{first['id']}/confirm").status_code == 404
    assert call.post(f"{at}/statements/{second['id']}/confirm").status_code == 200
    task = call.post("wants/ask", {"party": jonas.ref}).json()["task"]
    assert call.get(f"tasks/{task}").json()["owner"]["name"] == "owner"
    assert call.post("wants/ask", {"party": jonas.ref}).status_code == 409
    told = call.post(f"{at}/statements/{second['id']}/withdraw", {"why": "Sold"}).json()
    assert (told["wants"], told["before"][0]["ended_why"]) == ([], "Sold")
    told = call.patch(at, {"fresh_months": 6, "version": made["version"]}).json()
    assert (told["fresh_months"], told["reason"]) == (6, "A third of the valley")
    [row] = call.get("wants").json()["items"]
    assert (row["segment"]["name"], row["fresh_months"]) == ("Farmers", 6)
    call.post(f"{at}/end")
    assert (call.get(at).status_code, call.get("wants").json()["items"]) == (404, [])


def test_a_workshop_is_opened_shown_and_taken_over(caller):
    call, dam = caller("lead"), initiative("Dam")
    anna, boris = stake(dam, who=party("Anna")), stake(dam, who=party("Boris"))
    sent = {"initiative": dam.ref, "title": "June", "stakes": [anna.pk, boris.pk], "hours": 2}
    assert call.post("workshops", {**sent, "hours": 169}).status_code == 422
    assert call.post("workshops", {**sent, "stakes": [10**6]}).status_code == 404
    assert caller("practitioner").post("workshops", sent).status_code == 403
    assert not Workshop.objects.exists()
    made = call.post("workshops", sent).json()
    at = f"workshops/{made['id']}"
    assert (made["is_open"], "/workshops/" in made["link"]) == (True, True)
    held = Workshop.objects.get()
    [card, _other] = queries.cards_of(held)
    guest = workshops.join(by=SYSTEM, workshop=held, name="Ann", at=clock.now())
    workshops.put(by=SYSTEM, guest=guest, card=card, power=40, interest=20, at=clock.now())
    told = call.get(at).json()
    assert told["guests"] == [{"name": "Ann", "placed": 1}]
    assert {one["n"] for one in told["cards"]} == {None}  # nobody sees it before it is shown
    assert call.post(f"{at}/adopt", {"cards": [card.pk]}).status_code == 409
    told = call.post(f"{at}/show").json()
    assert told["link"] == ""
    assert [(one["party"]["name"], one["n"], one["power"], one["is_apart"])
            for one in told["cards"]] == [("Anna", 1, 40, False), ("Boris", None, None, None)]  # fmt: skip
    assert call.post(f"{at}/adopt", {"cards": [10**6]}).status_code == 404
    assert call.post(f"{at}/adopt", {"cards": [card.pk]}).json() == {"adopted": 1}
    assert Assessment.objects.get().power == 40
    [row] = call.get("workshops").json()["items"]
    assert (row["title"], row["adopted_at"] is None) == ("June", False)
    other = caller("practitioner", name="other")
    assert (other.get(at).status_code, other.get("workshops").json()["items"]) == (404, [])
    assert held.closes_at - held.opened_at == timedelta(hours=2)
