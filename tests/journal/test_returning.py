"""What was undone and came back: it stands again, says so, and can be undone once more."""

import pytest

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Party
from accord.foundation.journal.batch import Touch, touched_by
from accord.foundation.journal.models import Entry
from accord.foundation.journal.queries import history
from accord.foundation.journal.returning import undone_among
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.roles import Role
from accord.overview.admin.queries import trail_page
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(person):
    return person(Role.MANAGER)


def summaries():
    return list(Party.objects.order_by("pk").values_list("summary", flat=True))


def said_undone(vetter):
    """Give, newest first, whether history calls each change undone; the trail says the same."""
    changes = history("stakeholders.party", vetter.pk)
    keys = {one.entry_id for one in changes if one.undone}
    assert keys == {one.id for one in trail_page({}, before=None).lines if one.is_undone}
    return [one.undone for one in changes]


def test_an_act_that_came_back_stands_and_is_undone_again(me, at):
    vetter = party("Vetter")
    actions.change_party(by=me, party=vetter, summary="Farmer", at=at)
    first = Entry.objects.latest("id").pk
    assert said_undone(vetter) == [False, False]
    done = undo(by=me, entry_id=first, at=at)
    assert said_undone(vetter) == [False, True, False]
    undo(by=me, entry_id=done.entry_id, at=at)
    assert summaries() == ["Farmer"]
    assert said_undone(vetter) == [False, True, False, False]

    again = undo(by=me, entry_id=first, at=at)
    assert (again.kept, summaries()) == ([], [""])
    with pytest.raises(Stale, match="undone already"):
        undo(by=me, entry_id=first, at=at)
    with pytest.raises(Stale, match="undone already"):
        undo(by=me, entry_id=done.entry_id, at=at)
    assert summaries() == [""]

    undo(by=me, entry_id=again.entry_id, at=at)
    assert summaries() == ["Farmer"]
    with pytest.raises(Stale, match="undone already"):
        undo(by=me, entry_id=done.entry_id, at=at)
    assert undo(by=me, entry_id=first, at=at).kept == []
    assert summaries() == [""]


def test_what_somebody_wrote_after_it_came_back_stays(me, at):
    vetter = party("Vetter")
    actions.change_party(by=me, party=vetter, summary="Farmer", at=at)
    first = Entry.objects.latest("id").pk
    undo(by=me, entry_id=undo(by=me, entry_id=first, at=at).entry_id, at=at)
    vetter.refresh_from_db()
    actions.change_party(by=me, party=vetter, summary="Chair", at=at)

    done = undo(by=me, entry_id=first, at=at)

    assert [(kept.field, kept.reason) for kept in done.kept] == [("summary", "changed since")]
    assert summaries() == ["Chair"]


def test_entries_that_nobody_undid_are_not_asked_about(django_assert_num_queries, at):
    party("Vetter")
    found = list(Entry.objects.all())
    with django_assert_num_queries(0):
        assert undone_among(found) == set()


def come_to(row, ops):
    """Give what a row comes to whose summary counted up while it came, changed and went."""
    touches = []
    for place, op in enumerate(ops):
        before, row.summary = {"summary": row.summary}, str(place)
        if op == "~":
            touches.append(Touch.changed(row, before, {"summary": row.summary}))
        else:
            touches.append(Touch.added(row) if op == "+" else Touch.removed(row))
    found = touched_by(touches).get("stakeholders.party")
    if found is None:
        return None
    changed = [(before["summary"], after["summary"]) for _pk, before, after in found.changed]
    return len(found.added), changed, [before["summary"] for _pk, before in found.removed]


@pytest.mark.parametrize(
    ("ops", "outcome"),
    [
        ("+", (1, [], [])), ("-", (0, [], ["0"])), ("+-", None), ("+~-", None),
        ("-+", (0, [("0", "1")], [])), ("-+-", (0, [], ["0"])), ("+-+", (1, [], [])),
        ("~-+~", (0, [("", "0"), ("1", "2"), ("2", "3")], [])), ("~-+~-", (0, [("", "0")], ["1"])),
        ("+-+~", (1, [("2", "3")], [])),
    ],
)  # fmt: skip
def test_rows_that_come_and_go_in_one_transaction_count_as_what_they_come_to(ops, outcome):
    assert come_to(party("Vetter"), ops) == outcome
