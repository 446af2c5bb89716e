from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "accord.features.governance"
    label = "governance"

    def ready(self) -> None:
        self._watch()
        from accord.features.governance import panels, policies
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.calendar import Source, calendars
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, pages
        from accord.foundation.ui.panels import panels as on

        on.add(
            "governance.of-initiative",
            Panel(
                page="initiatives.detail", zone="side", order=5, rule=policies.VIEW,
                draw=panels.of_initiative,
            ),
        )  # fmt: skip
        on.add(
            "governance.of-talk",
            Panel(
                page="engagement.talk", zone="right", order=5, rule=policies.VIEW,
                draw=panels.of_talk,
            ),
        )  # fmt: skip
        source = Source(
            label=_("Reviews of policies"), icon="scroll-text", order=35, find=panels.happenings
        )
        calendars.add("policies", source)
        pages.add("EP", "governance:detail")
        found.add("policy", panels.source)
        menu.add(
            "governance",
            Entry(
                label=_("Policies"), icon="scroll-text", url_name="governance:list",
                rule=policies.VIEW, group="steering", family="strategy", order=12,
            ),
        )  # fmt: skip

    def _watch(self) -> None:
        """Plug in the clock, and what is kept about a party here."""
        from accord.features.governance import jobs
        from accord.features.governance.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds

        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        name = "governance.remind"
        crons.add(name, Cron(name, name, Daily(6, 20)))
        for key, item in HELD.items():
            held.add(f"governance.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"governance.{key}", follower)
