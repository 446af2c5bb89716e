"""Files go with a letter as they were when it left, or it does not leave."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accord.features.correspondence.models import Message
from accord.features.letters import actions, queries
from accord.features.letters.models import Letter
from accord.features.stakeholders.actions import erase_party
from accord.foundation.accounts.models import User
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import attachments_of
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.letters.conftest import leave, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
WORDS = "Plan für Łucja".encode()


def enclose(by, letter, at, name="plan.txt", body=WORDS):
    return actions.enclose(by=by, letter=letter, files=[(name, BytesIO(body))], at=at)


def remarks(by, letter, at):
    rows = queries.addressees_of(letter)
    return [each.words for each in queries.remarks_on(by, letter, rows, queries.manner(), at)]


def test_a_file_goes_with_each_copy_and_is_kept_with_the_mail(office, ann, mari, jaan, at):
    letter = write(ann, at, mari, jaan)
    assert [row.name for row in enclose(ann, letter, at).kept] == ["plan.txt"]
    actions.send_letter(by=ann, letter=letter, at=at)
    [file] = queries.files_of(letter)
    for act in (
        lambda: enclose(ann, letter, at, "more.txt"),
        lambda: actions.take_out(by=ann, letter=letter, attachment=file, at=at),
    ):
        with pytest.raises(Stale):
            act()
    leave()
    assert len(office.taken) == 2
    for mail in office.taken:
        [part] = mail.iter_attachments()
        assert (part.get_filename(), part.get_content_type()) == ("plan.txt", "text/plain")
        assert part.get_payload(decode=True) == WORDS
    assert [row.name for row in attachments_of(Message.objects.get())] == ["plan.txt"]


def test_a_letter_that_speaks_of_a_file_without_one_says_so(ann, mari, at):
    letter = write(ann, at, mari, text="The plan is attached.")
    assert remarks(ann, letter, at) == ["It speaks of a file, and there is none with it."]
    enclose(ann, letter, at)
    assert remarks(ann, letter, at) == []


def test_nobody_else_encloses_or_takes_out_a_file(ann, mari, person, at):
    other, letter = person(Role.MANAGER), write(ann, at, mari)
    with pytest.raises(NotAllowed):
        enclose(other, letter, at)
    enclose(ann, letter, at)
    [file] = queries.files_of(letter)
    with pytest.raises(NotAllowed):
        actions.take_out(by=other, letter=letter, attachment=file, at=at)
    with pytest.raises(Invalid):
        actions.take_out(by=ann, letter=write(ann, at, mari), attachment=file, at=at)
    assert Attachment.objects.count() == 1
    actions.take_out(by=ann, letter=letter, attachment=file, at=at)
    assert Attachment.objects.count() == 0


def test_without_its_file_a_mail_does_not_leave(office, ann, mari, at):
    letter = write(ann, at, mari)
    enclose(ann, letter, at)
    actions.send_letter(by=ann, letter=letter, at=at)
    actions.leave(by=SYSTEM, letter=letter, at=letter.send_at)
    erase_party(by=SYSTEM, party=mari, reason="asked", at=at)
    leave()
    assert (office.taken, OutMail.objects.filter(state="sent").exists()) == ([], False)


def test_the_page_takes_shows_and_removes_files(as_role, mari, at):
    client = as_role(Role.PRACTITIONER)
    letter = write(User.objects.get(), at, mari)
    sent = SimpleUploadedFile("plan.txt", WORDS)
    client.post(f"/letters/{letter.ref}/files/add/", {"file": sent})
    [file] = queries.files_of(letter)
    assert "plan.txt" in client.get(f"/letters/{letter.ref}/").content.decode()
    answer = client.get(f"/letters/{letter.ref}/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == WORDS
    client.post(f"/letters/{letter.ref}/files/{file.pk}/remove/")
    assert not queries.files_of(letter).exists()
    Letter.objects.update(state="waiting", send_at=at)
    page = client.post(
        f"/letters/{letter.ref}/files/add/", {"file": SimpleUploadedFile("a.txt", WORDS)}
    )
    assert page.status_code == 302
    assert not queries.files_of(letter).exists()
