from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "accord.foundation.imports"
    label = "imports"

    def ready(self) -> None:
        from accord.foundation.imports import actions, jobs
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import LATE, Kind, kinds

        kinds.add("imports.check", Kind("imports.check", actions.run_check, is_long=True))
        kinds.add("imports.import", Kind("imports.import", actions.run_import, is_long=True))
        kinds.add("imports.undo", Kind("imports.undo", actions.run_undo, is_long=True))
        sweep = "imports.sweep"
        kinds.add(sweep, Kind(sweep, jobs.sweep_nightly, priority=LATE))
        crons.add(sweep, Cron(sweep, sweep, Daily(3, 40)))
