"""Meetings over HTTP: from the draft to minutes on their way."""

from datetime import timedelta

import pytest

from accord.features.meetings.models import Invitee, Meeting
from accord.features.tasks.models import Task
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.mail.models import OutMail
from tests.api.conftest import fits
from tests.factories.meetings import meeting
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.either]


def test_a_meeting_is_planned_run_finished_and_sent(caller, person):
    call, anna = caller("practitioner"), person(Role.PRACTITIONER, name="Anna Kask")
    starts = clock.now()
    jonas = party("Jonas Vetter", kind="person", at=starts)
    sent = {
        "title": "The lane", "starts_at": starts.isoformat(), "chair_id": anna.pk,
        "ends_at": (starts + timedelta(hours=1)).isoformat(), "people": [anna.pk],
        "parties": [jonas.ref],
    }  # fmt: skip
    for wrong, field in (
        ({"chair_id": 10**6}, "chair_id"), ({"parties": ["S-9999"]}, "parties"),
        ({"initiative": "V-9999"}, "initiative"), ({"people": [10**6]}, "people"),
    ):  # fmt: skip
        refused = call.post("meetings", {**sent, **wrong})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    assert caller("viewer").post("meetings", sent).status_code == 403
    assert not Meeting.objects.exists()

    made = call.post("meetings", sent).json()
    at = f"meetings/{made['ref']}"
    assert [one["party"] for one in made["invitees"] if one["party"]] == [
        {"ref": jonas.ref, "name": "Jonas Vetter"}
    ]
    told = call.post(f"{at}/agenda", {"title": "The fence", "minutes": 20}).json()
    assert [one["title"] for one in told["agenda"]] == ["The fence"]
    assert call.post(f"{at}/invitations").json()["state"] == "invited"
    told = call.post(f"{at}/begin").json()
    assert (told["state"], told["notes"]) == ("running", "# The fence\n")
    notes = "We decided to close it\nAnna will send the plan by tomorrow"
    call.patch(f"{at}/notes", {"notes": notes, "version": told["version"]})
    told = call.post(f"{at}/finish", {}).json()
    assert told["decisions"] == ["We decided to close it"]
    assert [(line["kind"], line["made"]) for line in told["lines"]] == [
        ("decision", ""), ("task", Task.objects.get().ref),
    ]  # fmt: skip
    assert call.post(f"{at}/begin").status_code == 409
    assert call.post(f"{at}/minutes").json()["answer_by"] is not None
    assert OutMail.objects.filter(kind="meetings.minutes").count() == 1  # Jonas has no address
    assert call.post(f"{at}/close").json()["state"] == "closed"
    [row] = call.get("meetings").json()["items"]
    assert (row["ref"], row["chair"]["name"]) == (made["ref"], "Anna Kask")


def test_what_is_for_named_people_is_not_there_for_others(caller, person):
    held = meeting(person(Role.PRACTITIONER), visibility="named", at=clock.now())
    call = caller("manager")
    assert call.get("meetings").json()["items"] == []
    assert call.get(f"meetings/{held.ref}").status_code == 404
    assert call.post(f"meetings/{held.ref}/cancel", {"why": "x"}).status_code == 404
    assert Meeting.objects.get().state == "draft"


def test_a_draft_is_changed_its_agenda_ordered_and_who_is_asked(caller, person):
    call, anna = caller("practitioner"), person(Role.PRACTITIONER, name="Anna Kask")
    starts, jonas = clock.now() + timedelta(days=9), party("Jonas Vetter", kind="person")
    made = call.post("meetings", {
        "title": "The lane", "starts_at": starts.isoformat(), "chair_id": anna.pk,
        "ends_at": (starts + timedelta(hours=1)).isoformat(), "parties": [jonas.ref],
        "rhythm": "month",
    }).json()  # fmt: skip
    at = f"meetings/{made['ref']}"
    assert call.patch(at, {"place": "Hall"}).status_code == 428
    assert call.patch(at, {"chair_id": None, "version": 1}).status_code == 422
    changed = call.patch(at, {"place": "Hall"}, if_match=call.get(at)["ETag"]).json()
    assert (changed["place"], changed["title"]) == ("Hall", "The lane")
    for title in ("First", "Second"):
        told = call.post(f"{at}/agenda", {"title": title}).json()
    first, second = (f"{at}/agenda/{item['id']}" for item in told["agenda"])
    moved = call.post(f"{second}/move", {"up": True}).json()
    assert [item["title"] for item in moved["agenda"]] == ["Second", "First"]
    assert call.patch(first, {"minutes": 30, "version": 9}, if_match='"9"').status_code == 412
    longer = call.patch(first, {"minutes": 30}, if_match="*").json()
    assert [(item["title"], item["minutes"]) for item in longer["agenda"]] == [
        ("Second", 10), ("First", 30),
    ]  # fmt: skip
    assert call.post(f"{second}/task", {"owner_id": 10**6}).status_code == 422
    seen_to = call.post(f"{second}/task", {"owner_id": anna.pk}).json()["agenda"][0]
    assert seen_to["task"] == Task.objects.get().ref
    assert call.post(f"{second}/task", {"owner_id": anna.pk}).status_code == 409
    assert len(call("DELETE", first).json()["agenda"]) == 1
    [asked] = [one["id"] for one in made["invitees"] if one["party"]]
    here = f"{at}/invitees/{asked}"
    assert call("PUT", f"{here}/answer", {"answer": "perhaps"}).status_code == 422
    told = call("PUT", f"{here}/answer", {"answer": "yes", "words": "By bus"}).json()
    assert ("yes", "By bus") in [(one["answer"], one["words"]) for one in told["invitees"]]
    assert call("PUT", f"{here}/address", {"email": "no address"}).status_code == 422
    call("PUT", f"{here}/address", {"email": "jonas@example.org"})
    assert Invitee.objects.get(pk=asked).email == "jonas@example.org"
    assert caller("viewer").patch(at, {"place": "x", "version": 1}).status_code == 403
    gone = call("DELETE", here).json()
    assert fits({"$ref": "#/components/schemas/MeetingTold"}, gone) == ""
    assert [one for one in gone["invitees"] if one["party"]] == []
    assert call("PUT", f"{at}/minutes", {"notes": "Too early"}).status_code == 409
    assert call.post(f"{at}/series/end").json()["rhythm"] == ""
    assert call.post(f"{at}/series/end").status_code == 409
