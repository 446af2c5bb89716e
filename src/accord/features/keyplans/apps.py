from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeyPlansConfig(AppConfig):
    name = "accord.features.keyplans"
    label = "keyplans"

    def ready(self) -> None:
        from accord.features.keyplans import actions, panels, policies
        from accord.features.keyplans.models import KeyPlan
        from accord.features.keyplans.queries import HELD, MOVING
        from accord.features.stakeholders.actions import succession
        from accord.features.stakeholders.queries import held, joins, moving
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.calendar import Source, calendars
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import pages, verbs

        calendars.add(
            "keyplans",
            Source(label=_("Reviews of plans"), icon="target", order=30, find=panels.happenings),
        )
        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        for key, item in HELD.items():
            held.add(key, item)
        for key, follower in MOVING.items():
            moving.add(f"keyplans.{key}", follower)
        succession.add("keyplans", actions.let_contact_follow)
        joins.add("keyplans.keyplan", (KeyPlan, ("party_id", "counterpart_id")))
        pages.add("R", "keyplans:detail")
        found.add("key-plan", panels.source)
        menu.add(
            "keyplans",
            Entry(
                label=_("Key plans"),
                icon="target",
                url_name="keyplans:list",
                rule=policies.VIEW,
                group="steering",
                family="strategy",
                order=20,
            ),
        )
        commands.add(
            "plan-add",
            Command(
                title=_("Plan a relationship"),
                url_name="keyplans:add",
                rule=policies.PLAN,
                icon="target",
                about=True,
            ),
        )
