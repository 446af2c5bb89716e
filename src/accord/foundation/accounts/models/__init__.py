"""People, departments, grants, absences, and what lets people in."""

from accord.foundation.accounts.models._days import DayOff
from accord.foundation.accounts.models._keys import (
    Brake,
    Device,
    Invitation,
    RecoveryCode,
    Token,
)
from accord.foundation.accounts.models._people import (
    Absence,
    Department,
    Grant,
    User,
    UserManager,
)

__all__ = [
    "Absence",
    "Brake",
    "DayOff",
    "Department",
    "Device",
    "Grant",
    "Invitation",
    "RecoveryCode",
    "Token",
    "User",
    "UserManager",
]
