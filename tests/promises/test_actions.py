from datetime import timedelta

import pytest

from accord.features.promises import actions, queries
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import TimelineRow
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def promised(by, at, days=3, **fields):
    details = actions.PromiseDetails("Revised plan", due_at=at + timedelta(days=days), **fields)
    return actions.make_promise(by=by, party=party(), details=details, at=at)


def test_a_promise_kept_in_time_is_kept_and_past_it_is_late(person, at, outbox):
    me = person()
    soon, late = promised(me, at), promised(me, at, days=1)
    actions.keep_promise(by=me, promise=soon, at=at + timedelta(days=2))
    actions.keep_promise(by=me, promise=late, at=at + timedelta(days=2))
    assert list(Promise.objects.order_by("id").values_list("state", flat=True)) == [
        "kept",
        "kept-late",
    ]
    assert [r.verb for r in TimelineRow.objects.filter(kind="promise").order_by("id")] == [
        "promised-we", "promised-we", "promise-kept", "promise-kept-late",
    ]  # fmt: skip
    assert outbox()[-2:] == ["promises.settled"] * 2


def test_a_kept_promise_can_not_be_broken(person, at):
    me = person()
    promise = promised(me, at)
    actions.keep_promise(by=me, promise=promise, at=at)
    with pytest.raises(Stale, match="kept already"):
        actions.break_promise(by=me, promise=promise, why="x", at=at)
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_breaking_needs_a_reason_and_making_needs_words(person, at):
    me = person()
    promise = promised(me, at)
    with pytest.raises(Invalid):
        actions.break_promise(by=me, promise=promise, why=" ", at=at)
    with pytest.raises(Invalid):
        actions.make_promise(by=me, party=promise.party, details=actions.PromiseDetails(" "), at=at)
    assert list(Promise.objects.values_list("state", flat=True)) == ["agreed"]


def test_a_viewer_may_not_promise_and_nothing_happened(person, at):
    with pytest.raises(NotAllowed):
        promised(person(Role.VIEWER), at)
    assert not Promise.objects.exists()


def test_the_ledger_says_both_sides_and_how_many_were_kept(person, at):
    me = person()
    first = promised(me, at)
    them = actions.make_promise(
        by=me, party=first.party, details=actions.PromiseDetails("Field list", side="they"), at=at
    )
    kept = actions.make_promise(
        by=me, party=first.party, details=actions.PromiseDetails("Number"), at=at
    )
    actions.keep_promise(by=me, promise=kept, at=at)
    ledger = queries.ledger_of(me, first.party, at + timedelta(days=9))
    assert (ledger.we, ledger.they, ledger.kept_count, ledger.due_count) == ([first], [them], 1, 2)
    assert queries.we_owe_counts(me, [first.party_id]) == {first.party_id: 1}


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


def test_a_new_date_needs_a_reason_and_lies_ahead(me, at):
    promise = promised(me, at)
    actions.snooze_promise(
        by=me, promise=promise, until=(at + timedelta(days=1)).date(), reason="Asked", at=at
    )
    entries = Entry.objects.count()
    for due, why in ((at + timedelta(days=9), " "), (at - timedelta(days=1), "Late")):
        with pytest.raises(Invalid):
            actions.move_promise(by=me, promise=promise, due_at=due, why=why, at=at)
    assert Entry.objects.count() == entries

    actions.move_promise(
        by=me, promise=promise, due_at=at + timedelta(days=9), why="Two junctions open", at=at
    )

    promise.refresh_from_db()
    assert (promise.due_at, promise.reason, promise.snoozed_until) == (
        at + timedelta(days=9), "Two junctions open", None,
    )  # fmt: skip
    row = TimelineRow.objects.get(verb="promise-moved")
    assert (row.text, row.data) == (
        "Two junctions open",
        {
            "due_at": (at + timedelta(days=9)).isoformat(),
            "was": (at + timedelta(days=3)).isoformat(),
        },
    )


def test_a_promise_is_handed_over_with_words_and_the_new_owner_is_told(me, person, at, outbox):
    promise, piotr = promised(me, at), person(name="Piotr")
    actions.hand_over_promise(by=me, promise=promise, to=piotr, words="He waits", at=at)
    promise.refresh_from_db()
    assert promise.owner == piotr
    assert outbox()[-1] == "promises.handed-over"
    assert TimelineRow.objects.get(verb="promise-handed-over").text == "He waits"
    with pytest.raises(Invalid, match="owns this already"):
        actions.hand_over_promise(by=me, promise=promise, to=piotr, at=at)
    gone, blind = person(name="Gone", is_active=False), person(None, name="Blind")
    for to, says in ((gone, "no longer works here"), (blind, "may not see this stakeholder")):
        with pytest.raises(Invalid, match=says):
            actions.hand_over_promise(by=me, promise=promise, to=to, at=at)
    promise.refresh_from_db()
    assert promise.owner == piotr


