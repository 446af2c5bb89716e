"""Levels of participation and the engagement process."""

import itertools

import pytest

from accord.methods import stakeholders
from accord.methods.errors import Refused, UnknownWord
from accord.methods.stakeholders.participation import LEVELS, PRACTICES, PROMISES
from accord.methods.stakeholders.process import CHECKLISTS, ENGAGEMENT_PROCESS, GATES
from accord.methods.workflow import replay, transition


@pytest.mark.parametrize(
    ("impact", "still_open", "holds", "delegated", "level"),
    [
        (False, False, False, False, "inform"),
        (False, True, False, False, "inform"),
        (True, False, False, False, "consult"),
        (True, True, False, False, "involve"),
        (False, False, True, False, "collaborate"),
        (True, True, True, True, "empower"),
        (False, False, False, True, "empower"),
    ],
)
def test_the_least_say_follows_from_impact_openness_and_rights(
    impact, still_open, holds, delegated, level
) -> None:
    found = stakeholders.participation_minimum_level(
        impact_high=impact,
        decision_open=still_open,
        holds_resources_or_rights=holds,
        decision_delegated=delegated,
    ).value

    assert found is not None
    assert found["level"] == level
    assert found["promises"] == list(PROMISES[level])


def test_more_reasons_never_give_less_say() -> None:
    def level(given: tuple[bool, ...]) -> int:
        names = (
            "impact_high",
            "decision_open",
            "holds_resources_or_rights",
            "decision_delegated",
        )
        told = dict(zip(names, given, strict=True))
        found = stakeholders.participation_minimum_level(**told).value
        assert found is not None
        return LEVELS.index(found["level"])

    for given in itertools.product((False, True), repeat=4):
        for i in range(4):
            assert level((*given[:i], True, *given[i + 1 :])) >= level(given)


@pytest.mark.parametrize(
    ("promised", "practice", "minimum", "errors"),
    [
        ("consult", "announced_after_decision", None, ["practice_below_promise"]),
        ("inform", "announced_after_decision", "consult", ["promise_below_minimum"]),
        ("involve", "worked_on_options", "involve", []),
        ("consult", "collaborate", "consult", []),
    ],
)
def test_practice_is_held_against_promise_and_minimum(promised, practice, minimum, errors) -> None:
    assert stakeholders.participation_check(promised, practice, minimum).value == errors


def test_unknown_levels_and_practices_are_refused() -> None:
    for told in (("tell", "inform"), ("inform", "shouted"), ("inform", "inform", "some")):
        with pytest.raises(UnknownWord):
            stakeholders.participation_check(*told)


def test_each_level_has_promises_and_each_practice_a_level() -> None:
    assert tuple(PROMISES) == LEVELS
    assert all(PROMISES.values())
    assert set(PRACTICES.values()) == set(LEVELS)


READY = {"purpose": True, "scope": True, "owner": True, "indicators": True}


def test_nothing_is_carried_out_without_purpose_scope_owner_and_indicators() -> None:
    assert transition(ENGAGEMENT_PROCESS, "prepare", "begin", READY).target == "implement"
    for missing in READY:
        with pytest.raises(Refused) as refused:
            transition(ENGAGEMENT_PROCESS, "prepare", "begin", READY | {missing: False})
        assert refused.value.unmet == (missing,)


def test_nothing_closes_before_the_participants_have_feedback() -> None:
    with pytest.raises(Refused):
        transition(ENGAGEMENT_PROCESS, "improve", "close", READY)

    step = transition(ENGAGEMENT_PROCESS, "improve", "close", {"feedback_sent": True})
    assert step.target == "closed"
    assert ENGAGEMENT_PROCESS.final == {"closed"}


def test_the_process_can_start_over_from_its_review() -> None:
    events = ["commit", "agree_scope", "agree_plan", "begin", "finish", "plan_again"]

    assert replay(ENGAGEMENT_PROCESS, "commitment", events) == {"state": "plan", "error_at": None}


def test_open_items_name_the_gate_they_keep_shut() -> None:
    done = dict.fromkeys(("commitment", "integration", "purpose", "scope", "mandate"), True)
    result = stakeholders.engagement_process_open_items("scope", done)

    assert result.value == ["owner", "stakeholders"]
    assert result.flags == ("gate_implement",)
    with pytest.raises(UnknownWord):
        stakeholders.engagement_process_open_items("scope", {"cake": True})
    with pytest.raises(UnknownWord):
        stakeholders.engagement_process_open_items("party", {})


def test_gates_ask_for_items_of_earlier_stages() -> None:
    stages = [*CHECKLISTS, "closed"]
    for gate, items in GATES.items():
        earlier = {item for at in stages[: stages.index(gate)] for item in CHECKLISTS[at]}
        assert set(items) <= earlier
    assert set(ENGAGEMENT_PROCESS.states) == set(stages)
