"""Take in a file: CSV, TSV, XLSX, ODS or vCard, packed or not.

Which column is what is proposed from the header, as on the page; --map says it otherwise. Rows that
are refused can be written to a file with their reasons. Safe to repeat: what is there already is
unchanged. An import that was stopped goes on where it stood; a whole one can be undone.

For example:
  accord import orgs.csv --kind stakeholders --as ann@example.org --dry-run
  accord import orgs.csv --kind stakeholders --as ann@example.org --refused refused.csv
  accord import people.xlsx --kind stakeholders --as ann@example.org --map 2=name --set kind=person
  accord import --go-on 7 --as ann@example.org
  accord import --undo 7 --as ann@example.org
  accord import --list                  the kinds there are, and their fields
  accord import mail.mbox --kind mail --as ann@example.org    her mail: an mbox, a maildir, an .eml
"""

import csv
import gc
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accord.config.commands import Exit
from accord.config.commands._mail import MAIL, import_mail
from accord.config.commands._progress import bar
from accord.config.commands._setup import prepare

if TYPE_CHECKING:
    from accord.foundation.accounts.models import User
    from accord.foundation.imports.models import Import
    from accord.foundation.imports.reading.detection import Choices

COUNTED = ("new", "changed", "unchanged", "refused", "twin", "warned")
PAIRS = (
    ("--map", "COLUMN=FIELD", "what a column is; columns count from 0"),
    ("--set", "OPTION=VALUE", "what holds for all rows"),
    ("--read", "HOW=VALUE", "encoding, delimiter, sheet, has_header, …"),
)
SAID = {"yes": True, "true": True, "no": False, "false": False}
WORDS = {"twin": "possible duplicates", "warned": "with a warning"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--kind", help="what the rows are")
    parser.add_argument("--as", dest="person", metavar="EMAIL", help="who imports")
    for name, what, words in PAIRS:
        parser.add_argument(name, action="append", default=[], metavar=what, help=words)
    parser.add_argument("--dry-run", action="store_true", help="only count what would be done")
    parser.add_argument("--refused", type=Path, help="where to write the refused rows")
    parser.add_argument("--go-on", type=int, metavar="N", help="go on with import number N")
    parser.add_argument("--undo", type=int, metavar="N", help="take import number N back")
    parser.add_argument("--list", action="store_true", dest="shows_kinds", help="name the kinds")


def run(options: Namespace) -> int:
    prepare()
    gc.freeze()  # see wsgi.py
    gc.set_threshold(50_000, 20, 50)
    from accord.config.commands.user import person_with
    from accord.foundation.imports.reading.rows import Unreadable
    from accord.foundation.kernel.errors import Invalid

    if options.shows_kinds:
        _print_kinds()
        return Exit.FINE
    has_work = options.go_on or options.undo or (options.file and options.kind)
    if not (has_work and options.person):
        print("accord import: say which file, --kind, and --as whom", file=sys.stderr)
        return Exit.USAGE
    person = person_with(options.person)
    if options.kind == MAIL:
        return import_mail(person, options.file, pairs(options.set))
    try:
        if options.undo:
            return _undo(person, options.undo)
        batch = _number(person, options.go_on) if options.go_on else _taken(person, options)
        return _import(person, batch, options)
    except Unreadable as refusal:
        raise Invalid(str(refusal)) from refusal


def _print_kinds() -> None:
    from accord.foundation.imports.targets import targets

    for name, target in targets.items():
        print(f"{name}: {', '.join(field.key for field in target.fields())}")
    print(f"{MAIL}: an mbox, a maildir or an .eml; --set sight=private, department or everyone")


def _taken(person: "User", options: Namespace) -> "Import":
    """Take the file and say what its columns mean."""
    from accord.foundation.imports import actions
    from accord.foundation.kernel import clock

    if not options.file.exists():
        raise FileNotFoundError(f"there is no file {options.file}")
    with options.file.open("rb") as body:
        batch = actions.take_file(
            by=person, target=options.kind, name=options.file.name, body=body, at=clock.now(),
            choices=_choices(options.read),
        )  # fmt: skip
    mapping = {**batch.mapping, **pairs(options.map)}
    given = {name: SAID.get(value.lower(), value) for name, value in pairs(options.set).items()}
    chosen = {**batch.options, **given}
    return actions.choose(by=person, batch=batch, mapping=mapping, options=chosen, at=clock.now())


def _choices(words: list[str]) -> "Choices":
    from accord.foundation.imports.reading.detection import Choices
    from accord.foundation.kernel.errors import Invalid

    said = pairs(words)
    if unknown := said.keys() - {field.name for field in fields(Choices)}:
        raise Invalid(f"--read knows no {', '.join(sorted(unknown))}")
    kinds: dict[str, Callable[[str], Any]] = {
        "has_header": lambda text: SAID.get(text.lower(), True),
        "first_row": int,
    }
    return Choices(**{name: kinds.get(name, str)(value) for name, value in said.items()})


def _import(person: "User", batch: "Import", options: Namespace) -> int:
    from accord.foundation.imports import actions, queries
    from accord.foundation.kernel import clock

    work = actions.check if options.dry_run else actions.import_now
    with bar("Checking" if options.dry_run else "Importing") as step:
        counts = work(by=person, batch=batch, at=clock.now(), progress=step)
    would = "Import {} would be" if options.dry_run else "Import {}"
    said = ", ".join(f"{counts[name]} {WORDS.get(name, name)}" for name in COUNTED)
    print(f"{would.format(batch.pk)}: {counts['rows']} rows, {said}.")
    if options.refused:
        with options.refused.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(queries.refused_rows(batch))
    if options.dry_run:
        actions.forget(by=person, batch=batch, at=clock.now())
    return Exit.PROBLEMS if counts["refused"] else Exit.FINE


def _undo(person: "User", number: int) -> int:
    from accord.foundation.imports import actions
    from accord.foundation.kernel import clock

    batch = _number(person, number)
    with bar("Undoing") as step:
        done = actions.undo_now(by=person, batch=batch, at=clock.now(), progress=step)
    print(f"Import {number} is undone: {done.pop('rows')} rows.")
    for reason, count in done.items():
        print(f"  kept: {count} {reason}")
    return Exit.FINE


def _number(person: "User", number: int) -> "Import":
    from accord.foundation.imports.queries import visible_to
    from accord.foundation.kernel.errors import Invalid

    batch = visible_to(person).filter(pk=number).first()
    if batch is None:
        raise Invalid(f"there is no import number {number}")
    return batch


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
