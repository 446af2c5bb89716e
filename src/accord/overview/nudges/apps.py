from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NudgesConfig(AppConfig):
    name = "accord.overview.nudges"
    label = "nudges"

    def ready(self) -> None:
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel
        from accord.foundation.ui.panels import panels as on
        from accord.overview.nudges import panels, policies

        on.add(
            "nudges.home",
            Panel(page="home", zone="side", order=5, rule=policies.VIEW, draw=panels.on_home),
        )
        menu.add(
            "nudges",
            Entry(
                label=_("Write first"), icon="sparkles", url_name="nudges:list",
                rule=policies.VIEW, group="relationships", family="engagement", order=25,
            ),
        )  # fmt: skip
