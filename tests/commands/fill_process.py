"""``python -m tests.commands.fill_process`` fills an installation; with a name it adds one more.

Something of every kind that a backup must bring back: people, records with their trail, odd text,
an undone change, a file, a job and a mail that wait.
"""

import sys

from accord.config.commands._setup import prepare

prepare()

from accord.features.stakeholders import actions, policies  # noqa: E402
from accord.foundation.accounts.actions import add_person, grant  # noqa: E402
from accord.foundation.files.actions import attach  # noqa: E402
from accord.foundation.jobs.actions import Order, enqueue  # noqa: E402
from accord.foundation.journal.models import Entry  # noqa: E402
from accord.foundation.journal.undo import undo  # noqa: E402
from accord.foundation.journal.writing import writing  # noqa: E402
from accord.foundation.kernel import clock  # noqa: E402
from accord.foundation.kernel.roles import Role  # noqa: E402
from accord.foundation.kernel.rules import SYSTEM  # noqa: E402
from accord.foundation.mail.actions import Draft, post  # noqa: E402

NAMES = ("Zażółć Gęślą", "Иванов ∑", "陈梅", "O'Neil \u202e", "Ä" * 300, "\U0001f9e6 sock")


def add(name):
    details = actions.PartyDetails("person", name)
    return actions.add_party(by=SYSTEM, details=details, at=clock.now())


def fill():
    at = clock.now()
    marta = add_person(
        by=SYSTEM, email="marta@example.org", name="Marta", password="four quiet herons", at=at
    )
    grant(by=SYSTEM, person=marta, role=Role.MANAGER, at=at)
    parties = [add(name) for name in NAMES]
    for party in parties:
        actions.keep_note(by=marta, party=party, text="line\n\x07\ttab \u2028 §", at=at)
    gone = add("Mistake")
    entry = Entry.objects.filter(subject_type="stakeholders.party", subject_id=gone.pk).first()
    undo(by=SYSTEM, entry_id=entry.pk, at=at)
    body = "zażółć gęślą jaźń\n".encode() * 200
    attach(by=marta, subject=parties[0], rule=policies.CHANGE, name="a.txt", body=body, at=at)
    enqueue(by=SYSTEM, order=Order("jobs.prune"), at=at)
    draft = Draft(kind="django", to="ann@example.org", subject="Żółć", text="\x07 odd \u2028 text")
    post(by=SYSTEM, draft=draft, at=at)


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.write(add(sys.argv[1]).ref)
    else:
        with writing():
            fill()
