"""Files on a record: attached, listed, given out, taken away; by those who may, told and audited."""

from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile as Upload
from django.urls import reverse
from PIL import Image

from accord.features.stakeholders.models import TimelineRow
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    return tmp_path


@pytest.fixture
def me(person, client):
    user = person(Role.PRACTITIONER)
    client.force_login(user)
    return user


def picture():
    out = BytesIO()
    Image.new("RGB", (80, 60), (10, 90, 99)).save(out, "PNG")
    return out.getvalue()


def to(subject, name, pk=None):
    more = {} if pk is None else {"pk": pk}
    return reverse(f"stakeholders:{name}", kwargs={"ref": subject.ref, **more})


def give(client, subject, *files):
    return client.post(
        to(subject, "file-add"), {"file": [Upload(name, body) for name, body in files]}
    )


def body(client, subject, file):
    return b"".join(client.get(to(subject, "file", file.pk)).streaming_content)


def told(subject):
    rows = TimelineRow.objects.filter(party=subject).order_by("id")
    return [(row.verb, row.title) for row in rows if row.verb.startswith("file-")]


def test_files_are_kept_listed_told_and_undone_in_one_step(client, me):
    jonas = party("Jonas")
    answer = give(client, jonas, ("plan.pdf", b"%PDF-1.7 plan"), ("house.png", picture()))
    assert (answer.status_code, answer["Location"]) == (302, f"{to(jonas, 'detail')}#files")
    assert told(jonas) == [("file-attached", "plan.pdf"), ("file-attached", "house.png")]
    entries = Entry.objects.filter(verb="files.attach").order_by("id")
    assert [(e.subject_type, e.subject_id, e.by_id) for e in entries] == [
        ("stakeholders.party", jonas.pk, me.pk)
    ] * 2

    html = client.get(to(jonas, "detail")).content.decode()
    assert [name in html for name in ("plan.pdf", "house.png", "13 bytes")] == [True] * 3
    assert "plan.pdf" in client.get(to(jonas, "history")).content.decode()

    undo(by=me, entry_id=entries[0].batch, at=entries[0].at)
    assert (Attachment.objects.count(), told(jonas)) == (0, [])
    assert list(breaks()) == []


def test_a_file_is_given_out_whole_under_headers_that_let_it_do_nothing(client, me):
    jonas = party("Jonas")
    give(client, jonas, ("Żółw «1».txt", "Zażółć".encode()), ("house.png", picture()))
    text = Attachment.objects.get(name="Żółw «1».txt")
    answer = client.get(to(jonas, "file", text.pk))
    assert b"".join(answer.streaming_content) == "Zażółć".encode()
    assert {
        name: answer[name]
        for name in (
            "Content-Type", "Content-Disposition", "Content-Security-Policy",
            "X-Content-Type-Options", "Cache-Control",
        )
    } == {
        "Content-Type": "text/plain",
        "Content-Disposition":
            "attachment; filename*=utf-8''%C5%BB%C3%B3%C5%82w%20%C2%AB1%C2%BB.txt",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }  # fmt: skip
    house = Attachment.objects.get(name="house.png")
    small = client.get(to(jonas, "file-preview", house.pk))
    assert (small["Content-Type"], small["Content-Disposition"]) == (
        "image/jpeg", 'inline; filename="house.png.jpg"',
    )  # fmt: skip
    assert Image.open(BytesIO(b"".join(small.streaming_content))).size == (80, 60)
    assert client.get(to(jonas, "file-preview", text.pk)).status_code == 404


def test_what_is_refused_is_named_with_the_reason_and_the_rest_is_kept(client, me):
    jonas = party("Jonas")
    answer = give(
        client, jonas, ("virus.exe", b"MZ"), ("plan.pdf", b"%PDF-1.7"), ("fake.pdf", b"MZ"),
        ("empty.txt", b""),
    )  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "3 files were not kept" in html
    assert "<b>virus.exe</b>: Files of this kind can&#39;t be kept: exe" in html
    assert "<b>fake.pdf</b>: The file is not what its name says." in html
    assert "<b>empty.txt</b>: The file is empty." in html
    assert [a.name for a in Attachment.objects.all()] == ["plan.pdf"]
    assert told(jonas) == [("file-attached", "plan.pdf")]

    before = Entry.objects.count()
    again = give(client, jonas, ("plan.pdf", b"%PDF-1.7"))
    assert "This file is here already." in again.content.decode()
    assert (Entry.objects.count(), Attachment.objects.count()) == (before, 1)


def test_more_than_twenty_at_once_are_refused_and_nothing_happened(client, me):
    jonas = party("Jonas")
    answer = give(client, jonas, *((f"{n}.txt", str(n).encode()) for n in range(21)))
    assert "Up to 20 files at once, please." in answer.content.decode()
    assert (answer.status_code, Blob.objects.count()) == (422, 0)


def test_a_removed_file_is_gone_told_and_comes_back_by_undo(client, me, at):
    jonas = party("Jonas")
    give(client, jonas, ("plan.pdf", b"%PDF-1.7"))
    file = Attachment.objects.get()
    client.post(to(jonas, "file-remove", file.pk))
    assert client.get(to(jonas, "file", file.pk)).status_code == 404
    assert told(jonas)[-1] == ("file-removed", "plan.pdf")
    undo(by=me, entry_id=Entry.objects.latest("id").batch, at=at)
    assert body(client, jonas, file) == b"%PDF-1.7"


def test_who_may_not_see_the_party_finds_none_of_its_files(client, me, person):
    owner = person(Role.LEAD)
    hidden = party("Hidden", visibility="named", owner_id=owner.pk)
    other = party("Other")
    client.force_login(owner)
    give(client, hidden, ("plan.pdf", b"%PDF-1.7"), ("house.png", picture()))
    keys = list(Attachment.objects.order_by("pk").values_list("pk", flat=True))
    assert len(keys) == 2

    client.force_login(me)
    entries = Entry.objects.count()
    answers = [client.get(to(where, name, key)).status_code
               for where in (hidden, other) for name in ("file", "file-preview") for key in keys]  # fmt: skip
    assert answers == [404] * 8
    assert client.post(to(hidden, "file-remove", keys[0])).status_code == 404
    assert client.post(to(other, "file-remove", keys[0])).status_code == 404
    assert give(client, hidden, ("more.txt", b"x")).status_code == 404
    assert (Entry.objects.count(), Attachment.objects.count()) == (entries, 2)


def test_who_may_only_read_may_fetch_but_neither_attach_nor_remove(client, me, person):
    jonas = party("Jonas")
    give(client, jonas, ("plan.pdf", b"%PDF-1.7"))
    file = Attachment.objects.get()
    client.force_login(person(Role.VIEWER))
    assert body(client, jonas, file) == b"%PDF-1.7"
    assert give(client, jonas, ("more.txt", b"x")).status_code == 403
    assert client.post(to(jonas, "file-remove", file.pk)).status_code == 403
    assert (Attachment.objects.count(), Blob.objects.count()) == (1, 1)
    html = client.get(to(jonas, "detail")).content.decode()
    assert "plan.pdf" in html
    assert "Drop files here" not in html


def test_bytes_that_went_missing_are_not_found_and_mended_when_they_come_again(client, me):
    jonas = party("Jonas")
    give(client, jonas, ("plan.pdf", b"%PDF-1.7"))
    file = Attachment.objects.get()
    storages["files"].delete(file.blob.key)
    assert client.get(to(jonas, "file", file.pk)).status_code == 404
    give(client, party("Other"), ("same.pdf", b"%PDF-1.7"))
    assert body(client, jonas, file) == b"%PDF-1.7"
