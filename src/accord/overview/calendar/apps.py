from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "accord.overview.calendar"
    label = "calendar"

    def ready(self) -> None:
        from accord.features.meetings.policies import PLAN
        from accord.foundation.accounts.scopes import Scope, scopes
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel
        from accord.foundation.ui.panels import panels as on
        from accord.overview.calendar import panels, policies

        scopes.add("calendar", Scope(_("Ask for my calendar"), of_feed=True))
        scopes.add("calendar-team", Scope(_("Ask for my department's calendar"), of_feed=True))
        scopes.add("calendar-plan", Scope(_("Ask for the calendar of a strategy"), of_feed=True))
        on.add(
            "calendar.invitations",
            Panel(
                page="correspondence.message", zone="right", order=10, rule=PLAN,
                draw=panels.invitations,
            ),
        )  # fmt: skip
        menu.add(
            "calendar",
            Entry(
                label=_("Calendar"), icon="calendar-days", url_name="calendar:show",
                rule=policies.VIEW, order=20,
            ),
        )  # fmt: skip
