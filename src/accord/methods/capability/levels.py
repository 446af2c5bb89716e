"""Stakeholder relationship management (SFIA 9, RLMT) at levels 4 to 7, in words of our own.

A permission comes from a role that was assigned with a scope, never from a level; a level is what
collected evidence can support, and people judge it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from accord.methods.errors import UnknownWord
from accord.methods.result import Method, Result, basis

SFIA_RLMT_PERMISSIONS: Final = Method("sfia_rlmt_permissions")


@dataclass(frozen=True, slots=True)
class Level:
    """A level: its role in the system, what it adds, what it answers for, what shows it."""

    role: str
    scope: str
    permissions: frozenset[str]
    responsibilities: tuple[str, ...]
    evidence: tuple[str, ...]


LEVELS: Final[Mapping[int, Level]] = {
    4: Level(
        role="relationship_practitioner",
        scope="assigned",
        permissions=frozenset(
            {
                "record_interaction",
                "resolve_issue",
                "propose_capa",
                "collect_feedback",
                "send_approved_message",
                "view_assigned_stakeholders",
            }
        ),
        responsibilities=(
            "carry_out_plans",
            "deal_with_problems",
            "spread_information",
            "measure_by_feedback",
            "develop_relationships",
        ),
        evidence=(
            "plan_actions_in_time",
            "own_promises_kept",
            "issues_resolved_in_time",
            "actions_proposed_and_effective",
            "lessons_recorded_and_reused",
            "feedback_response_rate",
        ),
    ),
    5: Level(
        role="relationship_lead",
        scope="group",
        permissions=frozenset(
            {
                "edit_engagement_plan",
                "set_desired_engagement",
                "approve_message",
                "run_survey",
                "assign_work",
                "view_group_health",
            }
        ),
        responsibilities=(
            "find_needs_of_groups",
            "turn_strategy_into_activities",
            "make_discussion_open",
            "be_single_point_of_contact",
            "keep_plans",
            "give_informed_feedback",
            "support_decisions",
            "share_information",
        ),
        evidence=(
            "needs_with_sources",
            "plan_versions",
            "engagement_gaps_closed",
            "sessions_with_outcomes_and_rating",
            "surveys_of_quality",
            "decision_notes",
            "distribution_coverage",
        ),
    ),
    6: Level(
        role="relationship_manager",
        scope="portfolio",
        permissions=frozenset(
            {
                "approve_strategy",
                "approve_agreement",
                "close_major_issue",
                "declare_crisis",
                "view_portfolio",
                "approve_external_dispute",
            }
        ),
        responsibilities=(
            "lead_strategies_and_plans",
            "keep_senior_relations_long_term",
            "facilitate_between_stakeholders",
            "negotiate_to_needs_and_agreements",
            "oversee_monitoring_and_lessons",
            "lead_improvement",
        ),
        evidence=(
            "strategies_approved_and_reviewed",
            "agreements_with_interests_and_options",
            "health_of_senior_relations",
            "shared_issues_resolved",
            "portfolio_reviews",
            "effects_of_improvements",
            "resolutions_holding_at_90_days",
        ),
    ),
    7: Level(
        role="executive_sponsor",
        scope="enterprise",
        permissions=frozenset(
            {
                "set_policy",
                "set_risk_appetite",
                "sponsor_relationship",
                "approve_sfia_role",
                "view_enterprise_dashboard",
            }
        ),
        responsibilities=(
            "set_approach_to_objectives",
            "keep_executive_relations_long_term",
            "set_vision_and_roles",
            "answer_for_results",
        ),
        evidence=(
            "policy_and_appetite_versions",
            "sponsored_relations",
            "scorecard_alignment",
            "independent_assurance",
            "succession",
            "crisis_lessons_carried_out",
        ),
    ),
}
NEVER: Final[Mapping[int, frozenset[str]]] = {7: frozenset({"edit_case"})}
"""What a level's role must not be able to do, whoever else grants it."""


def sfia_rlmt_permissions(level: int) -> Result[list[str]]:
    """List the permissions of a level's role and of those below it, sorted.

    Refuses a level other than 4 to 7 (`UnknownWord`): SFIA defines this skill at no other.
    Source: SFIA 9, RLMT; the mapping to permissions is our own.
    """
    demand_level(level)
    found = {one for at, entry in LEVELS.items() if at <= level for one in entry.permissions}
    return SFIA_RLMT_PERMISSIONS.answer(sorted(found), basis({"level": level}))


def demand_level(level: int) -> Level:
    if isinstance(level, bool) or level not in LEVELS:
        raise UnknownWord(f"the level must be 4, 5, 6 or 7, not {level!r}")
    return LEVELS[level]
