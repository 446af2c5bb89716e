"""Health, judgements and coverage over HTTP: read, written, refused."""

from datetime import timedelta

import pytest

from accord.features.engagement import actions as engagement
from accord.features.health import actions
from accord.features.health.models import Judgement, Score, WarningRule
from accord.features.initiatives import actions as initiatives
from accord.features.stakeholders import actions as stakeholders
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_a_score_is_told_with_its_parts_and_a_judgement_stands_beside_it(caller, person, at):
    call = caller("practitioner")
    jonas = party("Jonas", tier="key")
    address = f"stakeholders/{jonas.ref}/health"
    assert call.get(address).json() == {
        "party": {"ref": jonas.ref, "name": "Jonas"}, "score": None, "weeks": [],
    }  # fmt: skip
    me = person(Role.LEAD)
    for ago in (1, 8, 15):
        details = engagement.TalkDetails("x", happened_at=at - timedelta(days=ago), mood=1)
        engagement.log_interaction(by=me, parties=[jonas], details=details, at=at)
    actions.keep_scores(by=SYSTEM, parties=[jonas], at=at)
    kept = Score.objects.get(is_newest=True)
    told = call.get(address).json()
    score = told["score"]
    assert (score["value"], score["band"], score["talks_count"]) == (kept.value, kept.band, 3)
    assert score["lost"] == kept.lost
    assert (score["method"], score["method_version"]) == ("relationship_health", "1.0")
    assert told["weeks"][-1] == {"week": str(kept.week), "value": kept.value}
    judge = f"stakeholders/{jonas.ref}/judgements"
    refused = call.post(judge, {"value": 5})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "note")
    assert call.post(judge, {"value": 101, "note": "x"}).status_code == 422
    assert caller("viewer").post(judge, {"value": 50, "note": "x"}).status_code == 403
    assert not Judgement.objects.exists()
    made = call.post(judge, {"value": 5, "note": "They left"}).json()
    assert (made["value"], made["computed"], made["by"]["name"]) == (5, kept.value, "practitioner")
    assert call.get(judge).json() == [made]
    [key] = call.get("health/key-relations").json()
    assert (key["party"]["name"], key["value"], key["promise"]) == ("Jonas", kept.value, "")
    assert call.get("health/key-relations?whose=mine").json() == []
    Score.objects.update(move="cooled")
    [moved] = call.get("health/moved?move=cooled").json()["items"]
    assert (moved["party"]["ref"], moved["value"]) == (jonas.ref, kept.value)
    assert call.get("health/moved?move=warmed").json()["items"] == []
    stakeholders.restrict(by=SYSTEM, party=jonas, visibility="named", at=at)
    assert call.get("health/moved").json()["items"] == call.get("health/key-relations").json() == []


def test_when_a_sign_warns_is_laid_down_by_who_leads(caller):
    lead, staff = caller("lead"), caller(name="ann")
    rule = {"figure": 2, "days": 0, "is_on": False, "words": "Call them"}
    assert staff("PUT", "health/warnings/silence", rule).status_code == 403
    assert lead("PUT", "health/warnings/moon", rule).status_code == 404
    assert lead("PUT", "health/warnings/silence", rule | {"figure": 0}).status_code == 422
    assert not WarningRule.objects.exists()
    lead("PUT", "health/warnings/silence", rule)
    [told] = [row for row in lead.get("health/warnings").json() if row["sign"] == "silence"]
    assert told == {"sign": "silence", **rule}


def test_the_seats_of_an_initiative_are_told_with_what_is_missing(caller, at):
    media = stakeholders.add_category(by=SYSTEM, name="Media", at=at)
    dam = initiative("Dam")
    wanted = initiatives.Vision(category_ids=[media.pk])
    initiatives.set_vision(by=SYSTEM, initiative=dam, vision=wanted, at=at)
    jonas = party("Jonas")
    held = stake(dam, who=jonas, at=at)
    told = caller("practitioner").get(f"initiatives/{dam.ref}/coverage").json()
    [seat] = told.pop("seats")
    assert seat.pop("silent_days") > 0
    assert seat == {
        "stake_id": held.pk, "party": {"ref": jonas.ref, "name": "Jonas"}, "category": None,
        "owner": None, "gaps": ["unowned", "unplanned"],
    }  # fmt: skip
    named = [{"id": media.pk, "name": "Media"}]
    [row] = caller("viewer").get("coverage").json()
    assert (row["initiative"], row["seats"], row["gaps"]["unowned"], row["empty"]) == (
        dam.ref, 1, 1, named,
    )  # fmt: skip
    assert told == {
        "initiative": dam.ref, "required": named, "empty": named, "hidden_count": 0,
    }  # fmt: skip
