from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TradeOffsConfig(AppConfig):
    name = "accord.features.tradeoffs"
    label = "tradeoffs"

    def ready(self) -> None:
        from accord.features.stakeholders.queries import held, moving
        from accord.features.tradeoffs import panels, policies
        from accord.features.tradeoffs.queries import HELD, HELD_TOLD, MOVING, MOVING_TOLD
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import pages, verbs

        self._watch()
        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        held.add("demands", HELD)
        moving.add("demands", MOVING)
        held.add("told", HELD_TOLD)
        moving.add("told", MOVING_TOLD)
        pages.add("B", "tradeoffs:detail")
        found.add("trade-off", panels.source)
        menu.add(
            "tradeoffs",
            Entry(
                label=_("Trade-offs"),
                icon="scale",
                url_name="tradeoffs:list",
                rule=policies.VIEW,
                group="steering",
                family="strategy",
                order=30,
            ),
        )

    def _watch(self) -> None:
        """Plug in what must hold of decisions, also when something is undone."""
        from accord.features.tradeoffs import actions
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM

        derived.add(
            "tradeoffs.decisions",
            Derived(
                "tradeoffs.tradeoff",
                lambda touched, at: actions.follow_decisions(by=SYSTEM, touched=touched, at=at),
            ),
        )
