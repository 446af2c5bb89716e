from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "accord.features.letters"
    label = "letters"

    def ready(self) -> None:
        self._work()
        from accord.features.letters import panels, policies
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, pages
        from accord.foundation.ui.panels import panels as on

        for page, rule_zone in panels.PLACES.items():
            on.add(
                f"letters.{page}",
                Panel(
                    page=page, zone=rule_zone, order=15, rule=policies.WRITE, draw=panels.acts
                ),
            )  # fmt: skip
        pages.add("W", "letters:detail")
        found.add("letter", panels.source)
        menu.add(
            "letters",
            Entry(
                label=_("Letters"), icon="send", url_name="letters:list", rule=policies.VIEW,
                group="relationships", family="engagement", order=24, count=panels.to_read,
            ),
        )  # fmt: skip
        commands.add(
            "letter-write",
            Command(
                title=_("Write a letter"), url_name="letters:write", rule=policies.WRITE,
                icon="send", about=True,
            ),
        )  # fmt: skip

    def _work(self) -> None:
        """Plug in the clock, the reactions, and what is kept about a party here."""
        from accord.features.letters import jobs, policies, reactions
        from accord.features.letters.queries import HELD, MAIL, MOVING, enclosed, why_copy_stays
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.jobs.crons import Cron, Every, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.journal.undo import irreversible
        from accord.foundation.mail.kinds import Reader, gates
        from accord.foundation.mail.kinds import kinds as mails
        from accord.foundation.mail.messages import enclosers
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.notices.kinds import sights

        enclosers.add(MAIL, enclosed)
        gates.add(MAIL, why_copy_stays)
        mails.add(MAIL, Reader.OUTSIDE)
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        crons.add(
            "letters.sweep", Cron("letters.sweep", "letters.sweep", Every(timedelta(minutes=5)))
        )
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
        for notice in reactions.KINDS:
            notices.add(notice.key, notice)
        for rule, reason in policies.LASTING.items():
            irreversible.add(rule.name, reason)
        for key, item in HELD.items():
            held.add(key, item)
        for key, follower in MOVING.items():
            moving.add(f"letters.{key}", follower)
