"""Every write on needs, in their first small form."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.needs import policies
from accord.features.needs.models import Need
from accord.features.needs.states import State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank


def hear_need(
    *, by: Actor, party: Party, words: str, at: datetime, quotation: str = "",
    state: str = State.NOT_MET,
) -> Need:  # fmt: skip
    """Write down what a party needs, with the sentence it was heard in."""
    if is_blank(words):
        raise Invalid(_("Say what they need."), field="words")
    need = Need(
        party=party, words=words.strip()[:300], quotation=quotation, state=State(state),
        heard_at=at, department_id=party.department_id,
    )  # fmt: skip
    with change(policies.HEAR, by=by, at=at) as record:
        policies.HEAR.demand(by, party)
        need.ref = reference("N", take_numbers("need")[0])
        record.subject = need
        record.add(need)
        told = Telling(
            RowKind.NEED, "need-heard", subject=need, ref=need.ref, title=need.words,
            text=quotation, visibility=need.visibility, department_id=need.department_id,
        )  # fmt: skip
        tell(by=by, record=record, parties=[party], telling=told, at=at)
    return need


def judge_need(*, by: Actor, need: Need, state: str, at: datetime, why: str = "") -> Need:
    """Say whether a need is met now, and why one thinks so."""
    with change(policies.JUDGE, by=by, at=at, subject=need) as record:
        if not record.set(need, state=State(state)):
            return need
        told = Telling(
            RowKind.NEED, f"need-{state}", subject=need, ref=need.ref, title=need.words, text=why,
            visibility=need.visibility, department_id=need.department_id,
        )  # fmt: skip
        tell(by=by, record=record, parties=[need.party], telling=told, at=at)
    return need
