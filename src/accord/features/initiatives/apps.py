from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "accord.features.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        self._count()
        self._protect()
        from accord.features.initiatives import panels, policies
        from accord.features.initiatives.tables import parties
        from accord.features.stakeholders.queries import (
            party_columns,
            party_questions,
            party_views,
        )
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.listing.saving import areas
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, looks, pages, verbs
        from accord.foundation.ui.panels import panels as on

        on.add(
            "initiatives.stakes",
            Panel(
                page="stakeholders.record",
                zone="facts",
                order=15,
                rule=policies.VIEW,
                draw=panels.stakes_held,
            ),
        )
        for key, column in parties.COLUMNS.items():
            party_columns.add(key, column)
        for question in parties.FILTERS:
            party_questions.add(question.key, question)
        party_views.add(parties.VIEW.key, parties.VIEW)
        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        for look in panels.LOOKS:
            looks.add(f"{look.page}.{look.key}", look)
        found.add("initiative", panels.source)
        pages.add("V", "initiatives:detail")
        areas.add("initiatives", "initiatives:list")
        menu.add(
            "initiatives",
            Entry(
                label=_("Initiatives"),
                icon="folder-kanban",
                url_name="initiatives:list",
                rule=policies.VIEW,
                group="relationships",
                order=50,
                key="v",
            ),
        )
        menu.add(
            "advice",
            Entry(
                label=_("Advice"),
                icon="route",
                url_name="initiatives:advice",
                rule=policies.ADVISE,
                group="administration",
                family="vocabulary",
                order=59,
            ),
        )
        commands.add(
            "initiative-add",
            Command(
                title=_("Add an initiative"),
                url_name="initiatives:add",
                rule=policies.ADD,
                icon="folder-kanban",
            ),
        )

    def _count(self) -> None:
        """Plug in what keeps on a stake what counts of what was said of it."""
        from accord.features.initiatives import actions, jobs
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM

        derived.add(
            "initiatives.standings",
            Derived(
                "initiatives.assessment",
                lambda touched, at: actions.follow_assessments(by=SYSTEM, touched=touched, at=at),
            ),
        )
        derived.add(
            "initiatives.rounds",
            Derived(
                "initiatives.round",
                lambda touched, at: actions.follow_rounds(by=SYSTEM, touched=touched, at=at),
            ),
        )
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        nightly = "initiatives.standings"
        crons.add(nightly, Cron(nightly, nightly, Daily(2, 50)))

    def _protect(self) -> None:
        """Plug in what is kept about a party here."""
        from accord.features.initiatives.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving

        for key, item in HELD.items():
            held.add(key, item)
        moving.add("stakes", MOVING)
