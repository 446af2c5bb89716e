from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WantsConfig(AppConfig):
    name = "accord.features.wants"
    label = "wants"

    def ready(self) -> None:
        from accord.features.wants import policies
        from accord.foundation.ui.menu import Entry, menu

        menu.add(
            "wants",
            Entry(
                label=_("What they want"),
                icon="goal",
                url_name="wants:home",
                rule=policies.VIEW,
                group="steering",
                family="strategy",
                order=15,
            ),
        )
