from datetime import timedelta
from typing import Any

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "accord.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from accord.foundation.jobs import running
        from accord.foundation.jobs.actions import _leases, _letters, _slots
        from accord.foundation.jobs.context import Context
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import LATE, SOON, Kind, kinds

        def prune(ctx: Context) -> dict[str, Any]:
            del ctx
            return dict(_slots.prune(at=_leases.moment()))

        react = Kind(
            _letters.REACT, running.react, max_tries=_letters.TRIES, priority=SOON,
            retry_after=timedelta(seconds=2), is_atomic=True,
        )  # fmt: skip
        kinds.add(react.name, react)
        kinds.add("jobs.prune", Kind("jobs.prune", prune, priority=LATE, is_long=True))
        crons.add("jobs.prune-daily", Cron("jobs.prune-daily", "jobs.prune", Daily(2, 40)))
