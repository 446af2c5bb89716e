from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "accord.features.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        self._tell()
        self._offer()
        from accord.features.knowledge import panels, policies
        from accord.foundation.journal.undo import irreversible
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, Family, families, menu
        from accord.foundation.ui.owed import Source, sources
        from accord.foundation.ui.panels import pages

        for rule, reason in policies.LASTING.items():
            irreversible.add(rule.name, reason)
        sources.add("knowledge", Source(owed=panels.owed, settled=panels.settled))
        found.add("note", panels.source)
        pages.add("KN", "knowledge:detail")
        families.add("knowledge", Family(label=_("Knowledge"), icon="book-open"))
        menu.add(
            "knowledge",
            Entry(
                label=_("Knowledge"), icon="book-open", url_name="knowledge:list",
                rule=policies.VIEW, group="steering", family="knowledge", order=60,
            ),
        )  # fmt: skip
        commands.add(
            "note-add",
            Command(
                title=_("Write a note"), url_name="knowledge:add", rule=policies.WRITE,
                icon="book-open",
            ),
        )  # fmt: skip

    def _tell(self) -> None:
        """Plug in who is told, and the clock."""
        from accord.features.knowledge import jobs, reactions
        from accord.foundation.jobs.crons import Cron, Every, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.notices.kinds import sights

        for notice in reactions.KINDS:
            notices.add(notice.key, notice)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        name = "knowledge.remind"
        crons.add(name, Cron(name, name, Every(timedelta(hours=1))))

    def _offer(self) -> None:
        """Plug in where lessons are offered."""
        from accord.features.knowledge import panels, policies
        from accord.foundation.ui.panels import Panel
        from accord.foundation.ui.panels import panels as on

        for page, zone, draw in (
            ("initiatives.detail", "side", panels.lessons_at_initiative),
            ("engagement.talk", "right", panels.lessons_at_talk),
            ("escalations.record", "right", panels.lessons_at_escalation),
            ("keyplans.record", "right", panels.lessons_at_plan),
        ):
            panel = Panel(page=page, zone=zone, order=70, rule=policies.VIEW, draw=draw)
            on.add(f"knowledge.{page}", panel)
