"""Who may not be the same person, and whose eyes are above no hierarchy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from accord.methods import inputs
from accord.methods.capability.levels import NEVER, demand_level
from accord.methods.errors import BadInput
from accord.methods.result import Method, Result, basis

SEPARATION_OF_DUTIES: Final = Method("separation_of_duties")
ROLE_CONFLICTS: Final = Method("role_conflicts")


@dataclass(frozen=True, slots=True)
class Separation:
    """In matters of `kinds`, who did `first` must not do `second`."""

    kinds: frozenset[str]
    first: str
    second: str


SEPARATIONS: Final = (
    Separation(frozenset({"strategy", "agreement", "crisis_message"}), "proposer", "approver"),
    Separation(frozenset({"complaint_stage_2"}), "handler", "reviewer"),
    Separation(frozenset({"capa"}), "implementer", "verifier"),
    Separation(frozenset({"role", "sfia_evidence"}), "owner", "approver"),
)
KINDS: Final = frozenset(kind for separation in SEPARATIONS for kind in separation.kinds)

BREAK_GLASS: Final = ("reason_given", "logged", "owner_told", "reviewed")
"""What goes with every access that a person takes against the rules in an emergency."""

CUSTODIANS_ONLY: Final = frozenset({"wellbeing", "grievance_identity"})
"""Records outside the hierarchy: named custodians see them, no level and no superior does."""


def separation_of_duties(kind: str, people: Mapping[str, str]) -> Result[list[list[str]]]:
    """List the pairs of duties [first, second] of a matter that lie in one hand; empty is good.

    `people` names the person by duty; a duty not yet taken may be left out. Refuses an unknown
    kind and a duty that the kind does not have (`UnknownWord`).
    """
    inputs.word("kind", kind, KINDS)
    separations = [one for one in SEPARATIONS if kind in one.kinds]
    duties = {duty for one in separations for duty in (one.first, one.second)}
    for duty in people:
        inputs.word("duty", duty, duties)
    found = [
        [one.first, one.second]
        for one in separations
        if one.first in people and people[one.first] == people.get(one.second)
    ]
    rests_on = basis({"kind": kind, "people": people}, n=len(people))
    return SEPARATION_OF_DUTIES.answer(found, rests_on)


def role_conflicts(level: int, permissions: list[str]) -> Result[list[str]]:
    """List a person's permissions that a holder of the level's role must not have, sorted."""
    demand_level(level)
    if isinstance(permissions, str):
        raise BadInput("permissions must be a list")
    found = sorted(NEVER.get(level, frozenset()) & set(permissions))
    rests_on = basis({"level": level, "permissions": permissions}, n=len(permissions))
    return ROLE_CONFLICTS.answer(found, rests_on)
