"""A minimal valid workshop, made by the same action as everybody's."""

from datetime import timedelta

from accord.features.workshops import actions
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.initiatives import initiative, stake


def workshop(*stakes, title="Who counts", by=SYSTEM, at=NOON, hours=8):
    """Lay out ``stakes`` of one initiative, or a new one."""
    stakes = stakes or (stake(initiative(at=at), at=at),)
    return actions.open_workshop(
        by=by, initiative=stakes[0].initiative, title=title, stakes=stakes, at=at,
        closes_at=at + timedelta(hours=hours),
    )  # fmt: skip
