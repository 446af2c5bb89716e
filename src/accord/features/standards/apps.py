from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardsConfig(AppConfig):
    name = "accord.features.standards"
    label = "standards"

    def ready(self) -> None:
        from accord.features.standards import policies
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import pages

        pages.add("CP", "standards:detail")
        menu.add(
            "standards",
            Entry(
                label=_("How we communicate"), icon="badge-check", url_name="standards:list",
                rule=policies.VIEW, group="steering", family="voice", order=16,
            ),
        )  # fmt: skip
