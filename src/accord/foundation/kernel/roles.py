"""What somebody may be asked to do here; a grant gives a role within a scope."""

from enum import StrEnum


class Role(StrEnum):
    """Roles, least first. A responsibility level (4 to 7) is something else and grants nothing."""

    VIEWER = "viewer"
    PRACTITIONER = "practitioner"
    LEAD = "lead"
    MANAGER = "manager"
    EXECUTIVE = "executive"
    CASE_HANDLER = "case-handler"
    CUSTODIAN = "custodian"
    ADMINISTRATOR = "administrator"


READERS = frozenset(Role) - {Role.ADMINISTRATOR}
WRITERS = frozenset({Role.PRACTITIONER, Role.LEAD, Role.MANAGER, Role.EXECUTIVE, Role.CASE_HANDLER})
LEADERS = frozenset({Role.LEAD, Role.MANAGER, Role.EXECUTIVE})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
EVERYBODY = frozenset(Role)
