"""Every write on needs."""

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.needs import policies
from accord.features.needs.models import Need
from accord.features.needs.states import Confidence, Kind, State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


def hear_need(
    *, by: Actor, party: Party, words: str, at: datetime, quotation: str = "",
    state: str = State.NOT_MET, visibility: str = Visibility.EVERYONE,
    department_id: int | None = None, reader_ids: tuple[int, ...] = (), kind: str = Kind.NEED,
    confidence: str = Confidence.THEMSELVES,
) -> Need:  # fmt: skip
    """Write down what a party needs, with the sentence it was heard in."""
    words = _words(words)
    plain(quotation, "quotation")
    need = Need(
        party=party, words=words, quotation=quotation, state=State(state), heard_at=at,
        kind=Kind(kind), confidence=Confidence(confidence), confirmed_on=_day(at),
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


def confirm_need(*, by: Actor, need: Need, at: datetime) -> Need:
    """Say that it holds still, as it stands here. Raises Stale when it is no longer there."""
    with change(policies.CONFIRM, by=by, at=at, subject=need) as record:
        if need.state == State.GONE:
            raise Stale(_("This need is no longer there."))
        if record.set(need, confirmed_on=_day(at)):
            _tell(by, record, need, "need-confirmed", at, "")
    return need


def reword_need(
    *, by: Actor, need: Need, words: str, at: datetime, seen: int | None = None,
    kind: str | None = None, confidence: str | None = None,
) -> Need:  # fmt: skip
    """Say the same need in better words, what kind it is, or how we know, where these are given.

    ``seen`` is the version that the person read.
    """
    words = _words(words)
    more = {
        "kind": need.kind if kind is None else Kind(kind),
        "confidence": need.confidence if confidence is None else Confidence(confidence),
    }
    with change(policies.CHANGE, by=by, at=at, subject=need, seen=seen) as record:
        record.set(need, words=words, **more)
    return need


def _words(words: str) -> str:
    return said(words, "words", why=_("Say what they need."))[:300]


def _day(at: datetime) -> date:
    return day_of(at, settings.HOUSE_TIME_ZONE)


def _tell(
    by: Actor, record: Record, need: Need, verb: str, at: datetime, text: str,
    *, readers: tuple[int, ...] = (),
) -> None:  # fmt: skip
    told = Telling(
        RowKind.NEED, verb, subject=need, ref=need.ref, title=need.words, text=text,
        visibility=need.visibility, department_id=need.department_id, readers=readers,
    )  # fmt: skip
    tell(by=by, record=record, parties=[need.party], telling=told, at=at)
