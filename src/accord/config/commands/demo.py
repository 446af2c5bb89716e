"""Load the made-up organisation, or take it away.

It lives beside your own records and is taken back in one step; what you changed in it stays and is
named.

For example:
  accord demo             load it, if it is not here
  accord demo --again     take it away, then load it anew
  accord demo --remove    take it away
"""

from argparse import ArgumentParser, Namespace

from accord.config.commands import Exit
from accord.config.commands._progress import bar
from accord.config.commands._setup import prepare

ORGANISATION = "Larkwater"


def add_arguments(parser: ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--again", action="store_true", help="take it away first")
    choice.add_argument("--remove", action="store_true", help="take it away")


def run(options: Namespace) -> int:
    prepare()
    from accord.foundation.kernel import clock
    from accord.foundation.kernel.rules import SYSTEM
    from accord.overview.demo import actions

    if options.remove or (options.again and actions.is_told(by=SYSTEM, at=clock.now())):
        remove()
    if not options.remove:
        tell()
    return Exit.FINE


def remove() -> None:
    from accord.foundation.kernel import clock
    from accord.foundation.kernel.rules import SYSTEM
    from accord.overview.demo import actions

    done = actions.remove_demo(by=SYSTEM, at=clock.now())
    print(f"The demo is taken away: {done.rows_count} rows.")
    for kept in done.kept:
        print(f"  kept: {kept.kind} {kept.row_id} {kept.field} ({kept.reason})")


def tell() -> None:
    """Load it whole or not at all, however it is stopped."""
    from accord.foundation.journal.writing import writing
    from accord.foundation.kernel import clock
    from accord.foundation.kernel.rules import SYSTEM
    from accord.overview.demo import actions

    with bar("Loading the demo") as step, writing():
        actions.tell_demo(by=SYSTEM, at=clock.now(), progress=step)
    print(f"The demo is loaded. Sign in: {sign_in()}")


def sign_in() -> str:
    """Say how to sign in to the demo as somebody who may do most things."""
    from accord.foundation.accounts.queries import colleagues
    from accord.foundation.kernel.roles import ADMINISTRATORS
    from accord.overview.demo import actions

    people = colleagues().filter(email__endswith=actions.MAIL)
    who = next((person for person in people if person.holds(ADMINISTRATORS)), people.first())
    return f"{who.email}, password {actions.PASSWORD}" if who else "nobody is left in the demo"
