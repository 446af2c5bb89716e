"""Pages of health: what moved, one relationship, early warnings."""

from accord.features.health.views._health import health_detail, health_judge, moved
from accord.features.health.views._key import key_relations
from accord.features.health.views._warnings import warning_change, warnings

__all__ = ["health_detail", "health_judge", "key_relations", "moved", "warning_change", "warnings"]
