from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConductConfig(AppConfig):
    name = "accord.features.conduct"
    label = "conduct"

    def ready(self) -> None:
        self._plug_in_work()
        self._plug_in_records()
        from accord.features.conduct import panels, policies
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.menu import Entry, Family, families, menu
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        for key, page, zone, order, rule, draw in (
            ("talk", "engagement.talk", "right", 20, policies.SEE, panels.of_talk),
            ("party", "stakeholders.record", "capture", 5, policies.SEE, panels.of_party),
            ("named", "engagement.found", "person", 5, policies.SEE, panels.of_named),
            ("acts", "stakeholders.record", "acts", 70, policies.RELIEVE, panels.acts),
        ):
            on.add(f"conduct.{key}", Panel(page=page, zone=zone, order=order, rule=rule, draw=draw))
        pages.add("X", "conduct:detail")
        pages.add("Y", "conduct:arrangement")
        families.add("conduct", Family(label=_("Hard contacts"), icon="life-buoy"))
        for order, (key, label, name, rule) in enumerate(
            (
                ("conduct", _("Hard contacts"), "list", policies.VIEW),
                ("arrangements", _("Arrangements"), "arrangements", policies.SEE),
                ("conduct-mine", _("What I carry"), "mine", policies.OWN),
            )
        ):
            menu.add(
                key,
                Entry(
                    label=label, icon="life-buoy", url_name=f"conduct:{name}", rule=rule,
                    group="relationships", family="conduct", order=80 + order,
                ),
            )  # fmt: skip
        commands.add(
            "relieve",
            Command(
                title=_("Somebody else takes the contact"), url_name="conduct:relieve",
                rule=policies.RELIEVE, icon="arrow-right-left", about=True,
            ),
        )  # fmt: skip

    def _plug_in_work(self) -> None:
        """Plug in the clock, and who is told."""
        from accord.features.conduct import jobs, reactions
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.notices.kinds import kinds as notices

        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        crons.add("conduct.forget", Cron("conduct.forget", "conduct.forget", Daily(3, 40)))
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for told in reactions.KINDS:
            notices.add(told.key, told)

    def _plug_in_records(self) -> None:
        """Plug in what is kept about a party here."""
        from accord.features.conduct.queries import HELD, MOVING, barring
        from accord.features.stakeholders.queries import held, moving, restraints

        restraints.add("conduct", barring)
        for key, item in HELD.items():
            held.add(key, item)
        for key, follower in MOVING.items():
            moving.add(f"conduct.{key}", follower)
