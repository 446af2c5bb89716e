from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StagesConfig(AppConfig):
    name = "accord.features.stages"
    label = "stages"

    def ready(self) -> None:
        from accord.features.stages import panels, policies
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.owed import Source, sources
        from accord.foundation.ui.panels import Panel
        from accord.foundation.ui.panels import panels as on

        on.add(
            "stages.of-initiative",
            Panel(
                page="initiatives.detail", zone="side", order=6, rule=policies.VIEW,
                draw=panels.of_initiative,
            ),
        )  # fmt: skip
        sources.add("stages", Source(owed=panels.owed, settled=panels.settled))
        menu.add(
            "stages",
            Entry(
                label=_("Told at each stage"), icon="list-checks", url_name="stages:list",
                rule=policies.VIEW, group="steering", family="voice", order=42,
            ),
        )  # fmt: skip
