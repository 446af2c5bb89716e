"""Writes migrations and checks them: one line of them in each app, its end in max_migration.txt.

python -m tools.migrations           write what the models ask for
python -m tools.migrations check     fail where one is missing or two branches of an app diverge
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.writer import MigrationWriter

from accord.sqlite import use_sound_sqlite


def fold(label: str) -> None:
    """Let tables of an app's first migration be made with their indexes and constraints at once.

    Added one by one, each makes Django draw all models that know of the table anew, and SQLite
    make the table itself anew: nine tenths of what a new database takes. A table that gets fields
    later, since two tables know of each other, keeps what may name them for afterwards.
    """
    name = f"{apps.get_app_config(label).name}.migrations.0001_initial"
    try:
        module = import_module(name)
    except ModuleNotFoundError:  # an app without tables
        return
    migration = module.Migration("0001_initial", label)
    made = {op.name_lower: op for op in migration.operations if isinstance(op, CreateModel)}
    for op in migration.operations:
        if isinstance(op, AddField):
            made.pop(op.model_name_lower, None)
    kept = []
    for op in migration.operations:
        if isinstance(op, AddIndex) and op.model_name_lower in made:
            made[op.model_name_lower].options.setdefault("indexes", []).append(op.index)
        elif isinstance(op, AddConstraint) and op.model_name_lower in made:
            made[op.model_name_lower].options.setdefault("constraints", []).append(op.constraint)
        else:
            kept.append(op)
    if len(kept) < len(migration.operations):
        migration.operations = kept
        Path(str(module.__file__)).write_text(MigrationWriter(migration).as_string(), "utf-8")
        print(f"{label}: indexes and constraints folded into their tables; `make fmt` comes next")


def main() -> int:
    use_sound_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    settings.INSTALLED_APPS.append("django_linear_migrations")  # for those who work on it only
    django.setup()
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("accord.")]
    if sys.argv[1:] != ["check"]:
        call_command("makemigrations", *(sys.argv[1:] or ours))
        for label in sys.argv[1:] or ours:
            fold(label)
        return 0
    try:
        call_command("check", "--tag", "models")
        call_command("makemigrations", "--check", "--dry-run")
    except SystemCheckError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
