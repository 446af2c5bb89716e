from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "accord.features.workshops"
    label = "workshops"

    def ready(self) -> None:
        from accord.features.workshops import policies
        from accord.foundation.ui import addresses
        from accord.foundation.ui.panels import Look, looks

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
