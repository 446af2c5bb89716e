from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    name = "accord.features.discussions"
    label = "discussions"

    def ready(self) -> None:
        self._keep()
        from accord.features.discussions import panels, policies
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.owed import Source, sources
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        on.add(
            "discussions.of-initiative",
            Panel(
                page="initiatives.detail", zone="side", order=8, rule=policies.VIEW,
                draw=panels.of_initiative,
            ),
        )  # fmt: skip
        sources.add("discussions", Source(owed=panels.owed, settled=panels.settled))
        for key, source in panels.SEARCH.items():
            found.add(key, source)
        pages.add("DS", "discussions:detail")
        menu.add(
            "discussions",
            Entry(
                label=_("Discussions"), icon="messages-square", url_name="discussions:list",
                rule=policies.VIEW, group="listening", family="consultations", order=12,
            ),
        )  # fmt: skip

    def _keep(self) -> None:
        """Plug in the clock, and what is kept about a party here."""
        from accord.features.discussions import jobs, reactions
        from accord.features.discussions.queries import HELD, MOVING, NEWS, why_mail_stays
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.mail.kinds import Reader, gates
        from accord.foundation.mail.kinds import kinds as mails
        from accord.foundation.mail.letters import recipes

        for key, recipe in reactions.RECIPES.items():
            mails.add(key, Reader.OUTSIDE)
            recipes.add(key, recipe)
        gates.add(NEWS, why_mail_stays)
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        crons.add(jobs.DIGEST, Cron(jobs.DIGEST, jobs.DIGEST, Daily(7, 40)))
        for key, item in HELD.items():
            held.add(f"discussions.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"discussions.{key}", follower)
