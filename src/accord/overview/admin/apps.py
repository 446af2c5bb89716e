from django.apps import AppConfig


class AdminConfig(AppConfig):
    name = "accord.overview.admin"
    label = "admin"

    def ready(self) -> None:
        from accord.foundation.accounts.directory import facts, finders
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import LATE, Kind, kinds
        from accord.foundation.ui.menu import doors, families, menu
        from accord.overview.admin import jobs, panels, queries

        for key, entry in panels.ENTRIES.items():
            menu.add(key, entry)
        for key, family in panels.FAMILIES.items():
            families.add(key, family)
        for key, url_name in panels.DOORS.items():
            doors.add(key, url_name)
        tidy = "admin.tidy-the-door"
        kinds.add(tidy, Kind(tidy, jobs.tidy_the_door_daily, priority=LATE))
        crons.add(tidy, Cron(tidy, tidy, Daily(3, 20)))
        finders.add("stakeholders", queries.who_knows)
        facts.add("stakeholders", queries.looks_after)
