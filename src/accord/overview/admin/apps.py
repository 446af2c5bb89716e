from django.apps import AppConfig


class AdminConfig(AppConfig):
    name = "accord.overview.admin"
    label = "admin"

    def ready(self) -> None:
        from accord.foundation.accounts.directory import facts, finders
        from accord.foundation.ui.menu import doors, menu
        from accord.overview.admin import panels, queries

        for key, entry in panels.ENTRIES.items():
            menu.add(key, entry)
        for key, url_name in panels.DOORS.items():
            doors.add(key, url_name)
        finders.add("stakeholders", queries.who_knows)
        facts.add("stakeholders", queries.looks_after)
