"""Stakeholder analysis: maps, classes, engagement, responsibility, networks, health."""

from accord.methods.stakeholders.centrality import (
    sna_betweenness_centrality,
    sna_closeness_centrality,
    sna_degree_centrality,
    sna_eigenvector_centrality,
)
from accord.methods.stakeholders.communities import (
    gould_fernandez_brokerage,
    sna_communities,
    sna_modularity,
)
from accord.methods.stakeholders.cube import stakeholder_cube, stakeholder_cube_label
from accord.methods.stakeholders.grid import (
    grid_effort_check,
    grid_placement,
    influence_impact_quadrant,
    mendelow_quadrant,
)
from accord.methods.stakeholders.health import relationship_health
from accord.methods.stakeholders.holes import (
    burt_constraint,
    burt_effective_size,
    single_point_of_contact,
    sna_weak_ties,
)
from accord.methods.stakeholders.participation import (
    participation_check,
    participation_minimum_level,
)
from accord.methods.stakeholders.process import ENGAGEMENT_PROCESS, engagement_process_open_items
from accord.methods.stakeholders.questions import QUESTIONS, missing_voices
from accord.methods.stakeholders.raci import raci_accountable, raci_check, raci_warnings
from accord.methods.stakeholders.ratings import ratings_median
from accord.methods.stakeholders.salience import mitchell_salience, salience_from_scores
from accord.methods.stakeholders.seam import seam_backlog, seam_gap, seam_matrix
from accord.methods.stakeholders.ties import sna_ties
from accord.methods.stakeholders.trend import relationship_trend

__all__ = [
    "ENGAGEMENT_PROCESS",
    "QUESTIONS",
    "burt_constraint",
    "burt_effective_size",
    "engagement_process_open_items",
    "gould_fernandez_brokerage",
    "grid_effort_check",
    "grid_placement",
    "influence_impact_quadrant",
    "mendelow_quadrant",
    "missing_voices",
    "mitchell_salience",
    "participation_check",
    "participation_minimum_level",
    "raci_accountable",
    "raci_check",
    "raci_warnings",
    "ratings_median",
    "relationship_health",
    "relationship_trend",
    "salience_from_scores",
    "seam_backlog",
    "seam_gap",
    "seam_matrix",
    "single_point_of_contact",
    "sna_betweenness_centrality",
    "sna_closeness_centrality",
    "sna_communities",
    "sna_degree_centrality",
    "sna_eigenvector_centrality",
    "sna_modularity",
    "sna_ties",
    "sna_weak_ties",
    "stakeholder_cube",
    "stakeholder_cube_label",
]
