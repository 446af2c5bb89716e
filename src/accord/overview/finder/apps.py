from django.apps import AppConfig


class FinderConfig(AppConfig):
    name = "accord.overview.finder"
    label = "finder"

    def ready(self) -> None:
        from accord.foundation.ui.menu import doors

        doors.add("palette", "finder:palette")
        doors.add("names", "finder:names")
        doors.add("search", "finder:results")
