"""Mailings over HTTP: made ready, checked, begun, refused, and what became of each copy."""

import pytest

from accord.features.letters import actions as letters
from accord.features.mailings.models import Mailing
from accord.features.stakeholders import actions as register
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.factories.stakeholders import party
from tests.letters.conftest import reachable
from tests.mail.conftest import office
from tests.mailings.conftest import work

__all__ = ["office"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def given():
    on = {"by": SYSTEM, "at": clock.now()}
    news = register.add_consent_purpose(name="Newsletter", **on)
    mari = reachable("Mari", "mari@example.org", clock.now())
    register.record_consent(party=mari, purpose=news, state="given", source="form", **on)
    street = register.add_segment(name="Street", **on)
    for one in (mari, party("Silent")):
        register.pick(segment=street, party=one, **on)
    return {"title": "June", "purpose": news.pk, "segments": [street.pk]}


@pytest.fixture
def words(person):
    details = letters.TemplateDetails(name="T", scope="everyone", subject="June", text="Hello")
    return letters.keep_template(
        by=person(Role.LEAD, name="Wordsmith"), details=details, at=clock.now()
    )


def test_a_mailing_goes_its_way_over_the_api(caller, given, words, office):
    call = caller("lead")
    given = {**given, "template": words.pk}
    for wrong in (
        {"purpose": 999}, {"template": 999}, {"segments": [999]}, {"to": ["S-9999"]},
        {"per_minute": 0}, {"title": ""}, {"segments": []},
    ):  # fmt: skip
        assert call.post("mailings", {**given, **wrong}).status_code == 422, wrong
    made = call.post("mailings", given).json()
    at = f"mailings/{made['ref']}"
    assert (made["state"], made["counts"]["unsubscribed"]) == ("draft", 0)
    assert call.post(f"{at}/begin").status_code == 409
    checked = call.post(f"{at}/check").json()
    assert (checked["state"], checked["counts"]["waiting"]) == ("checked", 1)
    assert checked["counts"]["left-out.no-consent"] == 1
    assert call.post(f"{at}/begin").json()["state"] == "sending"
    assert call.post(f"{at}/pause").json()["state"] == "paused"
    assert call.post(f"{at}/resume").json()["state"] == "sending"
    work()
    assert call.get(at).json()["state"] == "done"
    [row] = call.get(f"{at}/recipients").json()["items"]
    assert (row["party"]["name"], row["state"], row["address"]) == (
        "Mari", "sent", "mari@example.org",
    )  # fmt: skip
    [row] = call.get(f"{at}/recipients?of=left-out.no-consent").json()["items"]
    assert (row["party"]["name"], row["reason"]) == ("Silent", "no-consent")
    assert call.get(f"{at}/recipients?of=nonsense").status_code == 404
    assert call.post(f"{at}/cancel").status_code == 409
    [row] = call.get("mailings").json()["items"]
    assert row["ref"] == made["ref"]
    assert len([mail for mail in office.taken if mail["Subject"] == "June"]) == 1


def test_who_may_not_and_nothing_happened(caller, given, words):
    lead, staff = caller("lead"), caller("practitioner")
    made = lead.post("mailings", {**given, "template": words.pk}).json()
    at = f"mailings/{made['ref']}"
    lead.post(f"{at}/check")
    answers = {
        staff.get(at), staff.post(f"{at}/check"), staff.post(f"{at}/begin"),
        staff("PUT", at, {**given, "template": words.pk}), staff.get("mailings/ML-9999"),
    }  # fmt: skip
    assert {answer.status_code for answer in answers} == {403, 404}
    assert (Mailing.objects.get().state, OutMail.objects.count()) == ("checked", 0)
    assert staff.get("mailings").json()["items"] == []
