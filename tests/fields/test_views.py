import pytest

from accord.foundation.accounts import actions as accounts
from accord.foundation.fields import actions, queries
from accord.foundation.fields.models import SavedView
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM

pytestmark = pytest.mark.django_db
STATE = {"filters": ["tier:is:key"], "sort": "-contact"}


def department(name, parent, at):
    return accounts.add_department(by=SYSTEM, name=name, parent=parent, at=at)


def seen(user):
    return [view.name for view in queries.views_visible_to(user, "stakeholders")]


def test_a_view_is_seen_by_its_owner_its_branch_or_everybody(person, at):
    water = department("Water", None, at)
    labs, roads = department("Labs", water, at), department("Roads", None, at)
    ann = person(Role.LEAD, name="ann", department=water)
    below = person(Role.VIEWER, name="below", department=labs)
    other = person(Role.VIEWER, name="other", department=roads)
    for scope in ("private", "team", "public"):
        actions.save_view(by=ann, area="stakeholders", name=scope, state=STATE, scope=scope, at=at)
    actions.save_view(by=ann, area="promises", name="elsewhere", state=STATE, at=at)
    assert seen(ann) == ["private", "team", "public"]
    assert seen(below) == ["team", "public"]
    assert seen(other) == ["public"]
    mine = SavedView.objects.get(name="team")
    assert queries.view_visible_to(below, mine.pk) == mine
    assert queries.view_visible_to(other, mine.pk) is None


def test_only_its_owner_changes_a_view_and_a_viewer_shares_none(person, at):
    ann, bob = person(Role.LEAD, name="ann"), person(Role.LEAD, name="bob")
    viewer = person(Role.VIEWER)
    view = actions.save_view(
        by=ann, area="stakeholders", name="Mine", state=STATE, scope="public", at=at
    )
    entries = Entry.objects.count()
    for attempt in (
        lambda: actions.keep_view(by=bob, view=view, state={}, at=at),
        lambda: actions.rename_view(by=bob, view=view, name="His", at=at),
        lambda: actions.pin_view(by=bob, view=view, is_pinned=True, at=at),
        lambda: actions.remove_view(by=bob, view=view, at=at),
        lambda: actions.save_view(
            by=viewer, area="stakeholders", name="All", state={}, scope="public", at=at
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    view.refresh_from_db()
    assert (view.name, view.state, Entry.objects.count()) == ("Mine", STATE, entries)


def test_a_view_needs_a_name_and_a_team_a_department(person, at):
    me = person(Role.LEAD)
    for name, scope in (("  ", "private"), ("a\x00", "private"), ("Team", "team")):
        with pytest.raises(Invalid):
            actions.save_view(by=me, area="a", name=name, state={}, scope=scope, at=at)
    assert SavedView.objects.count() == 0


def test_views_are_pinned_renamed_kept_and_removed(person, at):
    me = person(Role.VIEWER)
    view = actions.save_view(by=me, area="stakeholders", name="Key", state=STATE, at=at)
    actions.pin_view(by=me, view=view, is_pinned=True, at=at)
    actions.rename_view(by=me, view=view, name=" Closest ", at=at)
    actions.keep_view(by=me, view=view, state={"sort": "name"}, at=at)
    assert queries.ask_pinned(me)() == [(view.pk, "Closest", "stakeholders")]
    assert [v.state for v in queries.views_visible_to(me, "stakeholders")] == [{"sort": "name"}]
    actions.remove_view(by=me, view=view, at=at)
    assert (seen(me), queries.ask_pinned(me)()) == ([], [])
