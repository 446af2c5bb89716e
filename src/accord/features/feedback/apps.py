from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "accord.features.feedback"
    label = "feedback"

    def ready(self) -> None:
        self._tell()
        from accord.features.feedback import panels, policies
        from accord.features.feedback.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.owed import Source, sources
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        for key, item in HELD.items():
            held.add(f"feedback.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"feedback.{key}", follower)
        sources.add("feedback", Source(owed=panels.owed, settled=panels.settled))
        pages.add("FB", "feedback:detail")
        found.add("feedback", panels.source)
        panel = Panel(
            page="stakeholders.record", zone="acts", order=65, rule=policies.WRITE,
            draw=panels.acts,
        )  # fmt: skip
        on.add("feedback.acts", panel)
        menu.add(
            "feedback",
            Entry(
                label=_("Feedback"), icon="messages-square", url_name="feedback:list",
                rule=policies.VIEW, group="steering", family="knowledge", order=65,
            ),
        )  # fmt: skip

    def _tell(self) -> None:
        """Plug in who is told."""
        from accord.features.feedback import policies, reactions
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.journal.undo import irreversible
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.notices.kinds import sights

        for rule, reason in policies.LASTING.items():
            irreversible.add(rule.name, reason)
        for notice in reactions.KINDS:
            notices.add(notice.key, notice)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
