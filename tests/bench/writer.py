"""A process that creates and changes stakeholders until its time is over."""

import sys
import time
from itertools import count
from os import getpid

from accord.config.commands._setup import prepare

prepare()

from django.db import connection  # noqa: E402

from accord.features.stakeholders import actions  # noqa: E402
from accord.foundation.accounts.models import User  # noqa: E402
from accord.foundation.kernel import clock  # noqa: E402
from tests.bench.meters import Backends, cpu_of  # noqa: E402


def main() -> None:
    seconds = float(sys.argv[1])
    person = User.objects.get(email="reader@example.org")
    pids = [getpid(), *Backends(connection).own()]
    print("ready", flush=True)
    sys.stdin.readline()
    used = sum(map(cpu_of, pids))
    until = time.monotonic() + seconds
    for turn in count():
        if time.monotonic() > until:
            break
        if turn % 2 == 0:
            details = actions.PartyDetails(
                kind="organisation", name=f"Written by {getpid()} number {turn} Waterworks",
                owner_id=person.pk,
            )  # fmt: skip
            party = actions.add_party(by=person, details=details, at=clock.now())
        else:
            actions.retire_party(by=person, party=party, reason="Moved away", at=clock.now())
    print(turn, sum(map(cpu_of, pids)) - used)


if __name__ == "__main__":
    main()
