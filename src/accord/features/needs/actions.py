"""Every write on needs."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.needs import policies
from accord.features.needs.models import Need
from accord.features.needs.states import State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank, storable


def hear_need(
    *, by: Actor, party: Party, words: str, at: datetime, quotation: str = "",
    state: str = State.NOT_MET, visibility: str = Visibility.EVERYONE,
    department_id: int | None = None, reader_ids: tuple[int, ...] = (),
) -> Need:  # fmt: skip
    """Write down what a party needs, with the sentence it was heard in."""
    words = _words(words)
    if not storable(quotation):
        raise Invalid(_("The text holds characters that can't be kept."), field="quotation")
    need = Need(
        party=party, words=words, quotation=quotation, state=State(state), heard_at=at,
        visibility=Visibility(visibility), department_id=department_id or party.department_id,
    )  # fmt: skip
    with change(policies.HEAR, by=by, at=at) as record:
        policies.HEAR.demand(by, party)
        need.ref = reference("N", take_numbers("need")[0])
        record.subject = need
        record.add(need)
        _tell(by, record, need, "need-heard", at, quotation, readers=reader_ids)
    return need


def judge_need(*, by: Actor, need: Need, state: str, at: datetime, why: str = "") -> Need:
    """Say whether a need is met now, and why one thinks so."""
    with change(policies.JUDGE, by=by, at=at, subject=need) as record:
        if record.set(need, state=State(state)):
            _tell(by, record, need, f"need-{state}", at, why.strip())
    return need


def reword_need(
    *, by: Actor, need: Need, words: str, at: datetime, seen: int | None = None
) -> Need:
    """Say the same need in better words. ``seen`` is the version that the person read."""
    words = _words(words)
    with change(policies.CHANGE, by=by, at=at, subject=need, seen=seen) as record:
        record.set(need, words=words)
    return need


def _words(words: str) -> str:
    if is_blank(words):
        raise Invalid(_("Say what they need."), field="words")
    if not storable(words):
        raise Invalid(_("The text holds characters that can't be kept."), field="words")
    return words.strip()[:300]


def _tell(
    by: Actor, record: Record, need: Need, verb: str, at: datetime, text: str,
    *, readers: tuple[int, ...] = (),
) -> None:  # fmt: skip
    told = Telling(
        RowKind.NEED, verb, subject=need, ref=need.ref, title=need.words, text=text,
        visibility=need.visibility, department_id=need.department_id, readers=readers,
    )  # fmt: skip
    tell(by=by, record=record, parties=[need.party], telling=told, at=at)
