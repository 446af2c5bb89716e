from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlignmentConfig(AppConfig):
    name = "accord.features.alignment"
    label = "alignment"

    def ready(self) -> None:
        from accord.features.alignment import policies
        from accord.foundation.ui.menu import Entry, Family, families, menu

        families.add("strategy", Family(label=_("Strategy"), icon="landmark"))
        menu.add(
            "alignment",
            Entry(
                label=_("Vision"),
                icon="landmark",
                url_name="alignment:home",
                rule=policies.VIEW,
                group="steering",
                family="strategy",
                order=10,
            ),
        )
