"""Files of a stakeholder over HTTP: given, listed, fetched, removed, refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Upload
from django.test import Client

from accord.foundation.files.models import Attachment, Blob
from accord.foundation.journal.models import Entry
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def give(call, ref, name, body):
    return Client().post(
        f"/api/v1/stakeholders/{ref}/files",
        {"file": Upload(name, body)},
        headers={"Authorization": f"Bearer {call.secret}"},
    )


def test_a_file_is_given_listed_fetched_and_removed(caller):
    call, jonas = caller(), party("Jonas")
    made = give(call, jonas.ref, "plan.pdf", b"%PDF-1.7 plan")
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["name"], told["media_type"], told["size"], told["by"]["name"]) == (
        "plan.pdf", "application/pdf", 13, call.person.name,
    )  # fmt: skip
    here = f"stakeholders/{jonas.ref}/files"
    assert call.get(here).json() == [told]
    assert call.get(f"{here}/{told['id']}").json() == told
    body = call.get(f"{here}/{told['id']}/content")
    assert b"".join(body.streaming_content) == b"%PDF-1.7 plan"
    assert body["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    gone = call("DELETE", f"{here}/{told['id']}")
    assert (gone.status_code, gone.json()) == (200, {"id": told["id"]})
    assert call.get(here).json() == []
    assert call.get(f"{here}/{told['id']}/content").status_code == 404
    assert call.post(f"undo/{gone['Accord-Entry']}").status_code == 200
    assert call.get(here).json() == [told]


def test_what_is_refused_says_why_and_nothing_happened(caller):
    call, viewer, jonas = caller(), caller("viewer"), party("Jonas")
    unseen = party("Hidden", visibility="named")
    entries = Entry.objects.count()
    answer = give(call, jonas.ref, "fake.pdf", b"MZ")
    assert (answer.status_code, answer.json()["errors"]) == (
        422, [{"field": "file", "message": "The file is not what its name says."}],
    )  # fmt: skip
    assert give(viewer, jonas.ref, "plan.pdf", b"%PDF-1.7").status_code == 403
    assert give(call, unseen.ref, "plan.pdf", b"%PDF-1.7").status_code == 404
    assert call.get(f"stakeholders/{unseen.ref}/files").status_code == 404
    assert (Attachment.objects.count(), Blob.objects.count()) == (0, 0)
    assert Entry.objects.count() == entries
