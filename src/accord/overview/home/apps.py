from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "accord.overview.home"
    label = "home"

    def ready(self) -> None:
        from accord.foundation.ui.menu import Entry, doors, menu
        from accord.foundation.ui.panels import Panel, panels
        from accord.overview.home import panels as own
        from accord.overview.home import policies

        doors.add("home", "home:home")
        menu.add(
            "home",
            Entry(
                label=_("Home"), icon="sun", url_name="home:home", rule=policies.VIEW, order=0,
                key="h", tab=1,
            ),
        )  # fmt: skip
        panels.add(
            "home.brief",
            Panel(
                page="stakeholders.record", zone="acts", order=5, rule=policies.BRIEF,
                draw=own.brief_link,
            ),
        )  # fmt: skip
