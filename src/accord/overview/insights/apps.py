from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "accord.overview.insights"
    label = "insights"

    def ready(self) -> None:
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel
        from accord.foundation.ui.panels import panels as on
        from accord.overview.insights import panels, policies

        menu.add(
            "oversight",
            Entry(
                label=_("Oversight"), icon="chart-column", url_name="insights:oversight",
                rule=policies.OVERSEE, group="steering", order=90,
            ),
        )  # fmt: skip
        menu.add(
            "partners",
            Entry(
                label=_("Partners"), icon="handshake", url_name="insights:partners",
                rule=policies.VIEW, group="relationships", family="engagement", order=45,
            ),
        )  # fmt: skip
        on.add(
            "insights.partner",
            Panel(
                page="stakeholders.record", zone="acts", order=30, rule=policies.VIEW,
                draw=panels.partner_acts,
            ),
        )  # fmt: skip
        on.add(
            "insights.risk",
            Panel(
                page="escalations.record", zone="right", order=10, rule=policies.VIEW,
                draw=panels.at_risk,
            ),
        )  # fmt: skip
        on.add(
            "insights.segment",
            Panel(
                page="stakeholders.segment", zone="main", order=10, rule=policies.VIEW,
                draw=panels.gaps,
            ),
        )  # fmt: skip
        for kind, shown_on, zone, order in (
            ("party", "stakeholders.record", "right", 35),
            ("initiative", "initiatives.detail", "side", 40),
            ("strategy", "strategies.detail", "side", 40),
        ):
            on.add(
                f"insights.{kind}",
                Panel(
                    page=shown_on, zone=zone, order=order, rule=policies.VIEW,
                    draw=panels.year(kind),
                ),
            )  # fmt: skip
