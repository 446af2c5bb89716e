"""Every write on who is near to whom, and on networks as they were measured."""

from accord.features.networks.actions._measuring import JOB, ask_to_measure, measure
from accord.features.networks.actions._nearness import follow_talks, keep_near, mend_near

__all__ = ["JOB", "ask_to_measure", "follow_talks", "keep_near", "measure", "mend_near"]
