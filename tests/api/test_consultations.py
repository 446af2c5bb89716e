"""Consultations and discussion spaces over HTTP: read, written, moderated, refused."""

from datetime import timedelta

import pytest

from accord.features.consultations.models import Answer, Consultation
from accord.features.discussions import actions as discussions
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_a_consultation_is_drafted_opened_and_answered_for_somebody(caller):
    call, dam, dairy = caller("lead"), initiative("Dam"), party("Dairy")
    given = {
        "initiative": dam.ref, "question": "Where?", "options": ["North", "South"],
        "owner_id": User.objects.get(name="lead").pk,
        "closes_at": (clock.now() + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    assert call.post("consultations", {**given, "initiative": "V-9999"}).status_code == 422
    assert caller("viewer").post("consultations", given).status_code == 403
    assert not Consultation.objects.exists()
    made = call.post("consultations", given).json()
    at = f"consultations/{made['ref']}"
    answer = {"party": dairy.ref, "via": "call", "words": "Not my meadow",
              "stances": [{"option_id": made["options"][0]["id"], "view": "against"}]}  # fmt: skip
    assert call.post(f"{at}/answers", answer).status_code == 409  # it is a draft
    assert call.post(f"{at}/open", {}).json()["state"] == "open"
    assert call.post(f"{at}/answers", {**answer, "party": "S-9999"}).status_code == 422
    assert call.post(f"{at}/answers", answer).json()["party"]["name"] == "Dairy"
    assert Answer.objects.get().entered_by.name == "lead"
    told = call.get(at).json()
    assert (told["options"][0]["against"], told["untold"], told["nobodys"]) == (1, 1, 0)
    assert [row["words"] for row in call.get(f"{at}/answers").json()["items"]] == ["Not my meadow"]
    assert call.post(f"{at}/close", {}).json()["state"] == "closed"
    assert [row["ref"] for row in call.get("consultations").json()["items"]] == [made["ref"]]
    assert call.get("consultations/CO-9999").status_code == 404


def test_a_discussion_is_read_and_moderated(caller):
    call, now = caller("lead"), clock.now()
    details = discussions.SpaceDetails("The meadow", User.objects.get(name="lead").pk)
    on = {"by": SYSTEM, "at": now}
    space = discussions.open_space(initiative=initiative(), details=details, **on)
    [member] = discussions.invite_members(space=space, parties=[party()], **on)
    discussions.join(member=member, name="Ewa", **on)
    post = discussions.contribute(member=member, text="The path floods", **on)
    at = f"discussions/{space.ref}"
    assert caller("viewer").post(f"{at}/posts/{post.pk}/show", {}).status_code == 403
    assert call.post(f"{at}/posts/{post.pk}/show", {}).json()["posts"][0]["state"] == "shown"
    assert call.post(f"{at}/posts/{post.pk}/hide", {"why": ""}).status_code == 422
    hidden = call.post(f"{at}/posts/{post.pk}/hide", {"why": "A name"}).json()["posts"][0]
    assert (hidden["state"], hidden["reason"], hidden["member"]) == ("hidden", "A name", "Ewa")
    assert call.post(f"{at}/posts/99/show", {}).status_code == 404
    assert [row["ref"] for row in call.get("discussions").json()["items"]] == [space.ref]
    assert call.get(at).json()["title"] == "The meadow"
