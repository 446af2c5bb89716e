from datetime import timedelta

import pytest

from accord.features.stakeholders import actions, policies
from accord.features.stakeholders.models import Party, TimelineMonth, TimelineRow
from accord.foundation.journal.change import change_many, last_entry_id
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Entry, Head, Image
from accord.foundation.journal.undo import undo, undo_entries
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def state():
    """Everything undo must bring back."""
    return (
        list(Party.objects.order_by("id").values()),
        list(TimelineRow.objects.order_by("id").values()),
        [
            m
            for m in TimelineMonth.objects.order_by("id").values("month", "kind", "rows_count")
            if m["rows_count"]
        ],
    )


def test_adding_leaves_row_image_timeline_event_and_a_whole_chain(person, outbox, at):
    me = person(Role.PRACTITIONER)
    details = actions.PartyDetails(kind="person", name="  Jonas Vetter ")
    jonas = actions.add_party(by=me, details=details, at=at)

    assert (jonas.ref, jonas.name, jonas.version) == ("S-1001", "Jonas Vetter", 1)
    assert list(Entry.objects.values_list("verb", "by_id", "subject_id")) == [
        ("stakeholders.add", me.pk, jonas.pk)
    ]
    assert list(Image.objects.order_by("id").values_list("kind", "op")) == [
        ("stakeholders.party", "+"),
        ("stakeholders.timelinerow", "+"),
    ]
    assert outbox() == ["stakeholders.added"]
    assert Head.objects.get().entries_count == 1
    assert list(breaks()) == []


def test_a_viewer_may_not_add_and_nothing_happened(person, outbox, at):
    with pytest.raises(NotAllowed):
        actions.add_party(
            by=person(Role.VIEWER), details=actions.PartyDetails("person", "X"), at=at
        )
    assert (Party.objects.count(), Entry.objects.count(), outbox()) == (0, 0, [])


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u2060", "\x00", "a" * 301])
def test_a_name_nobody_can_see_or_keep_is_refused(person, name, at):
    with pytest.raises(Invalid) as refusal:
        actions.add_party(by=person(), details=actions.PartyDetails("person", name), at=at)
    assert refusal.value.field == "name"
    assert not Party.objects.exists()


def test_two_people_writing_different_fields_both_keep_their_words(person, at):
    vetter = party("Vetter")
    mine, theirs = Party.objects.get(), Party.objects.get()
    actions.change_party(by=person(Role.LEAD), party=theirs, seen=1, summary="Farmer", at=at)
    actions.change_party(by=person(), party=mine, seen=1, locality="Hollin", at=at)
    vetter.refresh_from_db()
    assert (vetter.summary, vetter.locality, vetter.version) == ("Farmer", "Hollin", 3)


def test_two_people_writing_one_field_is_a_conflict_to_answer(person, at):
    party("Vetter")
    mine, theirs = Party.objects.get(), Party.objects.get()
    lead = person(Role.LEAD)
    actions.change_party(by=lead, party=theirs, seen=1, summary="Farmer", at=at)
    with pytest.raises(Conflict) as conflict:
        actions.change_party(by=person(), party=mine, seen=1, summary="Chair", at=at)
    (clash,) = conflict.value.clashes
    assert (clash.field, clash.theirs, clash.yours, clash.by_id) == (
        "summary",
        "Farmer",
        "Chair",
        lead.pk,
    )
    assert Party.objects.get().summary == "Farmer"
    actions.change_party(
        by=person(Role.MANAGER), party=mine, seen=conflict.value.version, summary="Chair", at=at
    )
    assert Party.objects.get().summary == "Chair"


def test_undo_brings_back_exactly_what_was_and_can_be_undone(person, at):
    me = person()
    vetter = party("Vetter")
    before = state()
    actions.retire_party(by=me, party=vetter, reason="Moved away", at=at)
    after = state()
    entry = Entry.objects.latest("id")

    done = undo(by=me, entry_id=entry.pk, at=at)

    undone = state()
    assert done.kept == []
    assert undone[1:] == before[1:]
    assert {k: v for k, v in undone[0][0].items() if k != "version"} == {
        k: v for k, v in before[0][0].items() if k != "version"
    }
    undo(by=me, entry_id=done.entry_id, at=at)
    again = state()
    assert [{**r, "version": 0} for r in again[0]] == [{**r, "version": 0} for r in after[0]]
    assert again[1:] == after[1:]
    assert list(breaks()) == []


