from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    name = "accord.features.health"
    label = "health"

    def ready(self) -> None:
        self._compute()
        self._protect()
        from accord.features.health import panels, policies
        from accord.features.stakeholders.queries import PartyColumn, party_columns, party_questions
        from accord.foundation.ui.menu import Entry, Family, families, menu
        from accord.foundation.ui.panels import Panel, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        on.add(
            "health.card",
            Panel(
                page="stakeholders.record",
                zone="right",
                order=10,
                rule=policies.VIEW,
                draw=panels.card,
            ),
        )
        party_columns.add(
            "health",
            PartyColumn(
                label=_("Health"),
                load=panels.standings,
                words=panels.score_words,
                is_numeric=False,
                draw=panels.draw_score,
                is_default=False,
                views=frozenset({"key"}),
                order=20,
            ),
        )
        for question in panels.FILTERS:
            party_questions.add(question.key, question)
        families.add("health", Family(label=_("Health"), icon="activity"))
        for place, (key, label, icon, url_name, rule) in enumerate(
            (
                ("moved", _("What moved"), "activity", "health:list", policies.VIEW),
                ("key", _("Key relationships"), "star", "health:key", policies.VIEW),
                ("warnings", _("Early warnings"), "bell", "health:warnings", policies.CONFIGURE),
            )
        ):
            menu.add(
                f"health.{key}",
                Entry(
                    label=label,
                    icon=icon,
                    url_name=url_name,
                    rule=rule,
                    group="relationships",
                    family="health",
                    order=25 + place,
                ),
            )

    def _compute(self) -> None:
        """Plug in what computes scores at night, and lets go of them."""
        from accord.features.health import actions, jobs, reactions
        from accord.features.stakeholders.queries import PARTY
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM

        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        nightly = "health.scores"
        crons.add(nightly, Cron(nightly, nightly, Daily(2, 30)))
        derived.add(
            "health.scores",
            Derived(
                PARTY,
                lambda touched, at: actions.forget_scores(by=SYSTEM, touched=touched, at=at),
            ),
        )

    def _protect(self) -> None:
        """Plug in what is kept about a party here."""
        from accord.features.health.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving

        for key, item in HELD.items():
            held.add(key, item)
        for key, follower in MOVING.items():
            moving.add(key, follower)
