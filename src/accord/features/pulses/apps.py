from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PulsesConfig(AppConfig):
    name = "accord.features.pulses"
    label = "pulses"

    def ready(self) -> None:
        self._tell()
        from accord.features.pulses import panels, policies
        from accord.features.pulses.queries import HELD, MOVING
        from accord.features.stakeholders.queries import held, moving
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        for key, item in HELD.items():
            held.add(f"pulses.{key}", item)
        for key, follower in MOVING.items():
            moving.add(f"pulses.{key}", follower)
        pages.add("PU", "pulses:detail")
        for key, shown_on, zone, draw in (
            ("talk", "engagement.talk", "right", panels.of_talk),
            ("escalation", "escalations.record", "right", panels.of_talk),
            ("strategy", "strategies.detail", "side", panels.of_strategy),
            ("initiative", "initiatives.detail", "side", panels.of_initiative),
        ):
            on.add(
                f"pulses.{key}",
                Panel(page=shown_on, zone=zone, order=60, rule=policies.VIEW, draw=draw),
            )
        menu.add(
            "pulses",
            Entry(
                label=_("Pulses"), icon="message-circle", url_name="pulses:list",
                rule=policies.VIEW, group="relationships", family="health", order=29,
            ),
        )  # fmt: skip

    def _tell(self) -> None:
        """Plug in the mail that asks, and who is told of answers."""
        from accord.features.pulses import reactions
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.mail.kinds import Reader
        from accord.foundation.mail.kinds import kinds as mails
        from accord.foundation.mail.letters import recipes
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.notices.kinds import sights

        for key, recipe in reactions.RECIPES.items():
            recipes.add(key, recipe)
            mails.add(key, Reader.OUTSIDE)
        for notice in reactions.KINDS:
            notices.add(notice.key, notice)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
