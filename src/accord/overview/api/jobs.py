from typing import Any

from accord.foundation.jobs.context import Context
from accord.foundation.kernel import clock
from accord.overview.api import actions


def forget_keys(ctx: Context) -> dict[str, Any]:
    del ctx
    return {"dropped": actions.forget_keys(at=clock.now())}
