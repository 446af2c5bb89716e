from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrowthConfig(AppConfig):
    name = "accord.features.growth"
    label = "growth"

    def ready(self) -> None:
        from accord.features.growth import policies, reactions
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.journal.undo import irreversible
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.notices.kinds import sights
        from accord.foundation.ui.commands import Command, commands

        for rule, reason in policies.LASTING.items():
            irreversible.add(rule.name, reason)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
        for kind in reactions.KINDS:
            notices.add(kind.key, kind)
        commands.add(
            "growth",
            Command(
                title=_("My growth"),
                url_name="growth:home",
                rule=policies.VIEW,
                icon="trending-up",
            ),
        )
        commands.add(
            "accompanied",
            Command(
                title=_("People I accompany"), url_name="growth:accompanied",
                rule=policies.VIEW, icon="users-round",
            ),
        )  # fmt: skip
