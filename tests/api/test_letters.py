"""Letters over HTTP: written, sent, called back, agreed to, refused; no word of ours leaves."""

import pytest

from accord.features.letters.models import Letter
from accord.features.stakeholders.actions import ContactDetails, add_contact_point, keep_note
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.factories.stakeholders import party
from tests.letters.conftest import leave
from tests.mail.conftest import office

__all__ = ["office"]
pytestmark = [
    pytest.mark.django_db, pytest.mark.either, pytest.mark.usefixtures("shelf"),
]  # fmt: skip
CANARY = "zinngelb"


@pytest.fixture
def mari():
    found = party("Mari Mägi", kind="person", summary=CANARY)
    details = ContactDetails("mail", "mari@example.org")
    add_contact_point(by=SYSTEM, party=found, details=details, at=clock.now())
    keep_note(by=SYSTEM, party=found, text=CANARY, at=clock.now())
    return found


def test_a_letter_goes_its_way_over_the_api(caller, mari, office):
    call = caller("practitioner")
    given = {"to": [mari.ref], "subject": "Water", "text": "Hello", "about": mari.ref}
    assert call.post("letters", {**given, "to": ["S-9999"]}).status_code == 422
    assert call.post("letters", {**given, "about": "P-9999"}).status_code == 404
    assert call.post("letters", {**given, "text": "{{ note }}"}).status_code == 422
    made = call.post("letters", given).json()
    at = f"letters/{made['ref']}"
    assert (made["state"], made["remarks"], made["copies"][0]["address"]) == (
        "draft", [], "mari@example.org",
    )  # fmt: skip
    told = call("PUT", at, {**given, "text": "Hello again"}).json()
    assert told["text"] == "Hello again"
    assert call.post(f"{at}/send").json()["state"] == "waiting"
    assert call.post(f"{at}/recall").json()["state"] == "draft"
    assert call.post(f"{at}/recall").status_code == 409
    assert call.post(f"{at}/agreement").status_code in {403, 409}
    call.post(f"{at}/send")
    Letter.objects.update(send_at=clock.now())
    leave()
    assert call.get(at).json()["state"] == "sent"
    [mail] = office.taken
    assert CANARY not in mail.as_string()
    [row] = call.get("letters").json()["items"]
    assert row["ref"] == made["ref"]


def test_a_letter_of_somebody_else_is_not_there(caller, mari):
    made = caller("practitioner").post(
        "letters", {"to": [mari.ref], "subject": "Water", "text": "Hello"}
    ).json()  # fmt: skip
    other = caller("manager")
    for answer in (
        other.get(f"letters/{made['ref']}"), other.post(f"letters/{made['ref']}/send"),
        other.get("letters/W-9999"),
    ):  # fmt: skip
        assert answer.status_code == 404
    assert (other.get("letters").json()["items"], OutMail.objects.count()) == ([], 0)
    assert Letter.objects.get().state == "draft"
