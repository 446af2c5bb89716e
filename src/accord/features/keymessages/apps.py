from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeyMessagesConfig(AppConfig):
    name = "accord.features.keymessages"
    label = "keymessages"

    def ready(self) -> None:
        self._work()
        from accord.features.keymessages import panels, policies
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, Family, families, menu
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for page, zone, order, draw in (
            ("letters.detail", "right", 10, panels.at_letter),
            ("engagement.talk", "right", 8, panels.at_talk),
            ("initiatives.detail", "side", 4, panels.of_initiative),
        ):
            on.add(
                f"keymessages.{page}",
                Panel(page=page, zone=zone, order=order, rule=policies.VIEW, draw=draw),
            )
        pages.add("MS", "keymessages:detail")
        found.add("key-message", panels.source)
        pages.add("CD", "keymessages:contradiction")
        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        families.add("voice", Family(label=_("One voice"), icon="radio"))
        menu.add(
            "keymessages",
            Entry(
                label=_("Key messages"), icon="megaphone", url_name="keymessages:list",
                rule=policies.VIEW, group="steering", family="voice", order=40,
            ),
        )  # fmt: skip
        commands.add(
            "keymessage-add",
            Command(
                title=_("Write a key message"), url_name="keymessages:add", rule=policies.WRITE,
                icon="megaphone",
            ),
        )  # fmt: skip

    def _work(self) -> None:
        """Plug in the check of letters, the clock, and what is kept about a party here."""
        from accord.features.keymessages import jobs, reactions
        from accord.features.keymessages.queries import HELD, MOVING, check_letter
        from accord.features.letters.queries import checkers
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.notices.kinds import sights

        checkers.add("keymessages", check_letter)
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        crons.add(
            "keymessages.compare", Cron("keymessages.compare", "keymessages.compare", Daily(5, 40))
        )
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
        for notice in reactions.KINDS:
            notices.add(notice.key, notice)
        for key, item in HELD.items():
            held.add(f"keymessages.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"keymessages.{key}", follower)
