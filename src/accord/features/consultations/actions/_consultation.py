from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.utils.translation import gettext as _

from accord.features.consultations import policies, queries
from accord.features.consultations.models import Answer, Consultation, Impact, Option
from accord.features.consultations.states import MOVES, Direction, State
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.states import Participation
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class ConsultationDetails:
    """What is asked, why, how much say those asked get, and until when."""

    question: str
    level: str
    owner_id: int
    closes_at: datetime
    background: str = ""
    opens_at: datetime | None = None
    is_listed: bool = False


def draft_consultation(
    *, by: Actor, initiative: Initiative, details: ConsultationDetails, at: datetime
) -> Consultation:
    """Write a question down; nobody outside sees it before it is opened."""
    fields = _checked(details)
    with change(policies.RUN, by=by, at=at) as record:
        policies.RUN.demand(by, initiative)
        made = Consultation(
            ref=reference("CO", take_numbers("consultation")[0]), initiative=initiative,
            token=token_urlsafe(16), made_at=at, **fields,
        )  # fmt: skip
        record.add(made)
        record.subject = made
    return made


def change_consultation(
    *, by: Actor, consultation: Consultation, details: ConsultationDetails, at: datetime,
    seen: int | None = None,
) -> Consultation:  # fmt: skip
    """Put it in other words. Raises Stale once somebody could answer: they answered to these."""
    fields = _checked(details)
    with drafted(by=by, consultation=consultation, at=at, seen=seen) as record:
        record.set(consultation, **fields)
    return consultation


def add_option(
    *, by: Actor, consultation: Consultation, words: str, at: datetime, details: str = ""
) -> Option:
    made = Option(
        consultation=consultation, words=said(words, "words", 200),
        details=plain(details, "details", 4000),
    )  # fmt: skip
    with drafted(by=by, consultation=consultation, at=at) as record:
        record.add(made)
    return made


def drop_option(*, by: Actor, option: Option, at: datetime) -> None:
    """Take an option away, with what was said of whom it touches."""
    with drafted(by=by, consultation=option.consultation, at=at) as record:
        record.remove_many(list(Impact.objects.filter(option=option)))
        record.remove(option)


def assess_impact(
    *, by: Actor, option: Option, party: Party, direction: int, size: int, grounds: str,
    at: datetime,
) -> Impact:  # fmt: skip
    """Say how an option bears on a party, how much, and on what grounds; the newer word counts."""
    grounds = said(grounds, "grounds", 500)
    if direction not in Direction.values or not 1 <= size <= 5:  # noqa: PLR2004 -- the scale
        raise Invalid(_("Say how it bears on them, from 1 to 5."), field="size")
    given = {"direction": direction, "size": size, "grounds": grounds}
    with change(policies.RUN, by=by, at=at, subject=option.consultation) as record:
        NOTE.demand(by, party)
        refuse_ended(option.consultation)
        there = Impact.objects.filter(option=option, party=party).first()
        if there is None:
            there = Impact(option=option, party=party, **given)
            record.add(there)
        else:
            record.set(there, **given)
    return there


def open_consultation(*, by: Actor, consultation: Consultation, at: datetime) -> Consultation:
    """Let everybody who has the address answer, from now on."""
    with change(policies.RUN, by=by, at=at, subject=consultation) as record:
        _move(consultation, State.OPEN)
        if consultation.closes_at <= at:
            raise Invalid(_("It would close before anybody can answer: choose a later day."))
        record.set(consultation, state=State.OPEN, opens_at=at)
    return consultation


def extend_consultation(
    *, by: Actor, consultation: Consultation, closes_at: datetime, at: datetime
) -> Consultation:
    """Let it be answered until a later moment, also when it was closed; not once it is decided."""
    with change(policies.RUN, by=by, at=at, subject=consultation) as record:
        if consultation.state not in {State.OPEN, State.CLOSED} or consultation.decided_at:
            raise Stale(_("This can't be answered any more."))
        if closes_at <= max(at, consultation.closes_at):
            raise Invalid(_("Choose a later moment."), field="closes_at")
        record.set(consultation, state=State.OPEN, closes_at=closes_at)
        late = Answer.objects.filter(
            consultation=consultation, is_late=True, said_at__lte=closes_at
        )
        record.set_many([(answer, {"is_late": False}) for answer in late])
    return consultation


def close_consultation(*, by: Actor, consultation: Consultation, at: datetime) -> Consultation:
    """Stop asking; what still comes is kept as late."""
    with change(policies.RUN, by=by, at=at, subject=consultation) as record:
        _move(consultation, State.CLOSED)
        record.set(consultation, state=State.CLOSED, closes_at=min(at, consultation.closes_at))
    return consultation


def close_past(*, by: Actor, at: datetime) -> int:
    """Close what nobody can answer in time any more; give how many."""
    found = list(queries.past_close(at))
    for consultation in found:
        close_consultation(by=by, consultation=consultation, at=at)
    return len(found)


@contextmanager
def drafted(
    *, by: Actor, consultation: Consultation, at: datetime, seen: int | None = None
) -> Iterator[Record]:
    """Change what nobody outside has seen yet."""
    with change(policies.RUN, by=by, at=at, subject=consultation, seen=seen) as record:
        if consultation.state != State.DRAFT:
            raise Stale(_("It is open: who answers has read it as it is."))
        yield record


def refuse_ended(consultation: Consultation) -> None:
    if consultation.state == State.ANSWERED:
        raise Stale(_("This consultation has ended."))


def _move(consultation: Consultation, state: State) -> None:
    if state not in MOVES[State(consultation.state)]:
        raise Stale(_("This is %(state)s by now.") % {"state": State(consultation.state).label})


def _checked(details: ConsultationDetails) -> dict[str, object]:
    if details.opens_at is not None and details.closes_at <= details.opens_at:
        raise Invalid(_("It has to close after it opens."), field="closes_at")
    if details.level not in Participation.values:
        raise Invalid(_("Say how much say they get."), field="level")
    return {
        "question": said(details.question, "question", 200), "level": details.level,
        "background": plain(details.background, "background", 8000),
        "owner_id": details.owner_id, "opens_at": details.opens_at,
        "closes_at": details.closes_at, "is_listed": details.is_listed,
    }  # fmt: skip
