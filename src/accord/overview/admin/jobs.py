"""What is tidied by the clock: sessions that ended, browsers long unseen, tries long forgotten."""

from accord.foundation.accounts import actions
from accord.foundation.jobs.context import Context
from accord.foundation.kernel import clock


def tidy_the_door_daily(ctx: Context) -> dict[str, int]:
    del ctx
    at = clock.now()
    return {
        "sessions": actions.forget_sessions(at=at),
        "devices": actions.forget_devices(at=at),
        "brakes": actions.forget_brakes(at=at),
    }
