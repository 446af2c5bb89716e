"""What is said: by a link, on the public page, or to one of us who writes it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.consultations import policies, queries
from accord.features.consultations.actions._asked import consulted, tell_parties
from accord.features.consultations.models import Answer, Consultation, Consulted, Stance
from accord.features.consultations.states import State, Via, View
from accord.features.stakeholders.actions import ContactDetails, PartyDetails, add_party
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.features.stakeholders.states import Channel, Kind
from accord.foundation.accounts.actions import brake
from accord.foundation.accounts.brakes import mark
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.rows import read_locked
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank


@dataclass(frozen=True)
class Said:
    """What somebody says in words, and to each option by its key."""

    words: str = ""
    stances: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stranger:
    """Who says so of themselves on the public page, and agrees that we keep it."""

    name: str
    email: str
    has_agreed: bool


def enter_answer(
    *, by: Actor, consultation: Consultation, party: Party, what: Said, via: str, at: datetime,
    said_at: datetime | None = None,
) -> Answer:  # fmt: skip
    """Write down what a party told one of us: by telephone, in person, in a letter."""
    moment = said_at or at
    if moment > at:
        raise Invalid(_("Nobody can have said this in the future."), field="said_at")
    if via not in {Via.PERSON, Via.CALL, Via.MAIL, Via.LETTER}:
        raise Invalid(_("Say how they told us."), field="via")
    made = Answer(consultation=consultation, party=party, via=via, entered_by_id=by.pk)
    with change(policies.ANSWER, by=by, at=at, subject=consultation) as record:
        NOTE.demand(by, party)
        _keep(record, made, what, moment)
        _take_in(by, record, made, party, at)
    return made


def answer_by_link(
    *, by: Actor, row: Consulted, what: Said, at: datetime, network: str = ""
) -> Answer:
    """Keep what a party says by its own link; said again before the close, the newer counts."""
    brake(marks=[mark(policies.FLOOD, network)], at=at)
    consultation = row.consultation
    with change(policies.ANSWER, by=by, at=at, subject=consultation) as record:
        there = queries.answer_of(row)
        if there is None or _is_late(consultation, at):
            there = Answer(consultation=consultation, party=row.party, via=Via.LINK)
        _keep(record, there, what, at)
        _take_in(by, record, there, row.party, at)
    return there


def answer_in_public(
    *, by: Actor, consultation: Consultation, who: Stranger, what: Said, at: datetime,
    network: str = "",
) -> Answer:  # fmt: skip
    """Keep what somebody says on the public page; whose it is, one of us says later."""
    name, email = said(who.name, "name", 120), said(who.email, "email", 254)
    if not who.has_agreed:
        raise Invalid(_("We may keep it only if you agree."), field="has_agreed")
    brake(marks=[mark(policies.FLOOD, network)], at=at)
    made = Answer(consultation=consultation, name=name, email=email, has_agreed=True, via=Via.PAGE)
    with change(policies.ANSWER, by=by, at=at, subject=consultation) as record:
        _keep(record, made, what, at)
    return made


def match_answer(*, by: Actor, answer: Answer, party: Party, at: datetime) -> Answer:
    """Say which party an answer from the public page is from; nothing of the party changes."""
    with change(policies.ANSWER, by=by, at=at, subject=answer.consultation) as record:
        _demand_nobodys(answer)
        NOTE.demand(by, party)
        record.set(answer, party_id=party.pk)
        _take_in(by, record, answer, party, at)
    return answer


def make_party_of(*, by: Actor, answer: Answer, at: datetime) -> Party:
    """Make a new party of whoever answered, with the address that they gave."""
    with change(policies.ANSWER, by=by, at=at, subject=answer.consultation) as record:
        _demand_nobodys(answer)
        party = add_party(
            by=by, details=PartyDetails(Kind.PERSON, answer.name, owner_id=by.pk),
            points=[ContactDetails(Channel.MAIL, answer.email)], at=at,
        )  # fmt: skip
        record.set(answer, party_id=party.pk)
        _take_in(by, record, answer, party, at)
    return party


def set_answer_aside(*, by: Actor, answer: Answer, why: str, at: datetime) -> Answer:
    """Let an answer that is nobody's count no more; name and address go, the reason stays."""
    why = said(why, "why", 300)
    with change(policies.ANSWER, by=by, at=at, subject=answer.consultation) as record:
        _demand_nobodys(answer)
        record.set(answer, aside=why, name="", email="")
    return answer


def _keep(record: Record, answer: Answer, what: Said, moment: datetime) -> None:
    """Write an answer with what it says to each option, late or in time."""
    consultation = answer.consultation
    if consultation.state not in {State.OPEN, State.CLOSED}:
        raise Stale(_("This can't be answered any more."))
    words = plain(what.words, "words", 8000)
    options = {option.pk: option for option in queries.options_of(consultation)}
    stances = {key: View(view) for key, view in what.stances.items() if view}
    if not stances.keys() <= options.keys():
        raise Invalid(_("There is no such choice."))
    if is_blank(words) and not stances:
        raise Invalid(_("Say something: in words, or to one of the options."), field="words")
    fields = {"words": words, "said_at": moment, "is_late": _is_late(consultation, moment)}
    if answer.pk is None:
        for name, value in fields.items():
            setattr(answer, name, value)
        record.add(answer)
    else:
        record.set(answer, **fields)
        record.remove_many(list(Stance.objects.filter(answer=answer)))
    for key, view in stances.items():
        record.add(Stance(answer=answer, option=options[key], view=view))


def _take_in(by: Actor, record: Record, answer: Answer, party: Party, at: datetime) -> None:
    """Tell it on the party's timeline, and put it on the list of those who hear of the outcome."""
    one = answer.consultation
    consulted(by=by, record=record, consultation=one, party=party, at=at)
    tell_parties(
        by=by, record=record, consultation=one, parties=[party], verb="consultation-answer",
        text=answer.words, at=at,
    )  # fmt: skip


def _is_late(consultation: Consultation, moment: datetime) -> bool:
    return moment > consultation.closes_at


def _demand_nobodys(answer: Answer) -> None:
    """Read an answer afresh under the lock of its consultation; refuse one that is settled."""
    if not read_locked(answer):
        raise Stale(_("This record is no longer there."))
    if answer.party_id is not None or answer.aside:
        raise Stale(_("Somebody has said already whose it is."))
    if answer.consultation.state == State.ANSWERED:
        raise Stale(_("This consultation has ended."))
