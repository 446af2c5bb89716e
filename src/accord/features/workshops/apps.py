from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "accord.features.workshops"
    label = "workshops"

    def ready(self) -> None:
        from accord.features.workshops import actions, jobs, policies
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM
        from accord.foundation.ui import addresses
        from accord.foundation.ui.panels import Look, looks

        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        derived.add(
            "workshops.shown",
            Derived(
                "workshops.workshop",
                lambda touched, at: actions.follow_workshops(by=SYSTEM, touched=touched, at=at),
            ),
        )
        crons.add("workshops.forget", Cron("workshops.forget", "workshops.forget", Daily(3, 45)))
        looks.add(
            "initiatives.stakes.workshops",
            Look(
                page="initiatives.stakes",
                key="workshops",
                label=_("Workshops"),
                icon="",
                order=60,
                rule=policies.CONDUCT,
                address=lambda one: addresses.to("workshops:list", kwargs={"ref": one.ref}),
            ),
        )
