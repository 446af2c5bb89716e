"""Skill levels of those who care for relationships: roles, duties kept apart, evidence."""

from accord.methods.capability.duties import (
    BREAK_GLASS,
    CUSTODIANS_ONLY,
    SEPARATIONS,
    role_conflicts,
    separation_of_duties,
)
from accord.methods.capability.evidence import ATTRIBUTES, RULES, evidence_check
from accord.methods.capability.levels import LEVELS, NEVER, sfia_rlmt_permissions

__all__ = [
    "ATTRIBUTES",
    "BREAK_GLASS",
    "CUSTODIANS_ONLY",
    "LEVELS",
    "NEVER",
    "RULES",
    "SEPARATIONS",
    "evidence_check",
    "role_conflicts",
    "separation_of_duties",
    "sfia_rlmt_permissions",
]
