"""Levels, separated duties, evidence."""

import pytest

from accord.methods import capability
from accord.methods.capability.duties import KINDS
from accord.methods.errors import BadInput, FutureDated, UnknownWord


def test_permissions_add_up_from_level_to_level() -> None:
    held = [set(capability.sfia_rlmt_permissions(level).value or []) for level in (4, 5, 6, 7)]

    assert [len(permissions) for permissions in held] == [6, 12, 18, 23]
    assert held[0] < held[1] < held[2] < held[3]
    assert "approve_sfia_role" in held[3] - held[2]


@pytest.mark.parametrize("level", [3, 8, 0, "5", True, None])
def test_a_level_that_the_skill_does_not_have_is_refused(level) -> None:
    with pytest.raises(UnknownWord):
        capability.sfia_rlmt_permissions(level)


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("strategy", "proposer", "approver"),
        ("agreement", "proposer", "approver"),
        ("crisis_message", "proposer", "approver"),
        ("complaint_stage_2", "handler", "reviewer"),
        ("capa", "implementer", "verifier"),
        ("role", "owner", "approver"),
        ("sfia_evidence", "owner", "approver"),
    ],
)
def test_duties_lie_in_two_hands(kind, first, second) -> None:
    one_hand = {first: "ann", second: "ann"}
    two_hands = {first: "ann", second: "bo"}

    assert capability.separation_of_duties(kind, one_hand).value == [[first, second]]
    assert capability.separation_of_duties(kind, two_hands).value == []
    assert capability.separation_of_duties(kind, {first: "ann"}).value == []
    assert kind in KINDS


def test_unknown_matters_and_duties_are_refused() -> None:
    with pytest.raises(UnknownWord):
        capability.separation_of_duties("lunch", {})
    with pytest.raises(UnknownWord):
        capability.separation_of_duties("capa", {"proposer": "ann"})


def test_who_is_last_in_the_ladder_does_not_edit_cases() -> None:
    assert capability.role_conflicts(7, ["edit_case", "set_policy"]).value == ["edit_case"]
    assert capability.role_conflicts(6, ["edit_case"]).value == []
    with pytest.raises(BadInput):
        capability.role_conflicts(7, "edit_case")


def item(responsibility: str, **other: object) -> dict[str, object]:
    return {
        "responsibility": responsibility,
        "claim": "kept the plan",
        "records": ["T-0118"],
        "reflection": "start earlier",
        "assessor": "bo",
        "day": "2026-03-01",
        **other,
    }


def portfolio(**other: object) -> list[dict[str, object]]:
    return [item(one, **other) for one in capability.LEVELS[4].responsibilities for _ in range(3)]


def test_a_full_portfolio_is_ready_for_people_to_judge() -> None:
    result = capability.evidence_check(
        4, "ann", portfolio(), on="2026-05-01", stated=capability.ATTRIBUTES
    )

    assert result.value is not None
    assert result.value["ready_for_judgement"] is True
    assert result.value["unusable"] == []
    assert result.n == 15
    assert "level" not in result.value


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"claim": " "}, "no_claim"),
        ({"records": []}, "no_records"),
        ({"reflection": ""}, "no_reflection"),
        ({"assessor": ""}, "no_assessor"),
        ({"assessor": "ann"}, "own_assessor"),
        ({"day": "2025-04-30"}, "too_old"),
    ],
)
def test_an_item_without_a_part_does_not_count(other, problem) -> None:
    items = [*portfolio()[1:], item("carry_out_plans", **other)]
    result = capability.evidence_check(
        4, "ann", items, on="2026-05-01", stated=capability.ATTRIBUTES
    )

    assert result.value is not None
    assert result.value["unusable"] == [[14, problem]]
    assert result.value["responsibilities"]["carry_out_plans"] == {"items": 2, "enough": False}
    assert result.value["ready_for_judgement"] is False


def test_withdrawn_items_and_unstated_attributes_leave_gaps() -> None:
    result = capability.evidence_check(
        4, "ann", portfolio(withdrawn=True), on="2026-05-01", stated=["autonomy"]
    )

    assert result.value is not None
    assert result.n == 0
    assert result.value["missing_attributes"] == list(capability.ATTRIBUTES[1:])


def test_a_year_back_from_a_leap_day_is_the_28th() -> None:
    day_before, day_of = (
        capability.evidence_check(4, "ann", [item("carry_out_plans", day=day)], on="2028-02-29")
        for day in ("2027-02-27", "2027-02-28")
    )

    assert (day_before.n, day_of.n) == (0, 1)


def test_evidence_from_the_future_or_for_unknown_things_is_refused() -> None:
    with pytest.raises(FutureDated):
        capability.evidence_check(4, "ann", [item("carry_out_plans")], on="2026-01-01")
    with pytest.raises(UnknownWord):
        capability.evidence_check(4, "ann", [item("set_vision_and_roles")], on="2026-05-01")
    with pytest.raises(UnknownWord):
        capability.evidence_check(4, "ann", [], on="2026-05-01", stated=["charm"])
    with pytest.raises(UnknownWord):
        capability.evidence_check(9, "ann", [], on="2026-05-01")


def test_rules_that_are_data_stand() -> None:
    assert "no_ranking_of_people" in capability.RULES
    assert "logged" in capability.BREAK_GLASS
    assert {"wellbeing", "grievance_identity"} == capability.CUSTODIANS_ONLY
