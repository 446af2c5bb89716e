"""Writes migrations and checks them: one line of them in each app, its end in max_migration.txt.

python -m tools.migrations           write what the models ask for
python -m tools.migrations check     fail where one is missing or two branches of an app diverge
"""

import os
import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from accord.sqlite import use_sound_sqlite


def main() -> int:
    use_sound_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    settings.INSTALLED_APPS.append("django_linear_migrations")  # for those who work on it only
    django.setup()
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("accord.")]
    if sys.argv[1:] != ["check"]:
        call_command("makemigrations", *(sys.argv[1:] or ours))
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
