"""The trade's mathematics: pure functions that know neither the framework nor the database.

Each function of `METHODS` takes plain data and gives a `Result`. Its key is its name.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from accord.methods import calendar, capability, stakeholders, surveys, teamwork, workflow
from accord.methods.decay import half_life_decay
from accord.methods.result import Result

METHODS: Final[Mapping[str, Callable[..., Result[Any]]]] = MappingProxyType(
    {
        method.__name__: method
        for method in (
            # who matters, and how we stand with them
            half_life_decay,
            stakeholders.ratings_median,
            stakeholders.mendelow_quadrant,
            stakeholders.influence_impact_quadrant,
            stakeholders.grid_placement,
            stakeholders.grid_effort_check,
            stakeholders.mitchell_salience,
            stakeholders.salience_from_scores,
            stakeholders.seam_gap,
            stakeholders.seam_matrix,
            stakeholders.seam_backlog,
            stakeholders.stakeholder_cube,
            stakeholders.stakeholder_cube_label,
            stakeholders.raci_check,
            stakeholders.raci_warnings,
            stakeholders.raci_accountable,
            stakeholders.participation_minimum_level,
            stakeholders.participation_check,
            stakeholders.engagement_process_open_items,
            stakeholders.relationship_health,
            stakeholders.relationship_trend,
            # who is tied to whom
            stakeholders.sna_ties,
            stakeholders.sna_degree_centrality,
            stakeholders.sna_closeness_centrality,
            stakeholders.sna_betweenness_centrality,
            stakeholders.sna_eigenvector_centrality,
            stakeholders.sna_modularity,
            stakeholders.sna_communities,
            stakeholders.sna_weak_ties,
            stakeholders.burt_constraint,
            stakeholders.burt_effective_size,
            stakeholders.gould_fernandez_brokerage,
            stakeholders.single_point_of_contact,
            stakeholders.missing_voices,
            # what is owed, and by when
            workflow.fsm_promise,
            workflow.promise_kept_rate,
            calendar.business_time_add,
            calendar.business_time_between,
            calendar.working_day_deadline,
            calendar.calendar_day_deadline,
            calendar.sla_clock,
            # how people work together
            teamwork.net_capacity,
            teamwork.load_vs_capacity,
            teamwork.rcpsp_serial_sgs,
            teamwork.handoff_sla,
            teamwork.tki_suggestion,
            teamwork.read_receipt_coverage,
            teamwork.expectation_gap,
            teamwork.meeting_cost,
            teamwork.abuse_level,
            teamwork.emotional_exposure,
            teamwork.copsoq_scale,
            teamwork.classifier_ppv,
            # what people answered
            surveys.csat,
            surveys.wilson_interval,
            # who may do what
            capability.sfia_rlmt_permissions,
            capability.separation_of_duties,
            capability.role_conflicts,
            capability.evidence_check,
        )
    }
)

__all__ = ["METHODS", "Result"]
