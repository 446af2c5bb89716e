"""Stakes, what is said of them, and blind rounds over HTTP."""

from datetime import timedelta

import pytest

from accord.features.initiatives.models import Assessment, Stake
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_stakes_are_taken_changed_listed_and_ended(caller):
    call, dam, jonas, ewa = caller(), initiative("Dam"), party("Jonas"), party("Ewa")
    given = {
        "initiative": dam.ref, "parties": [jonas.ref, ewa.ref], "wanted": "supportive",
        "wanted_by": "2027-03-31", "owner_id": call.person.pk,
    }  # fmt: skip
    made = call.post("stakes", given)
    assert made.status_code == 201
    first, second = made.json()
    assert (first["party"], first["wanted"], first["wanted_by"], first["owner"]["id"]) == (
        {"ref": jonas.ref, "name": "Jonas"}, "supportive", "2027-03-31", call.person.pk,
    )  # fmt: skip
    assert call.post("stakes", given).json() == []
    address = f"stakes/{first['id']}"
    assert call.patch(address, {"role": "Chair"}).status_code == 428
    changed = call.patch(address, {"role": "Chair", "version": 1}).json()
    assert (changed["role"], changed["wanted"], changed["version"]) == ("Chair", "supportive", 2)
    lined = call.post(f"{address}/red-lines", {"issue": "Night work", "stance": "against"}).json()
    assert [line["issue"] for line in lined["red_lines"]] == ["Night work"]
    line = lined["red_lines"][0]["id"]
    assert call("DELETE", f"{address}/red-lines/{line}").json() == {"id": line}
    ended = call.post(f"{address}/end", {"reason": "Sold"}).json()
    assert ended["ended_at"] is not None
    left = call.get(f"stakes?initiative={dam.ref}&is_ended=false").json()["items"]
    assert left == [second]
    assert call.get(f"stakes?party={jonas.ref}").json()["items"] == [ended]
    assert call.get(address).json() == ended


def test_what_can_not_be_is_refused_and_nothing_happened(caller):
    call, held = caller(), stake()
    party_ref, dam_ref = held.party.ref, held.initiative.ref
    for body in (
        {"initiative": "V-9999", "parties": [party_ref]},
        {"initiative": dam_ref, "parties": ["S-9999"]},
        {"initiative": dam_ref, "parties": []},
        {"initiative": dam_ref, "parties": [party().ref], "wanted": "resistant"},
        {"initiative": dam_ref, "parties": [party().ref], "participation": "obey"},
    ):
        assert call.post("stakes", body).status_code == 422, body
    for body in ({}, {"power": 6}, {"power": 2.55}, {"engagement": "keen"}, {"charm": 3}):
        assert call.post(f"stakes/{held.pk}/assessments", body).status_code == 422, body
    assert (
        call.post(f"stakes/{held.pk}/assessments", {"power": 3, "round_id": 9}).status_code == 404
    )
    assert (Stake.objects.count(), Assessment.objects.count()) == (1, 0)


def test_a_stake_is_assessed_and_its_standing_told_for_any_moment(caller, person):
    call, now = caller(), clock.now()
    held = stake(wanted="supportive", at=now - timedelta(days=300))
    said(person(name="bo"), held, power=2, interest=2, at=now - timedelta(days=200))
    body = {"power": 4.2, "interest": 4.6, "engagement": "resistant", "reason": "Plan late"}
    told = call.post(f"stakes/{held.pk}/assessments", body)
    assert told.status_code == 201
    assert [(one["power"], one["reason"]) for one in told.json()] == [(4.2, "Plan late"), (2.0, "")]
    assert call.get(f"stakes/{held.pk}").json()["now"]["power"] == 4.2
    standings = f"initiatives/{held.initiative.ref}/standings"
    [row] = call.get(standings).json()
    assert (row["power"], row["quadrant"], row["way"], row["steps"], row["assessors"]) == (
        4.2, "manage_closely", "raise", ["neutral", "supportive"], 1,
    )  # fmt: skip
    then = (now - timedelta(days=100)).strftime("%Y-%m-%dT%H:%M:%SZ")
    [before] = call.get(f"{standings}?at={then}").json()
    assert (before["power"], before["quadrant"], before["engagement"]) == (2.0, "monitor", "")


def test_a_round_is_blind_over_http_too(caller):
    lead, one, other = caller(Role.LEAD), caller(name="one"), caller(name="other")
    held = stake()
    rounds = f"initiatives/{held.initiative.ref}/rounds"
    assert one.post(rounds, {"title": "May"}).status_code == 403
    [asked] = lead.post(rounds, {"title": "May"}).json()
    said_of = f"stakes/{held.pk}/assessments"
    one.post(said_of, {"power": 5, "round_id": asked["id"]})
    other.post(said_of, {"power": 1, "round_id": asked["id"]})
    assert [row["power"] for row in one.get(said_of).json()] == [5.0]
    assert lead.get(said_of).json() == []
    assert lead.get(f"stakes/{held.pk}").json()["now"]["power"] is None
    assert one.post(f"{rounds}/{asked['id']}/show").status_code == 403
    [shown] = lead.post(f"{rounds}/{asked['id']}/show").json()
    assert shown["shown_at"] is not None
    assert sorted(row["power"] for row in lead.get(said_of).json()) == [1.0, 5.0]
    whole = lead.get(f"stakes/{held.pk}").json()
    assert (whole["now"]["power"], whole["disagrees"]) == (3.0, True)


def test_a_stake_in_a_hidden_stakeholder_is_not_there(caller, person):
    owner = person(name="owner")
    held = stake(who=party("Secret", visibility="named", owner_id=owner.pk))
    call = caller(Role.LEAD)
    assert call.get("stakes").json()["items"] == []
    assert call.get(f"stakes/{held.pk}").status_code == 404
    assert call.get(f"stakes/{held.pk}/assessments").status_code == 404
    assert call.post(f"stakes/{held.pk}/assessments", {"power": 3}).status_code == 404
    assert call.get(f"initiatives/{held.initiative.ref}/standings").json() == []
    assert caller(owner).get(f"stakes/{held.pk}").status_code == 200
