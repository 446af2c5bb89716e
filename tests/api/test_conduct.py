"""Hard contacts and arrangements over HTTP; what somebody carries is nowhere there."""

from datetime import timedelta

import pytest

from accord.features.conduct import actions
from accord.features.conduct.models import Incident
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.api.views import document
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.either]


def test_an_incident_is_noted_and_its_level_waits_for_a_person(caller):
    call, second = caller("practitioner"), caller("practitioner", name="second")
    manager = caller("manager")
    kask, at = party("Kask"), clock.now()
    talk = log_interaction(by=SYSTEM, parties=[kask], details=TalkDetails("He shouted"), at=at)
    given = {
        "party": kask.ref, "interaction": talk.ref, "facts": "He shouted",
        "has_accommodation": False, "markers": ["degrading"],
    }  # fmt: skip
    for wrong in ({"interaction": "K-9999"}, {"markers": ["mood"]}, {"has_accommodation": None}):
        assert call.post("incidents", {**given, **wrong}).status_code == 422
    assert Incident.objects.count() == 0
    told = call.post("incidents", given).json()
    assert (told["ref"], told["computed"], told["level"]) == ("X-0001", 3, None)
    by_name = {user.name: user for user in User.objects.all()}
    actions.decide(
        by=by_name["manager"], incident=Incident.objects.get(), at=at,
        decision=actions.Decision(3, "stop", second=by_name["second"]),
    )  # fmt: skip
    at = f"incidents/{told['ref']}"
    levels = [one.get(at).json()["level"] for one in (call, manager, second)]
    assert levels == [3, 3, None]  # the second reader is not told before they have read it
    assert caller("viewer").get(at).status_code == 404
    assert caller("case-handler").get("incidents").json()["items"] == []


def test_an_arrangement_is_told_and_appealed_against(caller):
    call, manager = caller("practitioner"), caller("manager")
    kask, at = party("Kask"), clock.now()
    talk = log_interaction(by=SYSTEM, parties=[kask], details=TalkDetails("Again"), at=at)
    who = User.objects.get(name="manager")
    details = actions.IncidentDetails("Again", has_accommodation=False, patterns=("frequency",))
    one = actions.note_incident(by=who, talk=talk, party=kask, details=details, at=at)
    actions.decide(by=who, incident=one, decision=actions.Decision(0, "limits"), at=at)
    day = at.date()
    terms = actions.ArrangementDetails(("writing",), "Nine a day", day, day + timedelta(days=90))
    actions.arrange(by=who, incident=one, details=terms, at=at)
    [row] = manager.get("arrangements").json()["items"]
    at = f"arrangements/{row['ref']}"
    assert (row["kinds"], row["told_at"]) == (["writing"], None)
    assert call.post(f"{at}/told", {"how": "By letter"}).json()["told_how"] == "By letter"
    told = call.post(f"{at}/appeals", {"words": "I am blind"}).json()
    assert [(one["words"], one["outcome"]) for one in told["appeals"]] == [("I am blind", "")]
    assert call.post(f"{at}/appeals", {"words": "Again"}).status_code == 409
    assert call.get("arrangements/Y-9999").status_code == 404


def test_no_program_is_told_what_somebody_carries():
    for word in ("load", "exposure", "self-check", "debrief"):
        assert not [path for path in document()["paths"] if word in path]
