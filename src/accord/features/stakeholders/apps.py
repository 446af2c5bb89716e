from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "accord.features.stakeholders"
    label = "stakeholders"

    def ready(self) -> None:
        from accord.features.stakeholders import actions
        from accord.foundation.journal.derived import Derived, derived

        derived.add(
            "stakeholders.months",
            Derived(
                "stakeholders.timelinerow",
                lambda touched, at: actions.roll_up_timeline(touched=touched, at=at),
            ),
        )
