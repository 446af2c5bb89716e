"""The lists of initiatives and of the stakes in one."""

from accord.features.initiatives.tables import _stakes as stakes
from accord.features.initiatives.tables._initiatives import initiative_list

__all__ = ["initiative_list", "stakes"]
