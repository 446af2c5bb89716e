from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "accord.features.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        from accord.features.initiatives import policies
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.listing.saving import areas
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import pages

        pages.add("V", "initiatives:detail")
        areas.add("initiatives", "initiatives:list")
        menu.add(
            "initiatives",
            Entry(
                label=_("Initiatives"),
                icon="folder-kanban",
                url_name="initiatives:list",
                rule=policies.VIEW,
                group="relationships",
                order=50,
                key="v",
            ),
        )
        commands.add(
            "initiative-add",
            Command(
                title=_("Add an initiative"),
                url_name="initiatives:add",
                rule=policies.ADD,
                icon="folder-kanban",
            ),
        )
