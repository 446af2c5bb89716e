"""Add people, grant roles, set passwords; for what pages do too, when nobody can sign in.

For example:
  accord user first                                  a link for the first administrator, once
  accord user add ann@example.org "Ann Lee" --role manager
  accord user grant ann@example.org administrator
  accord user grant ann@example.org practitioner --department "Customer Care"
  accord user password ann@example.org               a link for a new password, for one hour
  echo "…" | accord user password ann@example.org --stdin
  accord user factors ann@example.org                takes second factors away, if all are lost
  accord user stolen pwned-passwords.txt             a list of stolen passwords (SHA-1) to refuse
  accord user list
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from accord.config.commands import Exit
from accord.config.commands._progress import bar
from accord.config.commands._setup import prepare
from accord.foundation.kernel.days import day_of

if TYPE_CHECKING:
    from accord.foundation.accounts.models import Department, User

ROLES = (
    "viewer", "practitioner", "lead", "manager", "executive", "case-handler", "custodian",
    "administrator",
)  # fmt: skip


def add_arguments(parser: ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True, metavar="first|add|grant|…")
    words.add_parser("first", help="a link by which the first administrator makes their account")
    words.add_parser("list", help="everybody with an account, and their roles")
    add = words.add_parser("add", help="make an account")
    add.add_argument("email")
    add.add_argument("name")
    add.add_argument("--role", choices=ROLES, help="a role over everything")
    add.add_argument("--department", help="where they work, by name or code")
    add.add_argument("--stdin", action="store_true", help="read the password, else give a link")
    grant = words.add_parser("grant", help="give a role")
    grant.add_argument("email")
    grant.add_argument("role", choices=ROLES)
    grant.add_argument("--department", help="only over this one and those below it")
    factors = words.add_parser("factors", help="take somebody's second factors away")
    factors.add_argument("email")
    stolen = words.add_parser("stolen", help="import a list of stolen passwords")
    stolen.add_argument("file", type=Path, help="the SHA-1 of a password on each line")
    password = words.add_parser("password", help="a new password, ending every session")
    password.add_argument("email")
    password.add_argument(
        "--stdin", action="store_true", help="read the password, else give a link"
    )


def run(options: Namespace) -> int:
    prepare()
    from accord.foundation.kernel import clock

    return int(WORDS[options.word](options, clock.now()))


def _first(options: Namespace, at: datetime) -> Exit:
    del options
    from accord.foundation.accounts.actions import offer_first_place

    link = offer_first_place(at=at)
    if link is None:
        print("There is an administrator already.", file=sys.stderr)
        return Exit.REFUSED
    print(link)
    return Exit.FINE


def _list(options: Namespace, at: datetime) -> Exit:
    del options
    from accord.foundation.accounts.models import Grant, User

    roles: dict[int, list[str]] = {}
    for given in Grant.objects.select_related("department").order_by("id"):
        if given.is_current(day_of(at, settings.HOUSE_TIME_ZONE)):
            where = f" in {given.department}" if given.department else ""
            roles.setdefault(given.person_id, []).append(f"{given.role}{where}")
    for person in User.objects.order_by("email"):
        closed = "" if person.is_active else " (closed)"
        print(f"{person.email}\t{person.name}{closed}\t{', '.join(roles.get(person.pk, []))}")
    return Exit.FINE


def _add(options: Namespace, at: datetime) -> Exit:
    from accord.foundation.accounts import actions
    from accord.foundation.accounts.models import User
    from accord.foundation.journal.writing import writing
    from accord.foundation.kernel.roles import Role
    from accord.foundation.kernel.rules import SYSTEM

    password = _read() if options.stdin else None
    department = _department(options.department)
    with writing():
        if password is not None:
            actions.check_password_is_good(password, User(email=options.email, name=options.name))
        person = actions.add_person(
            by=SYSTEM, email=options.email, name=options.name, department=department,
            password=password, at=at,
        )  # fmt: skip
        if options.role:
            actions.grant(by=SYSTEM, person=person, role=Role(options.role), at=at)
    print(f"{person.email} has an account.")
    if password is None:
        _print_link(person)
    return Exit.FINE


def _grant(options: Namespace, at: datetime) -> Exit:
    from accord.foundation.accounts import actions
    from accord.foundation.accounts.models import Grant
    from accord.foundation.kernel.roles import Role
    from accord.foundation.kernel.rules import SYSTEM

    person, department = person_with(options.email), _department(options.department)
    scope = Grant.Scope.DEPARTMENT if department else Grant.Scope.ALL
    given = actions.grant(
        by=SYSTEM, person=person, role=Role(options.role), scope=scope, department=department,
        at=at,
    )  # fmt: skip
    print(f"{person.email}: {given}")
    return Exit.FINE


def _password(options: Namespace, at: datetime) -> Exit:
    from accord.foundation.accounts import actions

    person = person_with(options.email)
    if options.stdin:
        actions.set_password(person=person, password=_read(), at=at)
        print(f"{person.email} has a new password.")
    else:
        _print_link(person)
    return Exit.FINE


def _factors(options: Namespace, at: datetime) -> Exit:
    from accord.foundation.accounts import actions
    from accord.foundation.kernel.rules import SYSTEM

    person = person_with(options.email)
    actions.reset_factors(by=SYSTEM, person=person, at=at)
    print(f"{person.email} has no second factor any more, and is signed out everywhere.")
    return Exit.FINE


def _stolen(options: Namespace, at: datetime) -> Exit:
    del at
    from accord.foundation.accounts import breached
    from accord.foundation.accounts.passwords import breached_file
    from accord.foundation.kernel.errors import Invalid

    total, done = options.file.stat().st_size, 0
    with bar("Reading stolen passwords") as step:

        def tell(count: int) -> None:
            nonlocal done
            before, done = done, done + count
            if before >> 20 != done >> 20:
                step(done >> 20, total >> 20)

        try:
            kept = breached.build(options.file, breached_file(), tell)
        except breached.Unreadable as wrong:
            raise Invalid(str(wrong)) from wrong
    print(f"{kept} stolen passwords are refused from now on.")
    return Exit.FINE


def _print_link(person: "User") -> None:
    from accord.foundation.accounts.links import reset_link

    print(f"For their password, within the hour: {reset_link(person)}")


def _read() -> str:
    from accord.foundation.kernel.errors import Invalid

    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("Password: ")
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Invalid("there is no password on the standard input")
    return password


def person_with(email: str) -> "User":
    from accord.foundation.accounts.models import User
    from accord.foundation.kernel.errors import Invalid

    person = User.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise Invalid(f"nobody here has the address {email}")
    return person


def _department(name: str | None) -> "Department | None":
    if not name:
        return None
    from django.db.models import Q

    from accord.foundation.accounts.models import Department
    from accord.foundation.kernel.errors import Invalid

    found = list(Department.objects.filter(Q(name__iexact=name) | Q(code__iexact=name))[:2])
    if len(found) != 1:
        raise Invalid(f"{'no' if not found else 'more than one'} department is named {name}")
    return found[0]


WORDS: dict[str, Callable[[Namespace, datetime], Exit]] = {
    "first": _first,
    "list": _list,
    "add": _add,
    "grant": _grant,
    "password": _password,
    "factors": _factors,
    "stolen": _stolen,
}
