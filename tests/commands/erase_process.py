"""Adds a person whose name is like no other word, or erases whoever is named by reference."""

import os
import sys
from io import BytesIO

from accord.sqlite import use_sound_sqlite

NAME = "Xanthippe Quuxbury"


def add():
    from accord.features.stakeholders import actions
    from accord.foundation.kernel import clock
    from accord.foundation.kernel.rules import SYSTEM

    at = clock.now()
    details = actions.PartyDetails(kind="person", name=NAME)
    party = actions.add_party(by=SYSTEM, details=details, at=at)
    for number in range(50):
        actions.keep_note(by=SYSTEM, party=party, text=f"{NAME} said {number}", at=at)
    actions.attach_files(
        by=SYSTEM, party=party, files=[("Quuxbury.txt", BytesIO(b"Quuxbury"))], at=at
    )
    return party.ref


def erase(ref):
    from accord.features.stakeholders import actions, jobs
    from accord.features.stakeholders.models import Party
    from accord.foundation.jobs.context import Context
    from accord.foundation.kernel import clock
    from accord.foundation.kernel.rules import SYSTEM

    party = Party.objects.get(ref=ref)
    job = actions.ask_erasure(by=SYSTEM, party=party, typed=ref, reason="Asked.", at=clock.now())
    jobs.erase(Context(job), **job.args)
    return ref


def main():
    use_sound_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    import django

    django.setup()
    sys.stdout.write(erase(sys.argv[1]) if len(sys.argv) > 1 else add())


if __name__ == "__main__":
    main()
