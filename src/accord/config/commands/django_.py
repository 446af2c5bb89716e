"""Run one of Django's own commands.

For example:
  accord django shell
  accord django makemigrations --check
  accord django dbshell
"""

from argparse import ArgumentParser, Namespace

from accord.config.commands import Exit
from accord.config.commands._setup import prepare


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="...")


def run(options: Namespace) -> int:
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["accord django", *options.words])
    return Exit.FINE