def test_a_promise_sleeps_with_a_reason_but_not_past_its_day(me, at):
    promise = promised(me, at)
    for until, reason in ((0, "x"), (9, "x"), (2, " ")):
        with pytest.raises(Invalid):
            actions.snooze_promise(
                by=me, promise=promise, until=(at + timedelta(days=until)).date(), reason=reason,
                at=at,
            )  # fmt: skip
    actions.snooze_promise(
        by=me, promise=promise, until=(at + timedelta(days=2)).date(), reason="On leave", at=at
    )
    promise.refresh_from_db()
    assert (promise.snoozed_until, promise.reason) == ((at + timedelta(days=2)).date(), "On leave")


def test_a_settled_promise_is_taken_up_again_with_a_reason(me, at):
    promise = promised(me, at)
    actions.keep_promise(by=me, promise=promise, at=at)
    with pytest.raises(Invalid):
        actions.reopen_promise(by=me, promise=promise, why="", at=at)
    actions.reopen_promise(by=me, promise=promise, why="It fell apart", at=at)
    promise.refresh_from_db()
    assert (promise.state, promise.settled_at, promise.reason) == ("agreed", None, "It fell apart")
    actions.release_promise(by=me, promise=promise, why="", at=at)
    with pytest.raises(Stale):
        actions.reopen_promise(by=me, promise=promise, why="x", at=at)


@pytest.mark.parametrize(
    "act",
    [
        lambda by, p, at: actions.keep_promise(by=by, promise=p, at=at),
        lambda by, p, at: actions.break_promise(by=by, promise=p, why="x", at=at),
        lambda by, p, at: actions.release_promise(by=by, promise=p, why="x", at=at),
        lambda by, p, at: actions.change_promise(by=by, promise=p, words="Other", at=at),
        lambda by, p, at: actions.move_promise(
            by=by, promise=p, due_at=at + timedelta(days=8), why="x", at=at
        ),
        lambda by, p, at: actions.hand_over_promise(by=by, promise=p, to=by, at=at),
        lambda by, p, at: actions.snooze_promise(
            by=by, promise=p, until=(at + timedelta(days=1)).date(), reason="x", at=at
        ),
    ],
)
def test_a_viewer_changes_nothing(me, person, at, act):
    promise, viewer = promised(me, at), person(Role.VIEWER)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        act(viewer, promise, at)
    assert Entry.objects.count() == entries
    promise.refresh_from_db()
    assert (promise.state, promise.words, promise.owner, promise.version) == (
        "agreed", "Revised plan", me, 1,
    )  # fmt: skip


def test_of_two_who_settle_at_once_the_second_is_told(me, person, at):
    mine = promised(me, at)
    theirs = Promise.objects.get(pk=mine.pk)
    actions.keep_promise(by=me, promise=mine, at=at)
    with pytest.raises(Stale, match="kept already"):
        actions.break_promise(by=person(name="Piotr"), promise=theirs, why="x", at=at)
    assert Promise.objects.get().state == "kept"


def test_two_who_change_the_same_words_meet_and_other_fields_merge(me, person, at):
    promise, piotr = promised(me, at), person(name="Piotr")
    actions.change_promise(by=piotr, promise=promise, words="A plan by Piotr", seen=1, at=at)
    with pytest.raises(Conflict):
        actions.change_promise(by=me, promise=promise, words="A plan by Marta", seen=1, at=at)
    actions.move_promise(
        by=me, promise=promise, due_at=at + timedelta(days=9), why="x", seen=1, at=at
    )
    promise.refresh_from_db()
    assert (promise.words, promise.due_at) == ("A plan by Piotr", at + timedelta(days=9))


def test_a_kept_promise_comes_back_by_undo(me, at):
    promise = promised(me, at)
    rows = TimelineRow.objects.count()
    actions.keep_promise(by=me, promise=promise, at=at)
    undo(by=me, entry_id=Entry.objects.filter(verb="promises.keep").get().pk, at=at)
    promise.refresh_from_db()
    assert (promise.state, promise.settled_at) == ("agreed", None)
    assert TimelineRow.objects.count() == rows


def test_words_that_no_database_keeps_are_refused(me, at):
    for details in (actions.PromiseDetails("a\x00b"), actions.PromiseDetails("a", source="\x00")):
        with pytest.raises(Invalid):
            actions.make_promise(by=me, party=party(), details=details, at=at)
    assert not Promise.objects.exists()


def test_only_words_owner_and_moment_are_set_by_hand(me, at):
    promise = promised(me, at)
    with pytest.raises(Invalid, match="state"):
        actions.change_promise(by=me, promise=promise, state="kept", at=at)


def test_who_was_told_of_a_promise_for_named_people_is_told_what_became_of_it(person, at):
    me, reader = person(name="me"), person(name="reader")
    promise = promised(me, at, visibility="named", reader_ids=(reader.pk,))
    actions.keep_promise(by=me, promise=promise, at=at)
    rows = TimelineRow.objects.filter(kind="promise", readers__person=reader).order_by("pk")
    assert list(rows.values_list("verb", flat=True)) == ["promised-we", "promise-kept"]
    assert list(queries.visible_to(person(name="other"))) == []
