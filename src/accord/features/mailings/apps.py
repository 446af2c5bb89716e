from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingsConfig(AppConfig):
    name = "accord.features.mailings"
    label = "mailings"

    def ready(self) -> None:
        self._work()
        from accord.features.mailings import panels, policies
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import pages, verbs

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        found.add("mailing", panels.source)
        pages.add("ML", "mailings:detail")
        menu.add(
            "mailings",
            Entry(
                label=_("Mailings"), icon="megaphone", url_name="mailings:list",
                rule=policies.VIEW, group="relationships", family="engagement", order=25,
            ),
        )  # fmt: skip

    def _work(self) -> None:
        """Plug in the clock, the reactions, and what is kept about a party here."""
        from accord.features.letters.queries import coming
        from accord.features.mailings import jobs, policies, reactions
        from accord.features.mailings.queries import (
            HELD,
            MAIL,
            MOVING,
            TRY,
            comings,
            why_copy_stays,
        )
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.jobs.crons import Cron, Every, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.journal.undo import irreversible
        from accord.foundation.mail.kinds import Reader, gates
        from accord.foundation.mail.kinds import kinds as mails
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.notices.kinds import sights

        coming.add("mailings", comings)
        gates.add(MAIL, why_copy_stays)
        mails.add(MAIL, Reader.OUTSIDE)
        mails.add(TRY, Reader.OURS)
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        crons.add(
            "mailings.sweep", Cron("mailings.sweep", "mailings.sweep", Every(timedelta(minutes=5)))
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
            held.add(f"mailings.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"mailings.{key}", follower)
