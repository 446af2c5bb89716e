"""Take in a file: CSV, TSV, XLSX, ODS or vCard, packed or not.

Which column is what is proposed from the header, as on the page; --map says it otherwise. Rows that
are refused stand in a file with their reasons. Safe to repeat; a whole import can be undone there.

For example:
  accord import orgs.csv --kind organisations --as ann@example.org --dry-run
  accord import orgs.csv --kind organisations --as ann@example.org
  accord import people.xlsx --kind people --as ann@example.org --map 2=name --map 5=email
  accord import --list                  the kinds there are
"""

import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from accord.config.commands import Exit
from accord.config.commands._progress import bar
from accord.config.commands._setup import prepare

DOOR = "accord.foundation.imports.console"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--kind", help="what the rows are")
    parser.add_argument("--as", dest="person", metavar="EMAIL", help="who imports")
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD")
    parser.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE")
    parser.add_argument("--dry-run", action="store_true", help="only count what would be done")
    parser.add_argument("--refused", type=Path, help="where to write the refused rows")
    parser.add_argument("--list", action="store_true", dest="shows_kinds", help="name the kinds")


def run(options: Namespace) -> int:
    prepare()
    from accord.config.commands.user import person_with
    from accord.foundation.imports.targets import targets
    from accord.foundation.kernel import clock
    from accord.foundation.kernel.errors import Invalid

    if options.shows_kinds:
        print("\n".join(name for name, _ in targets.items()))
        return Exit.FINE
    if not (options.file and options.kind and options.person):
        print("accord import: say which file, --kind, and --as whom", file=sys.stderr)
        return Exit.USAGE
    if options.kind not in targets:
        known = ", ".join(name for name, _ in targets.items())
        print(f"accord import: kinds are {known}", file=sys.stderr)
        return Exit.USAGE
    if not options.file.exists():
        raise FileNotFoundError(f"there is no file {options.file}")
    if find_spec(DOOR) is None:
        raise Invalid("this version can't import from the command line")
    with bar("Importing") as step:
        done = import_module(DOOR).run(
            by=person_with(options.person), path=options.file, kind=options.kind,
            mapping=pairs(options.map), options=pairs(options.set), is_dry=options.dry_run,
            refused=options.refused, progress=step, at=clock.now(),
        )  # fmt: skip
    print(done.words)
    return Exit.PROBLEMS if done.refused_count else Exit.FINE


def pairs(words: list[str]) -> dict[str, str]:
    """Read ``2=name`` and the like. Raises Invalid."""
    from accord.foundation.kernel.errors import Invalid

    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not (name and equals):
            raise Invalid(f"{word!r} should be NAME=VALUE")
        found[name] = value
    return found
