"""What is new is told once a day."""

from accord.features.discussions import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

DIGEST = "discussions.digest"


def digest(ctx: Context) -> dict[str, int]:
    """Send what is new to who wants it; done again, it finds nothing to tell."""
    del ctx
    return {"mails": actions.send_digests(by=SYSTEM, at=clock.now())}


KINDS = (Kind(DIGEST, digest),)
