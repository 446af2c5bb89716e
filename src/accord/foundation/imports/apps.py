from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "accord.foundation.imports"
    label = "imports"

    def ready(self) -> None:
        from accord.foundation.imports import actions
        from accord.foundation.jobs.kinds import Kind, kinds

        kinds.add("imports.check", Kind("imports.check", actions.run_check, is_long=True))
        kinds.add("imports.import", Kind("imports.import", actions.run_import, is_long=True))
        kinds.add("imports.undo", Kind("imports.undo", actions.run_undo, is_long=True))
