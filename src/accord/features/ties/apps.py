from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TiesConfig(AppConfig):
    name = "accord.features.ties"
    label = "ties"

    def ready(self) -> None:
        from accord.features.stakeholders.queries import held, joins, moving
        from accord.features.ties import panels, policies
        from accord.features.ties.models import Tie
        from accord.features.ties.queries import HELD, MOVING
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        on.add(
            "ties.near",
            Panel(
                zone="facts",
                rule=policies.VIEW,
                draw=panels.near,
                page="stakeholders.record",
                order=30,
            ),
        )
        for key, item in HELD.items():
            held.add(key, item)
        for key, follower in MOVING.items():
            moving.add(key, follower)
        joins.add("ties.tie", (Tie, ("one_id", "other_id")))
        menu.add(
            "tie-types",
            Entry(
                label=_("Types of ties"),
                icon="waypoints",
                url_name="ties:types",
                rule=policies.CONFIGURE,
                group="administration",
                family="vocabulary",
                order=58,
            ),
        )
