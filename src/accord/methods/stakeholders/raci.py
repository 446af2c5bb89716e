"""Who is responsible, accountable, consulted, informed, and whether that can work."""

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from accord.methods import inputs
from accord.methods.result import Basis, Method, Result, basis

Assignments = Mapping[str, Mapping[str, str]]
"""A cell by activity, then by role."""

CELLS: Final = ("R", "A", "C", "I", "A/R", "")
RESPONSIBLE: Final = frozenset({"R", "A/R"})
ACCOUNTABLE: Final = frozenset({"A", "A/R"})
MAX_RESPONSIBLE: Final = 3
FEWEST_FOR_ONE_ROLE_ON_ALL: Final = 3

RACI_CHECK: Final = Method("raci_check")
RACI_WARNINGS: Final = Method("raci_warnings")
RACI_ACCOUNTABLE: Final = Method("raci_accountable")


class _Row(NamedTuple):
    responsible: frozenset[str]
    accountable: frozenset[str]
    consulted: frozenset[str]


def raci_check(
    matrix: Assignments,
    max_r: int = MAX_RESPONSIBLE,
    groups: Collection[str] = (),
    complained_about: str | None = None,
) -> Result[list[list[str]]]:
    """List a matrix's errors as [activity, error], sorted; an activity with one cannot start.

    `matrix` holds a cell (R, A, C, I, A/R or nothing) by activity and role; A/R counts as both.
    E1 nobody accountable, E2 more than one, E3 nobody responsible, E4 a group holds A (`groups`
    names the roles that are no single person), E5 the role complained about is responsible. What
    only deserves a second look stands in `raci_warnings`, whose codes are the flags of this
    answer. Refuses other cells (`UnknownWord`).
    """
    rows = _rows(matrix)
    found = [
        [activity, error]
        for activity, row in rows.items()
        for error in _errors_of(row, frozenset(groups), complained_about)
    ]
    warned = _warnings(matrix, rows, inputs.count("max_r", max_r))
    rests_on = _basis(matrix, max_r, groups=groups, complained_about=complained_about)
    return RACI_CHECK.answer(sorted(found), rests_on, *sorted({code for _, code in warned}))


def raci_warnings(
    matrix: Assignments,
    max_r: int = MAX_RESPONSIBLE,
    absent: Collection[str] = (),
    deputies: Mapping[str, str] | None = None,
) -> Result[list[list[str]]]:
    """List what deserves a second look, as [activity or role, warning], sorted.

    W1 more than `max_r` responsible, W2 more than half of the roles are consulted, W3 a role
    with no cell at all, W4 one role accountable for every activity (three or more), W5 an absent
    role is accountable and has no deputy who is there.
    """
    rows = _rows(matrix)
    found = _warnings(matrix, rows, inputs.count("max_r", max_r))
    stand_ins = deputies or {}
    for role in sorted(frozenset(absent)):
        covered = role in stand_ins and stand_ins[role] not in absent
        if not covered and any(role in row.accountable for row in rows.values()):
            found.append([role, "W5_absent_without_deputy"])
    rests_on = _basis(matrix, max_r, absent=absent, deputies=deputies)
    return RACI_WARNINGS.answer(sorted(found), rests_on)


def raci_accountable(
    delegator: str, delegate: str | None = None, *, accepted: bool = False
) -> Result[str]:
    """Say who is accountable: a delegation leaves it with the delegator until it is accepted."""
    holder = delegate if delegate and accepted else delegator
    told = {"delegator": delegator, "delegate": delegate, "accepted": accepted}
    return RACI_ACCOUNTABLE.answer(holder, basis(told))


def _rows(matrix: Assignments) -> dict[str, _Row]:
    for activity, cells in matrix.items():
        for role, cell in cells.items():
            inputs.word(f"the cell of {role} in {activity}", cell, CELLS)
    return {
        activity: _Row(
            responsible=frozenset(role for role, cell in cells.items() if cell in RESPONSIBLE),
            accountable=frozenset(role for role, cell in cells.items() if cell in ACCOUNTABLE),
            consulted=frozenset(role for role, cell in cells.items() if cell == "C"),
        )
        for activity, cells in matrix.items()
    }


def _errors_of(row: _Row, groups: frozenset[str], complained_about: str | None) -> list[str]:
    wrong = {
        "E1_no_accountable": not row.accountable,
        "E2_multiple_accountable": len(row.accountable) > 1,
        "E3_no_responsible": not row.responsible,
        "E4_group_accountable": bool(row.accountable & groups),
        "E5_subject_responsible": complained_about in row.responsible,
    }
    return [error for error, holds in wrong.items() if holds]


def _warnings(matrix: Assignments, rows: Mapping[str, _Row], max_r: int) -> list[list[str]]:
    roles = sorted({role for cells in matrix.values() for role in cells})
    found = []
    for activity, row in rows.items():
        if len(row.responsible) > max_r:
            found.append([activity, "W1_many_responsible"])
        if 2 * len(row.consulted) > len(roles):
            found.append([activity, "W2_many_consulted"])
    for role in roles:
        if not any(cells.get(role) for cells in matrix.values()):
            found.append([role, "W3_role_without_part"])
        everywhere = all(role in row.accountable for row in rows.values())
        if everywhere and len(rows) >= FEWEST_FOR_ONE_ROLE_ON_ALL:
            found.append([role, "W4_accountable_for_all"])
    return found


def _basis(matrix: Assignments, max_r: int, **also: object) -> Basis:
    return basis({"matrix": matrix, **also}, n=len(matrix), max_r=max_r)
