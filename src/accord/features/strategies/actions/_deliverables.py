"""What an activity hands over, and whether it did."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accord.features.strategies import policies
from accord.features.strategies.actions._strategies import going_on
from accord.features.strategies.models import Activity, Deliverable
from accord.features.strategies.states import DeliverableState
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def add_deliverable(
    *, by: Actor, activity: Activity, words: str, due_on: date, at: datetime
) -> Deliverable:
    deliverable = Deliverable(activity=activity, words=said(words, "words", 300), due_on=due_on)
    with going_on(policies.PLAN, by, activity.strategy, at) as record:
        record.add(deliverable)
    return deliverable


def settle_deliverable(
    *, by: Actor, deliverable: Deliverable, state: str, on: date, at: datetime, note: str = ""
) -> Deliverable:
    """Say that it was delivered and where it is, or why it is not coming; or open it again."""
    if state not in DeliverableState.values:
        raise Invalid(_("There is no such choice."), field="state")
    note = said(note, "note", 300, why=_("Say why.")) if _needs_why(state) else plain(
        note, "note", 300
    )  # fmt: skip
    settled = None if state == DeliverableState.OPEN else on
    with going_on(policies.WORK, by, deliverable.activity.strategy, at) as record:
        record.set(deliverable, state=state, settled_on=settled, note=note)
    return deliverable


def _needs_why(state: str) -> bool:
    return state == DeliverableState.DROPPED
