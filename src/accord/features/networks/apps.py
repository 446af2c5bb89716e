from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "accord.features.networks"
    label = "networks"

    def ready(self) -> None:
        self._follow()
        self._show()
        from accord.features.networks.queries import HELD
        from accord.features.stakeholders.queries import held

        for key, item in HELD.items():
            held.add(key, item)

    def _show(self) -> None:
        """Plug in what the record page shows of who is near."""
        from accord.features.networks import panels, policies
        from accord.foundation.ui.panels import Panel, looks
        from accord.foundation.ui.panels import panels as on

        on.add(
            "networks.around",
            Panel(
                page="ties.near", zone="further", order=10, rule=policies.VIEW, draw=panels.around
            ),
        )

        for look in panels.LOOKS:
            looks.add(f"{look.page}.{look.key}", look)

    def _follow(self) -> None:
        """Plug in what keeps nearness true to the talks."""
        from accord.features.networks import actions, jobs
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.journal.derived import finishers
        from accord.foundation.kernel.rules import SYSTEM

        finishers.add(
            "networks",
            lambda touched, at: actions.follow_talks(by=SYSTEM, touched=touched, at=at),
        )
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        for nightly, when in (
            ("networks.mend", Daily(2, 10)),
            ("networks.measure-all", Daily(3, 5)),
        ):
            crons.add(nightly, Cron(nightly, nightly, when))
