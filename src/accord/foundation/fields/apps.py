from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "accord.foundation.fields"
    label = "fields"

    def ready(self) -> None:
        from accord.foundation.fields import actions
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM

        derived.add(
            "fields.tag-uses",
            Derived(
                "fields.taglink",
                lambda touched, at: actions.count_uses(by=SYSTEM, touched=touched, at=at),
                shared=True,
            ),
        )
