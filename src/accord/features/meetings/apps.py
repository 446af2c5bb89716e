from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "accord.features.meetings"
    label = "meetings"

    def ready(self) -> None:
        self._protect()
        self._show()
        from accord.features.meetings import panels, policies, reactions
        from accord.features.meetings.actions import file_reply
        from accord.foundation.arrivals.filers import Filer, filers
        from accord.foundation.mail.kinds import Reader
        from accord.foundation.mail.kinds import kinds as mails
        from accord.foundation.mail.letters import recipes
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.calendar import Source as Calendar
        from accord.foundation.ui.calendar import calendars
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.owed import Source, sources

        filers.add(
            "meetings",
            Filer(
                lambda arrival, message, at: file_reply(arrival=arrival, message=message, at=at),
                order=10,
            ),
        )
        for key, recipe in reactions.RECIPES.items():
            recipes.add(key, recipe)
            mails.add(key, Reader.OUTSIDE)
        found.add("meeting", panels.source)
        calendars.add(
            "meetings",
            Calendar(label=_("Meetings"), icon="users-round", order=5, find=panels.happenings),
        )
        sources.add(
            "meetings",
            Source(owed=panels.owed, settled=panels.settled, appointments=panels.appointments),
        )
        menu.add(
            "meetings",
            Entry(
                label=_("Meetings"),
                icon="users-round",
                url_name="meetings:list",
                rule=policies.VIEW,
                group="relationships",
                family="engagement",
                order=23,
            ),
        )
        commands.add(
            "meeting-add",
            Command(
                title=_("Plan a meeting"),
                url_name="meetings:add",
                rule=policies.PLAN,
                icon="users-round",
                about=True,
            ),
        )

    def _show(self) -> None:
        """Plug in what stands on the pages of others."""
        from accord.features.meetings import panels, policies
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        pages.add("G", "meetings:detail")
        on.add(
            "meetings.acts",
            Panel(
                zone="acts",
                rule=policies.PLAN,
                draw=panels.acts,
                page="stakeholders.record",
                order=35,
            ),
        )
        on.add(
            "meetings.talk",
            Panel(
                zone="right",
                rule=policies.VIEW,
                draw=panels.of_talk,
                page="engagement.talk",
                order=20,
            ),
        )

        on.add(
            "meetings.tradeoff",
            Panel(
                page="tradeoffs.board", zone="below", order=10, rule=policies.VIEW,
                draw=panels.of_tradeoff,
            ),
        )  # fmt: skip

    def _protect(self) -> None:
        """Plug in what is kept about a party here."""
        from accord.features.meetings.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving

        for key, item in HELD.items():
            held.add(key, item)
        moving.add("meetings", MOVING)
