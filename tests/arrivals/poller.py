"""``python -m tests.arrivals.poller add PORT`` arranges a mailbox; ``poll`` reads it to its end."""

import sys

from accord.config.commands._setup import prepare

prepare()

from accord.foundation.accounts import actions as accounts  # noqa: E402
from accord.foundation.arrivals import actions  # noqa: E402
from accord.foundation.arrivals.models import Mailbox  # noqa: E402
from accord.foundation.kernel import clock  # noqa: E402
from accord.foundation.kernel.roles import Role  # noqa: E402
from accord.foundation.kernel.rules import SYSTEM  # noqa: E402
from tests.arrivals.dovecot import PASSWORD  # noqa: E402


def main(words):
    now = clock.now()
    if words[0] == "add":
        me = accounts.add_person(by=SYSTEM, email="ann@example.org", name="Ann", at=now)
        accounts.grant(by=SYSTEM, person=me, role=Role.PRACTITIONER, at=now)
        details = actions.MailboxDetails(
            "Mail", "localhost", "ann@water.example", int(words[1]), secret=PASSWORD
        )
        made = actions.add_mailbox(by=me, owner=me, details=details, at=now)
        actions.choose_folders(by=me, mailbox=made, names=["INBOX"], at=now)
        return
    actions.poll(by=SYSTEM, mailbox=Mailbox.objects.get(), at=now)
    assert not Mailbox.objects.get().trouble, Mailbox.objects.get().trouble


if __name__ == "__main__":
    main(sys.argv[1:])
