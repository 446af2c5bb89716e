from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "accord.features.stakeholders"
    label = "stakeholders"

    def ready(self) -> None:
        from accord.features.stakeholders import actions, panels
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.search.sources import sources

        sources.add("party", panels.party_source)
        sources.add("timeline", panels.timeline_source)

        derived.add(
            "stakeholders.months",
            Derived(
                "stakeholders.timelinerow",
                lambda touched, at: actions.roll_up_timeline(touched=touched, at=at),
            ),
        )
