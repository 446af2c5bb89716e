"""Letters, templates, files, mailings on paper, steps and saved views over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Upload
from django.test import Client

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.letters.models import Letter
from accord.foundation.fields.models import SavedView
from accord.foundation.files.models import Attachment
from accord.foundation.kernel import clock
from tests.api.conftest import fits
from tests.api.test_mailings import given, office, words
from tests.factories.stakeholders import party

__all__ = ["given", "office", "words"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def is_as_told(name, value):
    return fits({"$ref": f"#/components/schemas/{name}"}, value) == ""


def give(call, path, name, body):
    return Client().post(
        f"/api/v1/{path}", {"file": Upload(name, body)},
        headers={"Authorization": f"Bearer {call.secret}"},
    )  # fmt: skip


def test_files_go_with_a_talk_and_a_letter(caller):
    call, other, mari = caller(name="ann"), caller(name="bo"), party("Mari")
    talk = log_interaction(
        by=call.person, parties=[mari], details=TalkDetails("Met"), at=clock.now()
    )
    draft = {"to": [mari.ref], "subject": "Plan", "text": "Here it is"}
    letter = call.post("letters", draft).json()["ref"]
    for here in (f"interactions/{talk.ref}/files", f"letters/{letter}/files"):
        assert give(call, here, "fake.pdf", b"MZ").status_code == 422
        assert give(caller("viewer", name=here), here, "a.txt", b"Hi").status_code == 403
        assert Attachment.objects.count() == 0
        made = give(call, here, "plan.txt", b"A plan").json()
        assert is_as_told("FileTold", made)
        assert call.get(here).json() == [made]
        body = call.get(f"{here}/{made['id']}/content")
        assert b"".join(body.streaming_content) == b"A plan"
        assert call("DELETE", f"{here}/{made['id']}").json() == {"id": made["id"]}
        assert call("DELETE", f"{here}/{made['id']}").status_code == 404
    assert give(other, f"letters/{letter}/files", "a.txt", b"Hi").status_code in {403, 404}
    assert Attachment.objects.count() == 0


def test_a_template_is_kept_and_a_draft_thrown_away(caller):
    lead, staff, mari = caller("lead"), caller(name="ann"), party("Mari")
    new = {"name": "Thanks", "subject": "Thank you", "text": "We thank you", "scope": "everyone"}
    assert staff.post("letter-templates", new).status_code == 403
    assert lead.post("letter-templates", new | {"scope": "moon"}).status_code == 422
    made = lead.post("letter-templates", new).json()
    at = f"letter-templates/{made['id']}"
    assert is_as_told("TemplateTold", made)
    assert [row["id"] for row in staff.get("letter-templates").json()["items"]] == [made["id"]]
    assert staff("DELETE", at).status_code == 403
    more = {**new, "language": "pl", "text": "Dziękujemy"}
    assert lead("PUT", at, more, if_match='"9"').status_code == 412
    assert [one["language"] for one in lead("PUT", at, more).json()["wordings"]] == ["en", "pl"]
    lead("DELETE", at)
    assert staff.get("letter-templates").json()["items"] == []
    draft = {"to": [mari.ref], "subject": "Plan", "text": "Here it is"}
    letter = f"letters/{staff.post('letters', draft).json()['ref']}"
    wrong = {"party": mari.ref, "address": "not@theirs.example"}
    assert staff("PUT", f"{letter}/address", wrong).status_code == 422
    assert staff("PUT", f"{letter}/address", wrong | {"party": "S-9999"}).status_code == 422
    assert staff.post(f"{letter}/send-back", {"words": "No"}).status_code == 403
    assert lead("DELETE", letter).status_code in {403, 404}
    assert Letter.objects.count() == 1
    assert "ref" in staff("DELETE", letter).json()
    assert Letter.objects.count() == 0


def test_a_mailing_is_tried_and_discarded(caller, given, words, office):
    lead, other = caller("lead"), caller(name="ann")
    at = f"mailings/{lead.post('mailings', {**given, 'template': words.pk}).json()['ref']}"
    assert lead.post(f"{at}/try").status_code == 409
    lead.post(f"{at}/check")
    assert lead.post(f"{at}/try").status_code == 200
    assert other.get(f"{at}/paper").status_code == 404
    assert lead.get(f"{at}/paper")["Content-Type"] == "application/pdf"
    assert lead.post(f"{at}/posted", {"posted_on": "2026-05-04"}).status_code == 409
    assert other("DELETE", at).status_code in {403, 404}
    assert lead("DELETE", at).json() == {"ref": at.removeprefix("mailings/")}
    assert lead.get(at).status_code == 404
    del office


def test_a_step_is_taken_out_again(caller):
    call = caller()
    task = call.post("tasks", {"title": "Dig", "steps": ["One", "Two"]}).json()["ref"]
    first = call.get(f"tasks/{task}").json()["steps"][0]["id"]
    left = call("DELETE", f"tasks/{task}/steps/{first}").json()["steps"]
    assert [step["text"] for step in left] == ["Two"]
    assert call("DELETE", f"tasks/{task}/steps/{first}").status_code == 404


def test_a_view_is_kept_shared_and_for_its_owner_to_change(caller):
    call, viewer = caller(name="ann"), caller("viewer", name="v")
    new = {"area": "tasks", "name": "Mine", "state": {"sort": "-due"}}
    assert call.post("views", new | {"area": "moon"}).status_code == 422
    assert call.post("views", new | {"name": " "}).status_code == 422
    assert viewer.post("views", new | {"scope": "public"}).status_code == 403
    assert not SavedView.objects.exists()
    made = call.post("views", new).json()
    at = f"views/{made['id']}"
    assert is_as_told("ViewTold", made)
    assert viewer.get("views?area=tasks").json() == []
    assert viewer.patch(at, {"name": "Ours", "version": 1}).status_code == 404
    shared = call.post("views", new | {"scope": "public"}).json()
    assert viewer.patch(f"views/{shared['id']}", {"name": "x", "version": 1}).status_code == 403
    assert [row["owner"]["name"] for row in viewer.get("views?area=tasks").json()] == ["ann"]
    assert call.patch(at, {"name": "Own", "version": 7}).status_code == 412
    pinned = call.patch(at, {"name": "Own", "is_pinned": True, "version": 1}).json()
    assert (pinned["name"], pinned["is_pinned"], pinned["state"]["sort"]) == ("Own", True, "-due")
    assert call("DELETE", at).json() == {"id": made["id"]}
    assert call.get("views?area=tasks").json()[0]["id"] == shared["id"]
    assert call.get("views").status_code == 422


def test_words_are_found_in_what_was_said(caller):
    call, mari = caller(name="ann"), party("Mari")
    log_interaction(
        by=call.person, parties=[mari], details=TalkDetails("The culvert is blocked"),
        at=clock.now(),
    )  # fmt: skip
    [hit] = call.get("search/texts?q=culvert").json()["items"]
    assert (hit["ref"], "culvert" in hit["excerpt"]) == (mari.ref, True)
    assert call.get("search/texts?q=culvert&cursor=wrong").status_code == 422
    assert [row["ref"] for row in call.get("search?q=Mari&kind=party").json()] == [mari.ref]
    assert call.get("search?q=Mari&kind=moon").status_code == 422
