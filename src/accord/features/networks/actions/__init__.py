"""Every write on who is near to whom, and on networks as they were measured."""

from accord.features.networks.actions._nearness import follow_talks, keep_near, mend_near

__all__ = ["follow_talks", "keep_near", "mend_near"]
