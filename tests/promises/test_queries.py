from datetime import timedelta

import pytest

from accord.features.promises import actions, queries
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(person):
    """Two departments side by side, somebody in each, somebody over both."""
    here = department("Here")
    there = department("There")
    return {
        "here": here,
        "there": there,
        "mine": person(Role.PRACTITIONER, department=here, name="mine"),
        "theirs": person(Role.PRACTITIONER, department=there, name="theirs"),
        "lead": person(Role.LEAD, name="lead"),
    }


def made(at, whose, **details):
    given = actions.PromiseDetails("Plan", **details)
    return actions.make_promise(by=SYSTEM, party=whose, details=given, at=at)


@pytest.mark.parametrize(
    ("of_party", "of_promise", "seen"),
    [
        ("everyone", "everyone", {"mine", "theirs", "lead"}),
        ("department", "everyone", {"mine", "lead"}),
        ("named", "everyone", set()),
        ("everyone", "department", {"mine", "lead"}),
        ("everyone", "named", set()),
    ],
)
def test_who_sees_a_promise(house, at, of_party, of_promise, seen):
    whose = party(department_id=house["here"].pk, visibility=of_party)
    made(at, whose, visibility=of_promise)
    found = {
        name for name in ("mine", "theirs", "lead") if queries.visible_to(house[name]).exists()
    }
    assert found == seen


def test_its_owner_and_its_readers_see_a_restricted_promise(house, at):
    whose = party()
    made(at, whose, visibility="named", owner_id=house["theirs"].pk, reader_ids=(house["mine"].pk,))
    found = {
        name for name in ("mine", "theirs", "lead") if queries.visible_to(house[name]).exists()
    }
    assert found == {"mine", "theirs"}


def test_nobody_without_a_grant_sees_any(person, at):
    made(at, party())
    assert not queries.visible_to(person(None)).exists()
    assert queries.visible_to(SYSTEM).count() == 1


def test_what_is_owed_stands_soonest_first_and_undated_last(person, at):
    me, whose = person(), party()
    for words, days in (("later", 9), ("none", None), ("soon", 1)):
        due = at + timedelta(days=days) if days else None
        details = actions.PromiseDetails(words, due_at=due)
        actions.make_promise(by=me, party=whose, details=details, at=at)
    theirs = actions.PromiseDetails("theirs", side="they")
    actions.make_promise(by=me, party=whose, details=theirs, at=at)
    assert [promise.words for promise in queries.owed_by(me, [me.pk])] == ["soon", "later", "none"]
    assert queries.late_count(me, at + timedelta(days=2)) == 1
    assert queries.open_between(me, [whose.pk]) == {whose.pk: 4}


def test_late_ones_are_counted_by_the_department_of_their_owner(house, at):
    whose = party()
    for owner, days in (("mine", 1), ("mine", 9), ("theirs", 1)):
        made(at, whose, owner_id=house[owner].pk, due_at=at + timedelta(days=days))
    assert queries.late_by_department(house["lead"], at + timedelta(days=2)) == {
        house["here"].pk: (2, 1),
        house["there"].pk: (1, 1),
    }
