from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "accord.foundation.files"
    label = "files"

    def ready(self) -> None:
        from accord.foundation.files import jobs
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import LATE, Kind, kinds

        sweep = "files.sweep"
        kinds.add(sweep, Kind(sweep, jobs.sweep_nightly, priority=LATE))
        crons.add(sweep, Cron(sweep, sweep, Daily(3, 30)))
