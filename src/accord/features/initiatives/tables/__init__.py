"""The lists of initiatives and of the stakes in one, and what is shown in that of stakeholders."""

from accord.features.initiatives.tables import _parties as parties
from accord.features.initiatives.tables import _stakes as stakes
from accord.features.initiatives.tables._initiatives import initiative_list

__all__ = ["initiative_list", "parties", "stakes"]