def test_undo_keeps_and_names_what_somebody_wrote_since(person, at):
    me, lead = person(), person(Role.LEAD)
    vetter = party("Vetter")
    actions.change_party(by=me, party=vetter, summary="Farmer", locality="Hollin", at=at)
    entry = Entry.objects.latest("id")
    actions.change_party(by=lead, party=vetter, summary="Chair", at=at)

    done = undo(by=me, entry_id=entry.pk, at=at)

    vetter.refresh_from_db()
    assert (vetter.summary, vetter.locality) == ("Chair", "")
    assert [(k.field, k.reason) for k in done.kept] == [("summary", "changed since")]


def test_undo_of_another_persons_work_twice_or_too_late_is_refused(person, at):
    me, other = person(), person(Role.CASE_HANDLER)
    vetter = party("Vetter")
    actions.change_party(by=me, party=vetter, summary="Farmer", at=at)
    entry = Entry.objects.latest("id")
    with pytest.raises(NotAllowed):
        undo(by=other, entry_id=entry.pk, at=at)
    with pytest.raises(Stale, match="too long ago"):
        undo(by=me, entry_id=entry.pk, at=at + timedelta(days=31))
    undo(by=me, entry_id=entry.pk, at=at)
    with pytest.raises(Stale, match="undone already"):
        undo(by=me, entry_id=entry.pk, at=at)
    vetter.refresh_from_db()
    assert vetter.summary == ""


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Entry.objects.filter(pk=Entry.objects.earliest("id").pk).update(verb="x"),
        lambda: Image.objects.filter(pk=Image.objects.earliest("id").pk).update(after="{}"),
        lambda: Image.objects.latest("id").delete(),
        lambda: (
            Image.objects.filter(entry=Entry.objects.latest("id")).delete(),
            Entry.objects.latest("id").delete(),
        ),
        lambda: Entry.objects.filter(pk=Entry.objects.latest("id").pk).update(details={"a": 1}),
    ],
)
def test_any_tampering_breaks_the_chain(tamper):
    party("A"), party("B")
    assert list(breaks()) == []
    tamper()
    assert list(breaks()) != []


def test_what_was_added_and_then_changed_goes_whole_when_both_are_taken_back(person, at):
    me = person()
    vetter = party("Vetter")
    for words in ("Farmer", "Chair", "Farmer"):
        actions.change_party(by=me, party=vetter, summary=words, at=at)
    entries = list(Entry.objects.order_by("id"))

    done = undo_entries(by=SYSTEM, entries=entries, at=at)

    assert done.kept == []
    assert state() == ([], [], [])
    assert list(breaks()) == []


def test_what_somebody_changed_after_the_last_of_them_stays(person, at):
    me = person()
    vetter = party("Vetter")
    actions.change_party(by=me, party=vetter, summary="Farmer", at=at)
    entries = list(Entry.objects.order_by("id"))
    actions.change_party(by=person(Role.LEAD), party=vetter, locality="Hollin", at=at)

    done = undo_entries(by=SYSTEM, entries=entries, at=at)

    assert [(k.kind, k.reason) for k in done.kept] == [("stakeholders.party", "changed since")]
    assert Party.objects.values("summary", "locality").get() == {
        "summary": "",
        "locality": "Hollin",
    }


def test_rows_of_one_change_that_point_at_each_other_are_taken_back_together(at):
    with change_many(policies.IMPORT, by=SYSTEM, at=at, kind=Party) as record:
        above = Party(ref="S-1", kind="organisation", name="Above", sort_key="a", added_at=at)
        record.add(above)
        below = Party(ref="S-2", kind="organisation", name="B", sort_key="b", added_at=at)
        below.parent = above
        record.add(below)
    assert undo(by=SYSTEM, entry_id=last_entry_id(), at=at).kept == []
    assert not Party.objects.exists()
