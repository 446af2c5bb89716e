from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "accord.features.consultations"
    label = "consultations"

    def ready(self) -> None:
        self._keep()
        from accord.features.consultations import panels, policies
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.calendar import Source, calendars
        from accord.foundation.ui.menu import Entry, Family, families, menu
        from accord.foundation.ui.owed import Source as Owing
        from accord.foundation.ui.owed import sources
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        on.add(
            "consultations.of-initiative",
            Panel(
                page="initiatives.detail", zone="side", order=7, rule=policies.VIEW,
                draw=panels.of_initiative,
            ),
        )  # fmt: skip
        sources.add("consultations", Owing(owed=panels.owed, settled=panels.settled))
        calendars.add(
            "consultations",
            Source(label=_("Consultations"), icon="megaphone", order=35, find=panels.happenings),
        )
        found.add("consultation", panels.source)
        pages.add("CO", "consultations:detail")
        families.add("consultations", Family(label=_("Consultations"), icon="megaphone"))
        menu.add(
            "consultations",
            Entry(
                label=_("Consultations"), icon="megaphone", url_name="consultations:list",
                rule=policies.VIEW, group="listening", family="consultations", order=10,
            ),
        )  # fmt: skip

    def _keep(self) -> None:
        """Plug in the clock, and what is kept about a party here."""
        from accord.features.consultations import actions, jobs, policies, reactions
        from accord.features.consultations.actions import ASKED, TOLD
        from accord.features.consultations.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.jobs.crons import Cron, Every, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.journal.undo import irreversible
        from accord.foundation.kernel.rules import SYSTEM
        from accord.foundation.mail.kinds import Reader
        from accord.foundation.mail.kinds import kinds as mails

        for key in (ASKED, TOLD):
            mails.add(key, Reader.OUTSIDE)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        derived.add(
            "consultations.outcomes",
            Derived(
                "consultations.consultation",
                lambda touched, at: actions.follow_outcomes(by=SYSTEM, touched=touched, at=at),
            ),
        )
        for rule, reason in policies.LASTING.items():
            irreversible.add(rule.name, reason)
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        for name in (jobs.CLOSE, jobs.SETTLE):
            crons.add(name, Cron(name, name, Every(timedelta(minutes=15))))
        for key, item in HELD.items():
            held.add(f"consultations.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"consultations.{key}", follower)
