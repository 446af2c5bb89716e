from datetime import timedelta

import pytest

from accord.features.promises import actions, queries
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import TimelineRow
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
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
