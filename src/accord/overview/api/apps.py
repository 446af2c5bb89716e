from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "accord.overview.api"
    label = "api"

    def ready(self) -> None:
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import LATE, Kind, kinds
        from accord.overview.api import jobs

        kinds.add("api.forget-keys", Kind("api.forget-keys", jobs.forget_keys, priority=LATE))
        crons.add("api.forget-keys", Cron("api.forget-keys", "api.forget-keys", Daily(3, 10)))
