"""``accord <command>``: the one command line of an installation."""

import os
import sys

from accord.sqlite import use_sound_sqlite


def main() -> None:
    use_sound_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
