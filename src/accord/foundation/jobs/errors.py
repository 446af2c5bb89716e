"""How a job may end early. None of these is a fault of the code."""

from datetime import timedelta


class Ended(Exception):  # noqa: N818
    """The run ends here; what it committed stays."""


class Cancelled(Ended):
    """Somebody asked for it."""


class Interrupted(Ended):
    """The worker stops; the job goes on elsewhere from its last checkpoint."""


class LeaseLost(Ended):
    """Another worker has taken over; this run may write nothing more."""


class Later(Ended):
    """Not now: run again after a while. This is no failure and counts as no try."""

    def __init__(self, words: str, *, after: timedelta) -> None:
        super().__init__(words)
        self.after = after


class GiveUp(Ended):
    """Trying again is of no use; the words say why."""
