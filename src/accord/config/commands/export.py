"""Write a list to a file: CSV, streamed, or XLSX. It holds what the named person may see.

For example:
  accord export stakeholders out.csv --as ann@example.org
  accord export stakeholders out.xlsx --as ann@example.org --query "view=mine&sort=-name"
  accord export stakeholders - --as ann@example.org | gzip > out.csv.gz
  accord export --list                  the lists there are

The query is what stands behind the question mark in the address of the list, as it is shown there;
all rows if not given.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from accord.config.commands import Exit
from accord.config.commands._progress import bar
from accord.config.commands._setup import prepare

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from accord.foundation.accounts.models import User

KINDS = {".csv": "csv", ".xlsx": "xlsx"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("list_", nargs="?", metavar="list", help="stakeholders, tasks, …")
    parser.add_argument("file", nargs="?", help="a name in .csv or .xlsx, or - for CSV to a pipe")
    parser.add_argument("--as", dest="person", metavar="EMAIL", help="whose eyes to look with")
    parser.add_argument(
        "--query", default="view=all", help="view, filters, order and columns, as in the address"
    )
    parser.add_argument("--list", action="store_true", dest="shows_lists", help="name the lists")


def run(options: Namespace) -> int:
    prepare()
    from accord.config.commands.user import person_with
    from accord.foundation.ui.listing.saving import areas

    if options.shows_lists:
        print("\n".join(name for name, _ in areas.items()))
        return Exit.FINE
    if not (options.list_ and options.file and options.person):
        print("accord export: say which list, which file, and --as whom", file=sys.stderr)
        return Exit.USAGE
    kind = "csv" if options.file == "-" else KINDS.get(Path(options.file).suffix.lower(), "")
    if options.list_ not in areas or not kind:
        known = ", ".join(name for name, _ in areas.items())
        print(f"accord export: lists are {known}; files end in .csv or .xlsx", file=sys.stderr)
        return Exit.USAGE
    answer = _answer(areas[options.list_], options.query, kind, person_with(options.person))
    with _target(options.file) as target, bar("Exporting, in kB") as step:
        size = 0
        for chunk in answer:
            target.write(chunk)
            size += len(chunk)
            step(size // 1000, None)
    print(f"{options.file}: {size / 1e6:.1f} MB", file=sys.stderr)
    return Exit.FINE


def _answer(list_page: str, query: str, kind: str, person: "User") -> Iterator[bytes]:
    """Ask the list's own page for its file, as that person."""
    from zoneinfo import ZoneInfo

    from django.conf import settings
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory
    from django.urls import resolve, reverse
    from django.utils import timezone, translation

    from accord.foundation.kernel.errors import Invalid

    address = reverse(list_page.replace(":list", ":export"))
    request = RequestFactory().get(f"{address}?{query}&as={kind}", headers={"host": "localhost"})
    request.user = person
    request.session = {}  # type: ignore[assignment]
    page = resolve(address)
    zone = ZoneInfo(person.time_zone or settings.HOUSE_TIME_ZONE)
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone):
        try:
            response: HttpResponseBase = page.func(request, *page.args, **page.kwargs)
        except PermissionDenied as refusal:
            raise Invalid(f"{person.email} may not take this list along") from refusal
        if response.status_code != 200:  # noqa: PLR2004
            raise Invalid(f"this list can't be made with {query!r} as {kind}")
        yield from response


@contextmanager
def _target(name: str) -> Iterator[IO[bytes]]:
    """Give where to write; a file appears under its name once it is whole."""
    if name == "-":
        yield sys.stdout.buffer
        return
    path = Path(name)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
