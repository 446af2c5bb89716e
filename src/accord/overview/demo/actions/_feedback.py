"""Feedback to the dairy, which it said in its own words: not yet what was meant, then it was."""

from datetime import datetime

from accord.features.feedback import actions
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step


def fed_back(cast: Cast, at: datetime) -> list[Step]:
    """Say when it was given, and each time what its reader understood."""
    return [(at - 9 * DAY, lambda moment: _told(cast, moment))]


def _told(cast: Cast, moment: datetime) -> None:
    by, party = cast.people["MK"], cast.known["jv"]
    promise = promises_visible_to(by).filter(party=party).order_by("pk").first()
    if promise is None:
        return
    made = actions.write_feedback(
        by=by, party=party, at=moment, title="How the meadow talks went",
        words="You brought the figures of all nine farms. It let us decide within a week. "
        "It would help if they came two days before we meet, so that we can check them.",
    )  # fmt: skip
    actions.add_fact(
        by=by, feedback=made, ref=promise.ref, at=moment,
        words="We had promised you an answer, and could give it once the figures were there.",
    )  # fmt: skip
    actions.give(by=by, feedback=made, at=moment)
    actions.restate(
        by=SYSTEM, feedback=made, name="Jonas Vetter", at=moment + DAY,
        words="The figures were too late for you.",
    )  # fmt: skip
    actions.settle(
        by=by, feedback=made, is_understood=False, at=moment + 2 * DAY,
        reply="No: they were what made it possible. Two days earlier they would do even more.",
    )  # fmt: skip
    actions.restate(
        by=SYSTEM, feedback=made, name="Jonas Vetter", at=moment + 3 * DAY,
        words="The figures helped. I send them two days before we meet.",
    )  # fmt: skip
