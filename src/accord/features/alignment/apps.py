from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlignmentConfig(AppConfig):
    name = "accord.features.alignment"
    label = "alignment"

    def ready(self) -> None:
        from accord.features.alignment import policies
        from accord.foundation.ui.menu import Entry, menu

        menu.add(
            "alignment",
            Entry(
                label=_("Vision"),
                icon="landmark",
                url_name="alignment:home",
                rule=policies.VIEW,
                group="relationships",
                order=57,
            ),
        )
