"""Taking in mail of before: each message once, with its own date, and nobody is told of it."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from accord.config.commands import Exit
from accord.config.commands._progress import bar

if TYPE_CHECKING:
    from accord.foundation.accounts.models import User

MAIL = "mail"


def import_mail(person: "User", path: Path, said: Mapping[str, str]) -> int:
    """Keep the messages of a file or folder, then file them with whom they are from or to."""
    from accord.foundation.arrivals import actions
    from accord.foundation.arrivals.boxes import NoMail, letters_in
    from accord.foundation.arrivals.models import Sight
    from accord.foundation.kernel import clock

    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    sight = said.get("sight", Sight.PRIVATE)
    if sight not in Sight.values:
        print(f"accord import: mail takes --set sight={'|'.join(Sight.values)}", file=sys.stderr)
        return Exit.USAGE
    way = actions.Way(source=path.name, owner_id=person.pk, sight=sight, is_archive=True)
    at = clock.now()
    try:
        with bar("Taking in") as step:
            taken = actions.take_in(
                by=person, letters=letters_in(path), way=way, at=at, progress=step
            )
    except NoMail as refusal:
        print(f"accord import: {refusal}", file=sys.stderr)
        return Exit.REFUSED
    with bar("Filing") as step:
        actions.file_new(by=person, at=at, go_on=lambda done: step(done, None))
    print(f"{taken.seen} messages: {taken.new} new, {taken.known} were here already.")
    _print_ledger(person)
    return Exit.FINE


def _print_ledger(person: "User") -> None:
    """Say what became of all mail of a person: together it is all that ever came."""
    from accord.foundation.arrivals.models import Reason, State
    from accord.foundation.arrivals.queries import endings_of

    for state, reason, count in endings_of(person):
        why = f" ({Reason(reason).label})" if reason else ""
        print(f"  {count:>7} {State(state).label}{why}")
