"""Parties over HTTP: read, written, refused; and that nothing happened where refused."""

import pytest

from accord.features.stakeholders.models import Party
from accord.foundation.journal.models import Entry
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_a_party_is_added_read_and_taken_back(caller):
    call = caller()
    sent = {
        "kind": "person", "name": "Ann Ader", "country": "EE", "tier": "key",
        "contact_points": [{"channel": "mail", "value": "ann@example.org"}],
    }  # fmt: skip

    made = call.post("stakeholders", sent)

    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["name"], told["country"], told["tier"], told["source"]) == (
        "Ann Ader", "EE", "key", "api",
    )  # fmt: skip
    assert call.get(f"stakeholders/{told['ref']}").json() == told
    points = call.get(f"stakeholders/{told['ref']}/contact-points").json()
    assert [point["value"] for point in points] == ["ann@example.org"]
    undone = call.post(f"undo/{made['Accord-Entry']}")
    assert undone.status_code == 200, undone.content
    assert call.get(f"stakeholders/{told['ref']}").status_code == 404
    assert Party.objects.count() == 0


def test_the_list_goes_on_page_by_page(caller):
    for name in "ABCDE":
        party(name, kind="person" if name in "AB" else "organisation")
    call = caller()

    names, after = [], ""
    for _page in range(3):
        page = call.get(f"stakeholders?limit=2&cursor={after}").json()
        names += [one["name"] for one in page["items"]]
        after = page["next"]

    assert (names, after) == (list("ABCDE"), "")
    people = call.get("stakeholders?kind=person").json()["items"]
    assert [one["name"] for one in people] == ["A", "B"]
    assert call.get("stakeholders?limit=201").status_code == 422
    assert call.get("stakeholders?cursor=xyz").status_code == 422
    assert call.get("stakeholders?colour=red").status_code == 422


def test_words_find_by_rank(caller):
    party("Harbour Board")
    party("Another")

    found = caller().get("stakeholders?q=harbour")

    assert [one["name"] for one in found.json()["items"]] == ["Harbour Board"]


def test_only_what_changed_since_is_told(caller, at):
    party("Old", at=at)
    call = caller()

    assert len(call.get("stakeholders?changed_since=2026-05-04T11:00:00Z").json()["items"]) == 1
    assert call.get("stakeholders?changed_since=2026-05-04T13:00:00Z").json()["items"] == []
    assert call.get("stakeholders?changed_since=12").status_code == 422


def test_a_change_needs_the_version_that_was_read(caller):
    one = party("Before")
    call = caller()
    address = f"stakeholders/{one.ref}"

    assert call.patch(address, {"summary": "x"}).status_code == 428
    assert call.patch(address, {"summary": "x"}, if_match='"7"').status_code == 412
    one.refresh_from_db()
    assert (one.summary, one.version) == ("", 1)
    done = call.patch(address, {"summary": "After"}, if_match='"1"')
    assert (done.status_code, done.json()["summary"], done.json()["version"]) == (200, "After", 2)
    assert "Accord-Entry" in done


def test_fields_that_somebody_wrote_meanwhile_clash(caller):
    one = party("Before")
    ours, theirs = caller(), caller("lead")
    address = f"stakeholders/{one.ref}"
    theirs.patch(address, {"summary": "Theirs", "version": 1})

    merged = ours.patch(address, {"locality": "Ours", "version": 1})
    clashed = ours.patch(address, {"summary": "Ours", "version": 1})

    assert (merged.status_code, merged.json()["locality"]) == (200, "Ours")
    assert clashed.status_code == 409
    assert clashed.json()["code"] == "conflict"
    assert clashed.json()["clashes"] == [
        {"field": "summary", "theirs": "Theirs", "yours": "Ours", "by_id": theirs.person.pk}
    ]
    one.refresh_from_db()
    assert one.summary == "Theirs"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "person"}, "name"),
        ({"kind": "robot", "name": "A"}, "kind"),
        ({"kind": "person", "name": " "}, "name"),
        ({"kind": "person", "name": "A", "colour": "red"}, "colour"),
        ({"kind": "person", "name": "A", "is_sensitive": "yes"}, "is_sensitive"),
        ({"kind": "person", "name": "A", "category_id": 999}, "category_id"),
        ({"kind": "person", "name": "A", "category_id": 2**70}, "category_id"),
        ({"kind": "person", "name": "A", "parent": "S-9"}, "parent"),
        ({"kind": "person", "name": "A", "tags": ["none"]}, "tags"),
        ({"kind": "person", "name": "A", "custom": {"none": 1}}, "none"),
        ({"kind": "person", "name": "A", "is_contact_permitted": False}, "contact_refusal"),
        ({"kind": "person", "name": "A" * 301}, "name"),
        ({"kind": "person", "name": "A\x00B"}, "name"),
    ],
)
def test_wrong_input_is_named_and_writes_nothing(caller, sent, field):
    call = caller()
    before = Entry.objects.count()

    refused = call.post("stakeholders", sent)

    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert (Party.objects.count(), Entry.objects.count()) == (0, before)


def test_who_may_not_write_writes_nothing(caller):
    one = party("There")
    call = caller("viewer")
    before = Entry.objects.count()

    assert call.post("stakeholders", {"kind": "person", "name": "A"}).status_code == 403
    assert call.patch(f"stakeholders/{one.ref}", {"name": "B", "version": 1}).status_code == 403
    assert call.post(f"stakeholders/{one.ref}/retire", {"reason": "x"}).status_code == 403

    one.refresh_from_db()
    assert (one.name, one.is_active) == ("There", True)
    assert (Party.objects.count(), Entry.objects.count()) == (1, before)


def test_a_party_is_retired_and_taken_up_again(caller):
    one = party("There")
    call = caller()

    retired = call.post(f"stakeholders/{one.ref}/retire", {"reason": "Merged"}).json()
    again = call.post(f"stakeholders/{one.ref}/reactivate").json()

    assert (retired["is_active"], retired["inactive_reason"]) == (False, "Merged")
    assert (again["is_active"], again["inactive_reason"]) == (True, "")


def test_a_note_for_other_eyes_is_counted(caller, person):
    one = party("There")
    call, other = caller(), caller("lead")

    kept = call.post(f"stakeholders/{one.ref}/notes", {"text": " raw\t ", "visibility": "named"})

    assert kept.status_code == 201
    mine = call.get(f"stakeholders/{one.ref}/timeline?kind=note").json()
    assert [row["text"] for row in mine["items"]] == [" raw\t "]
    assert mine["hidden"] == 0
    theirs = other.get(f"stakeholders/{one.ref}/timeline?kind=note").json()
    assert theirs == {"items": [], "next": "", "hidden": 1}
