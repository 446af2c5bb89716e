from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoverageConfig(AppConfig):
    name = "accord.overview.coverage"
    label = "coverage"

    def ready(self) -> None:
        from accord.foundation.ui.menu import Entry, menu
        from accord.overview.coverage import policies

        menu.add(
            "coverage",
            Entry(
                label=_("Coverage"),
                icon="circle-dashed",
                url_name="coverage:list",
                rule=policies.VIEW,
                group="relationships",
                order=55,
            ),
        )
