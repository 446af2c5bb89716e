"""The tree of departments: made, moved, closed, never a circle."""

import pytest

from accord.foundation.accounts import actions, queries
from accord.foundation.accounts.models import Department
from accord.foundation.kernel.errors import Invalid, Stale

pytestmark = pytest.mark.django_db


def test_departments_form_a_tree_and_move_with_all_below_them(boss, house, at):
    assert [(b.department.name, b.depth) for b in queries.branches()] == [
        ("office", 0), ("works", 0), ("network", 1), ("north", 2),
    ]  # fmt: skip
    actions.move_department(by=boss, department=house["network"], parent=house["office"], at=at)
    assert [(b.department.name, b.depth) for b in queries.branches()] == [
        ("office", 0), ("network", 1), ("north", 2), ("works", 0),
    ]  # fmt: skip
    paths = dict(Department.objects.values_list("name", "path"))
    keys = {name: row.pk for name, row in house.items()}
    assert paths["north"] == f"/{keys['office']}/{keys['network']}/{keys['north']}/"


def test_a_department_can_not_lie_below_itself(boss, house, nothing_happens, at):
    for below in ("works", "network", "north"):
        nothing_happens(
            Invalid,
            lambda b=below: actions.move_department(
                by=boss, department=house["works"], parent=house[b], at=at
            ),
        )


def test_two_moves_that_would_make_a_circle_do_not(boss, house, nothing_happens, at):
    stale = Department.objects.get(pk=house["network"].pk)
    actions.move_department(by=boss, department=house["works"], parent=house["office"], at=at)
    nothing_happens(
        Invalid,
        lambda: actions.move_department(by=boss, department=house["office"], parent=stale, at=at),
    )


def test_a_department_closes_when_nobody_and_nothing_is_left_in_it(
    boss, person, house, nothing_happens, at
):
    anna = person(None, name="anna")
    actions.change_person(by=boss, person=anna, department=house["north"], at=at)
    for name in ("network", "north"):
        nothing_happens(
            Stale,
            lambda n=name: actions.close_department(by=boss, department=house[n], at=at),
        )
    actions.change_person(by=boss, person=anna, department=None, at=at)
    actions.close_department(by=boss, department=house["north"], at=at)
    assert [b.department.name for b in queries.branches()] == ["office", "works", "network"]
    assert len(queries.branches(closed=True)) == 4
    nothing_happens(
        Invalid,
        lambda: actions.add_department(by=boss, name="x", parent=house["north"], at=at),
    )
    nothing_happens(
        Invalid,
        lambda: actions.change_person(by=boss, person=anna, department=house["north"], at=at),
    )
    actions.open_department(by=boss, department=house["north"], at=at)
    assert len(queries.branches()) == 4


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 121])
def test_a_department_needs_a_name(boss, house, nothing_happens, name, at):
    for act in (
        lambda: actions.add_department(by=boss, name=name, parent=None, at=at),
        lambda: actions.rename_department(by=boss, department=house["works"], name=name, at=at),
    ):
        assert nothing_happens(Invalid, act).field == "name"
