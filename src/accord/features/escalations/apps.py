from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EscalationsConfig(AppConfig):
    name = "accord.features.escalations"
    label = "escalations"

    def ready(self) -> None:
        self._climb()
        from accord.features.escalations import panels, policies
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        on.add(
            "escalations.acts",
            Panel(
                page="stakeholders.record", zone="acts", order=60, rule=policies.RAISE,
                draw=panels.acts,
            ),
        )  # fmt: skip
        pages.add("E", "escalations:detail")
        menu.add(
            "escalations",
            Entry(
                label=_("Escalations"), icon="triangle-alert", url_name="escalations:list",
                rule=policies.VIEW, group="steering", family="strategy", order=45,
            ),
        )  # fmt: skip
        commands.add(
            "escalation-raise",
            Command(
                title=_("Escalate"), url_name="escalations:raise", rule=policies.RAISE,
                icon="triangle-alert", about=True,
            ),
        )  # fmt: skip

    def _climb(self) -> None:
        """Plug in the clock, and what is kept about a party here."""
        from accord.features.escalations import jobs
        from accord.features.escalations.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.jobs.crons import Cron, Every, crons
        from accord.foundation.jobs.kinds import kinds

        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        name = "escalations.climb"
        crons.add(name, Cron(name, name, Every(timedelta(minutes=15))))
        for key, item in HELD.items():
            held.add(key, item)
        for key, follower in MOVING.items():
            moving.add(f"escalations.{key}", follower)
