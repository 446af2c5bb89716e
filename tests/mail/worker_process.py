"""``python -m tests.mail.worker_process post 20`` hands in mails; without words it is a worker.

The worker's leases are short, so that a test need not wait long for them, and longer than a busy
machine keeps anybody waiting.
"""

import sys
from datetime import timedelta

from accord.config.commands._setup import prepare

prepare()

from accord.config.commands.worker import stop_on_signals  # noqa: E402
from accord.foundation.jobs.worker import Worker  # noqa: E402
from accord.foundation.kernel import clock  # noqa: E402
from accord.foundation.kernel.rules import SYSTEM  # noqa: E402
from accord.foundation.mail.actions import Draft, _send, post  # noqa: E402


def main(words):
    if words:
        for number in range(int(words[1])):
            draft = Draft(kind="django", to=f"p{number}@example.org", subject="Hi", text="Hi")
            post(by=SYSTEM, draft=draft, at=clock.now())
        return
    _send.ATTEMPT = timedelta(seconds=3)
    worker = Worker(lanes=2, lease=timedelta(seconds=3))
    stop_on_signals(worker.stop)
    worker.run()


if __name__ == "__main__":
    main(sys.argv[1:])
