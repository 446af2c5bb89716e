from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategiesConfig(AppConfig):
    name = "accord.features.strategies"
    label = "strategies"

    def ready(self) -> None:
        self._work()
        from accord.features.strategies import panels, policies
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.calendar import Source, calendars
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.owed import Source as Owing
        from accord.foundation.ui.owed import sources
        from accord.foundation.ui.panels import Panel, pages
        from accord.foundation.ui.panels import panels as on

        sources.add("touches", Owing(owed=panels.owed, settled=panels.settled))
        calendars.add(
            "touches",
            Source(
                label=_("Planned contacts"), icon="route", order=25, find=panels.happenings
            ),
        )  # fmt: skip
        pages.add("ST", "strategies:detail")
        found.add("strategy", panels.source)
        on.add(
            "strategies.of-initiative",
            Panel(
                page="initiatives.detail", zone="side", order=10, rule=policies.VIEW,
                draw=panels.of_initiative,
            ),
        )  # fmt: skip
        menu.add(
            "strategies",
            Entry(
                label=_("Strategies"), icon="goal", url_name="strategies:list",
                rule=policies.VIEW, group="steering", family="strategy", order=15,
            ),
        )  # fmt: skip
        menu.add(
            "touches",
            Entry(
                label=_("Planned contacts"), icon="calendar-clock",
                url_name="strategies:touches", rule=policies.VIEW,
                group="relationships", family="engagement", order=22, count=panels.waiting,
            ),
        )  # fmt: skip
        commands.add(
            "strategy-add",
            Command(
                title=_("Draft a strategy"), url_name="strategies:add", rule=policies.ADD,
                icon="goal",
            ),
        )  # fmt: skip

    def _work(self) -> None:
        """Plug in what is kept about a party, what runs by the clock and after a talk."""
        from datetime import timedelta

        from accord.features.stakeholders.queries import held, moving
        from accord.features.strategies import jobs, reactions
        from accord.features.strategies.queries import HELD, MOVING
        from accord.foundation.jobs.crons import Cron, Every, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting

        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        name = "strategies.plan-touches"
        crons.add(name, Cron(name, name, Every(timedelta(hours=6))))
        for key, item in HELD.items():
            held.add(f"strategies.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"strategies.{key}", follower)
