"""What a person thinks of a relationship, beside what was computed."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.health import policies, queries
from accord.features.health.models import Judgement
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank

BEST = 100
APART = 20  # points between a person and the computed score from which a reason is asked


def judge(*, by: Actor, party: Party, value: int, at: datetime, note: str = "") -> Judgement:
    """Keep what somebody thinks of a relationship, from 0 to 100.

    Raises Invalid where it lies more than 20 points off the computed score and nobody says why.
    """
    note = plain(note, "note")
    if not 0 <= value <= BEST:
        raise Invalid(_("A judgement goes from 0 to 100."), field="value")
    score = queries.course_of(party).newest
    computed = score.value if score and score.is_enough else None
    if computed is not None and abs(value - computed) > APART and is_blank(note):
        said = _("This lies more than 20 points off the computed score of %s: say why.")
        raise Invalid(said % round(computed), field="note")
    made = Judgement(
        party=party, by_id=by.pk, at=at, value=value, computed=computed, note=note[:500]
    )
    with change(policies.JUDGE, by=by, at=at) as record:
        policies.JUDGE.demand(by, party)
        record.subject = made
        record.add(made)
        told = Telling(
            RowKind.CHANGE, "health-judged", subject=made, title=str(value), text=made.note
        )
        tell(by=by, record=record, parties=[party], telling=told, at=at)
    return made
