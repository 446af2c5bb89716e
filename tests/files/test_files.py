import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from PIL import Image

from accord.features.stakeholders.policies import CHANGE
from accord.foundation.files import actions, queries
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
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


def picture(kind="JPEG", **more):
    out = BytesIO()
    Image.new("RGB", (800, 600), (10, 90, 99)).save(out, kind, **more)
    return out.getvalue()


def packed(**entries):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name.replace("__", "/").replace("CT", "[Content_Types].xml"), body)
    return out.getvalue()


def body_of(blob, **more):
    with queries.opened(blob, **more) as opened:
        return opened.read()


def attach(by, subject, name, body, at):
    return actions.attach(by=by, subject=subject, rule=CHANGE, name=name, body=body, at=at)


def test_a_file_is_kept_once_under_its_hash_and_given_back_whole(person, at):
    me, jonas = person(), party()
    one = attach(me, jonas, "C:\\x\\Plan.pdf", b"%PDF-1.7 plan", at)
    two = attach(me, party(), "copy.pdf", b"%PDF-1.7 plan", at)
    assert (one.name, one.blob, two.blob.size) == ("Plan.pdf", two.blob, 13)
    assert Blob.objects.count() == 1
    assert body_of(one.blob) == b"%PDF-1.7 plan"
    assert [a.name for a in queries.attachments_of(jonas)] == ["Plan.pdf"]
    assert list(queries.broken()) == []


def test_a_picture_loses_what_the_camera_wrote_and_gets_a_small_one(person, at):
    exif = Image.Exif()
    exif[0x010F] = "Canary camera"
    kept = attach(person(), party(), "house.jpg", picture(exif=exif), at)
    body = body_of(kept.blob)
    assert b"Canary" not in body
    assert kept.blob.has_preview
    small = Image.open(BytesIO(body_of(kept.blob, preview=True)))
    assert small.size == (640, 480)


DOCX = packed(CT="<x/>", word__document="<x/>")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("x.pdf", b"MZ\x90"),
        ("x.png", b"<svg xmlns='x'><script/></svg>"),
        ("x.svg", b"<svg/>"),
        ("x.html", b"<html>"),
        ("x.exe", b"MZ"),
        ("x", b"a"),
        ("x.txt", b"a\x00b"),
        ("x.docx", b"PK\x03\x04 not a zip"),
        ("x.xlsx", DOCX),
        ("x.odt", DOCX),
        ("x.jpg", picture("PNG")),
        ("x.txt", b""),
        ("x.txt", b"a" * (25 * 1024 * 1024 + 1)),
        ("bomb.docx", packed(CT="<x/>", word__document=b"0" * (101 * 1024 * 1024))),
    ],
    ids=range(14),
)
def test_what_is_not_what_it_says_is_refused_and_nothing_happened(person, at, name, body, shelf):
    entries = Entry.objects.count()
    subject = party()
    with pytest.raises(Invalid) as refusal:
        attach(person(), subject, name, body, at)
    assert refusal.value.field == "file"
    assert (Blob.objects.count(), Entry.objects.count()) == (0, entries + 1)
    assert list(shelf.rglob("*.*")) == []


def test_office_and_text_files_are_kept(person, at):
    me, subject = person(), party()
    kept = [
        attach(me, subject, name, body, at)
        for name, body in [("a.docx", DOCX), ("b.txt", "Żółć".encode()), ("c.csv", b"a;b\n")]
    ]
    assert [a.blob.media_type.split("/")[0] for a in kept] == ["application", "text", "text"]


def test_who_may_not_change_the_record_may_not_attach_and_nothing_happened(person, at):
    subject = party()
    with pytest.raises(NotAllowed):
        attach(person(Role.VIEWER), subject, "a.txt", b"x", at)
    assert not Blob.objects.exists()


def test_detaching_can_be_undone_until_the_sweep(person, at):
    me, subject = person(), party()
    kept = attach(me, subject, "a.txt", b"x", at)
    key = kept.blob.key
    actions.detach(by=me, attachment=kept, subject=subject, rule=CHANGE, at=at)
    assert actions.sweep(by=SYSTEM, at=at + timedelta(days=3)) == 0
    undo(by=me, entry_id=Entry.objects.latest("id").pk, at=at)
    assert Attachment.objects.count() == 1
    again = Attachment.objects.get()
    actions.detach(by=me, attachment=again, subject=subject, rule=CHANGE, at=at)
    assert actions.sweep(by=SYSTEM, at=at + timedelta(days=31)) == 1
    assert (Blob.objects.count(), storages["files"].exists(key)) == (0, False)


def test_bytes_that_changed_or_went_are_found(person, at, shelf):
    me, subject = person(), party()
    one, two = (attach(me, subject, "a.txt", body, at) for body in (b"x", b"y"))
    (shelf / one.blob.key).write_bytes(b"z")
    (shelf / two.blob.key).unlink()
    assert [(b.pk, why) for b, why in queries.broken()] == [
        (one.blob.pk, "differs"),
        (two.blob.pk, "missing"),
    ]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "a\r\nSet-Cookie: x.txt", "\u202e.txt", "...txt"]
)
def test_names_can_not_break_a_path_or_a_header(person, at, name):
    kept = attach(person(), party(), name, b"x", at)
    assert "/" not in kept.name
    assert kept.name.isprintable()
