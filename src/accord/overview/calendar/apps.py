from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "accord.overview.calendar"
    label = "calendar"

    def ready(self) -> None:
        from accord.foundation.accounts.scopes import Scope, scopes
        from accord.foundation.ui.menu import Entry, menu
        from accord.overview.calendar import policies

        scopes.add("calendar", Scope(_("Ask for my calendar"), of_feed=True))
        scopes.add("calendar-team", Scope(_("Ask for my department's calendar"), of_feed=True))
        scopes.add("calendar-plan", Scope(_("Ask for the calendar of a strategy"), of_feed=True))
        menu.add(
            "calendar",
            Entry(
                label=_("Calendar"), icon="calendar-days", url_name="calendar:show",
                rule=policies.VIEW, order=20,
            ),
        )  # fmt: skip
