from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "accord.features.needs"
    label = "needs"

    def ready(self) -> None:
        self._protect()
        from accord.features.needs import panels, policies
        from accord.features.stakeholders.queries import party_questions
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.listing.saving import areas
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        on.add(
            "needs.what-matters",
            Panel(
                zone="facts",
                rule=policies.VIEW,
                draw=panels.what_matters,
                page="stakeholders.record",
                order=20,
            ),
        )
        on.add(
            "needs.acts",
            Panel(
                zone="acts",
                rule=policies.HEAR,
                draw=panels.acts,
                page="stakeholders.record",
                order=20,
            ),
        )
        for question in panels.FILTERS:
            party_questions.add(question.key, question)
        found.add("need", panels.source)
        pages.add("N", "needs:detail")
        areas.add("needs", "needs:list")
        menu.add(
            "needs",
            Entry(
                label=_("Needs"),
                icon="lightbulb",
                url_name="needs:list",
                rule=policies.VIEW,
                group="relationships",
                order=40,
                key="n",
            ),
        )
        commands.add(
            "need-add",
            Command(
                title=_("Write a need down"),
                url_name="needs:add",
                rule=policies.HEAR,
                icon="lightbulb",
                about=True,
            ),
        )

    def _protect(self) -> None:
        """Plug in what is kept about a party here."""
        from accord.features.needs.models import Need
        from accord.features.needs.queries import HELD
        from accord.features.stakeholders.queries import Moving, held, moving

        held.add("needs", HELD)
        moving.add("needs", Moving(model=Need))
