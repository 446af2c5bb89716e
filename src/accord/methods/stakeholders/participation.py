"""How much say a group gets in a decision: the five levels of public participation.

The levels are those of the IAP2 Spectrum; the rules are our own.
"""

from collections.abc import Mapping
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

LEVELS: Final = ("inform", "consult", "involve", "collaborate", "empower")
"""From the least influence to the most."""

PROMISES: Final[Mapping[str, tuple[str, ...]]] = {
    "inform": ("tell_what_is_planned_and_decided",),
    "consult": ("listen_before_deciding", "tell_how_input_changed_the_decision"),
    "involve": (
        "work_concerns_into_the_options",
        "tell_how_input_changed_the_decision",
    ),
    "collaborate": (
        "seek_the_solution_together",
        "take_advice_as_far_as_possible",
        "tell_how_input_changed_the_decision",
    ),
    "empower": ("carry_out_what_they_decide",),
}
"""What is owed to the group at each level; each is to be kept as a promise of kind engagement."""

PRACTICES: Final[Mapping[str, str]] = {
    "announced_after_decision": "inform",
    "told_before_decision": "inform",
    "asked_for_comments": "consult",
    "worked_on_options": "involve",
    "decided_jointly": "collaborate",
    "left_decision_to_them": "empower",
}
"""The level that a practice really is, whatever it was called."""

PARTICIPATION_MINIMUM_LEVEL: Final = Method("participation_minimum_level")
PARTICIPATION_CHECK: Final = Method("participation_check")


class MinimumLevel(TypedDict):
    level: str
    reasons: list[str]
    promises: list[str]


def participation_minimum_level(
    *,
    impact_high: bool,
    decision_open: bool,
    holds_resources_or_rights: bool = False,
    decision_delegated: bool = False,
) -> Result[MinimumLevel]:
    """Find the least say that a group must get, why, and what it is thereby promised.

    Inform always; consult if the impact on the group is high; involve if the decision is also
    still open; collaborate if they hold resources or rights that are needed; empower only if the
    right to decide is formally delegated to them.
    """
    given = {
        "impact_high": inputs.yes_or_no("impact_high", impact_high),
        "decision_open": inputs.yes_or_no("decision_open", decision_open),
        "holds_resources_or_rights": inputs.yes_or_no(
            "holds_resources_or_rights", holds_resources_or_rights
        ),
        "decision_delegated": inputs.yes_or_no("decision_delegated", decision_delegated),
    }
    asked = {
        "consult": ("high_impact", impact_high),
        "involve": ("decision_still_open", impact_high and decision_open),
        "collaborate": ("holds_resources_or_rights", holds_resources_or_rights),
        "empower": ("decision_delegated", decision_delegated),
    }
    level = max(("inform", *(at for at, (_, holds) in asked.items() if holds)), key=LEVELS.index)
    found: MinimumLevel = {
        "level": level,
        "reasons": [reason for reason, holds in asked.values() if holds],
        "promises": list(PROMISES[level]),
    }
    return PARTICIPATION_MINIMUM_LEVEL.answer(found, basis(given))


def participation_check(
    promised: str, practice: str, minimum: str | None = None
) -> Result[list[str]]:
    """List what is wrong with how a group took part; empty is good.

    `promised` and `minimum` are levels; `practice` is a word of `PRACTICES` or a level.
    `practice_below_promise` when less was done than promised, `promise_below_minimum` when less
    was promised than the group must get. Refuses other words (`UnknownWord`).
    """
    inputs.word("promised", promised, LEVELS)
    inputs.word("practice", practice, {*PRACTICES, *LEVELS})
    if minimum is not None:
        inputs.word("minimum", minimum, LEVELS)
    given = {"promised": promised, "practice": practice, "minimum": minimum}
    done = LEVELS.index(PRACTICES.get(practice, practice))
    errors = []
    if done < LEVELS.index(promised):
        errors.append("practice_below_promise")
    if minimum is not None and LEVELS.index(promised) < LEVELS.index(minimum):
        errors.append("promise_below_minimum")
    return PARTICIPATION_CHECK.answer(errors, basis(given))
