from datetime import timedelta
from typing import Any

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "accord.foundation.arrivals"
    label = "arrivals"

    def ready(self) -> None:
        from accord.foundation.arrivals import actions
        from accord.foundation.jobs.context import Context
        from accord.foundation.jobs.crons import Cron, Daily, Every, crons
        from accord.foundation.jobs.kinds import LATE, Kind, kinds
        from accord.foundation.kernel import clock
        from accord.foundation.kernel.rules import SYSTEM

        def file_new(ctx: Context) -> dict[str, Any]:
            return {"filed": actions.file_new(by=SYSTEM, at=clock.now(), go_on=ctx.progress)}

        kinds.add(actions.FILE, Kind(actions.FILE, file_new, priority=LATE, is_long=True))

        def poll_due(ctx: Context) -> dict[str, Any]:
            del ctx
            return {"due": actions.poll_due(by=SYSTEM, at=clock.now())}

        def poll(ctx: Context, *, mailbox_id: int) -> dict[str, Any]:
            taken = actions.poll_key(mailbox_id, at=clock.now(), go_on=ctx.progress)
            return {"seen": taken.seen, "new": taken.new}

        def forget(ctx: Context) -> dict[str, Any]:
            del ctx
            return {"forgotten": actions.forget_unlinked(by=SYSTEM, at=clock.now())}

        old = "arrivals.forget"
        kinds.add(old, Kind(old, forget, priority=LATE, is_long=True))
        crons.add(old, Cron(old, old, Daily(3, 40)))
        due = "arrivals.poll-due"
        kinds.add(due, Kind(due, poll_due, priority=LATE))
        kinds.add(actions.POLL, Kind(actions.POLL, poll, priority=LATE, is_long=True))
        crons.add(due, Cron(due, due, Every(timedelta(minutes=1))))
        again = "arrivals.file-again"
        crons.add(again, Cron(again, actions.FILE, Every(timedelta(minutes=10))))
