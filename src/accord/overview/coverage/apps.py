from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoverageConfig(AppConfig):
    name = "accord.overview.coverage"
    label = "coverage"

    def ready(self) -> None:
        from accord.foundation.ui import addresses
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Look, looks
        from accord.overview.coverage import policies

        looks.add(
            "initiatives.stakes.coverage",
            Look(
                page="initiatives.stakes",
                key="coverage",
                label=_("Coverage"),
                order=50,
                rule=policies.VIEW,
                address=lambda one: addresses.to("coverage:detail", kwargs={"ref": one.ref}),
            ),
        )
        menu.add(
            "coverage",
            Entry(
                label=_("Coverage"),
                icon="circle-dashed",
                url_name="coverage:list",
                rule=policies.VIEW,
                group="steering",
                family="strategy",
                order=40,
            ),
        )
