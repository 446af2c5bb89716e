"""A talk is logged, with all that came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accord.features.engagement import policies, queries
from accord.features.engagement.events import ColleaguesNamed, InteractionLogged
from accord.features.engagement.models import (
    Attendee,
    Interaction,
    Outcome,
    Participation,
    Point,
)
from accord.features.engagement.states import MOST_MINUTES, Channel, Direction, Mood
from accord.features.needs.actions import hear_need
from accord.features.needs.models import Need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import UNFINDABLE, RowKind, Visibility
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.notices.mentions import has_mention


@dataclass(frozen=True)
class TalkDetails:
    """What was said, how, when; with the promises and needs that were found in it.

    ``heard`` are needs known before that it spoke of, ``made`` promises that stand already.
    ``points`` are what was discussed, each with whether it is to be followed up; ``attendee_ids``
    are who of us took part besides the writer. ``once`` is a key of the sender: what comes a
    second time under it is not logged again.
    """

    text: str
    channel: str = Channel.CALL
    direction: str = Direction.BOTH
    happened_at: datetime | None = None
    mood: int | None = None
    is_formal: bool = False
    visibility: str = Visibility.EVERYONE
    reader_ids: tuple[int, ...] = ()
    promises: tuple[PromiseDetails, ...] = ()
    needs: tuple[queries.FoundNeed, ...] = ()
    heard: tuple[Need, ...] = ()
    made: tuple[Promise, ...] = ()
    points: tuple[tuple[str, bool], ...] = ()
    attendee_ids: tuple[int, ...] = ()
    minutes: int | None = None
    initiative_id: int | None = None
    once: str = ""
    is_findable: bool = True


def log_interaction(
    *, by: Actor, parties: Sequence[Party], details: TalkDetails, at: datetime
) -> Interaction:
    """Log one talk with all who took part; promises and needs found in it are made with it.

    Raises: NotAllowed; Invalid when nobody took part, nothing was said or it lies ahead.
    """
    moment = details.happened_at or at
    check_talk(parties, details.text, moment, at)
    check_minutes(details.minutes)
    known = queries.logged_once(by, details.once)
    if known is not None:
        return known
    try:
        return _log(by, parties, details, moment, at)
    except IntegrityError:
        known = queries.logged_once(by, details.once)
        if known is None:
            raise
        return known


def _log(
    by: Actor, parties: Sequence[Party], details: TalkDetails, moment: datetime, at: datetime
) -> Interaction:
    talk = Interaction(
        at=moment, channel=Channel(details.channel), direction=Direction(details.direction),
        is_formal=details.is_formal, text=details.text,
        mood=None if details.mood is None else Mood(details.mood), logged_by_id=by.pk,
        logged_at=at, visibility=Visibility(details.visibility),
        department_id=getattr(by, "department_id", None), once=details.once,
        minutes=details.minutes, initiative_id=details.initiative_id,
    )  # fmt: skip
    with change(policies.LOG, by=by, at=at) as record:
        for party in parties:
            policies.LOG.demand(by, party)
        talk.ref = reference("K", take_numbers("interaction")[0])
        record.subject = talk
        record.add(talk)
        record.add_many([Participation(interaction=talk, party=party) for party in parties])
        record.add_many(
            [Attendee(interaction=talk, person_id=key) for key in _present(by, details)]
        )
        record.add_many(_points(talk, details))
        promises, needs = _outcomes(by, parties[0], details, talk, at)
        promises += details.made
        _keep_outcomes(record, talk, promises, [*needs, *details.heard])
        came = [*(one.ref for one in promises), *(one.ref for one in (*needs, *details.heard))]
        tell_of(
            by=by, record=record, talk=talk, parties=parties, readers=details.reader_ids,
            outcomes=came, at=moment, is_findable=details.is_findable,
        )  # fmt: skip
        if has_mention(talk.text):
            record.publish(ColleaguesNamed(at=at, interaction_id=talk.pk, by_id=by.pk))
        keys = tuple(party.pk for party in parties)
        record.publish(
            InteractionLogged(
                at=at, interaction_id=talk.pk, ref=talk.ref, party_ids=keys, by_id=by.pk
            )
        )
    return talk


def _outcomes(
    by: Actor, party: Party, details: TalkDetails, talk: Interaction, at: datetime
) -> tuple[list[Promise], list[Need]]:
    """Make what was promised and heard; for whose eyes the talk is, for theirs that is too."""
    eyes: dict[str, Any] = {}
    if talk.visibility != Visibility.EVERYONE:
        eyes = {
            "visibility": talk.visibility, "department_id": talk.department_id,
            "reader_ids": details.reader_ids,
        }  # fmt: skip
    promises = [
        make_promise(by=by, party=party, details=replace(promise, **eyes), at=at)
        for promise in details.promises
    ]
    needs = [
        hear_need(
            by=by, party=party, words=need.words, quotation=need.source or talk.text, at=at, **eyes
        )
        for need in details.needs
    ]
    return promises, needs


def _keep_outcomes(
    record: Record, talk: Interaction, promises: Iterable[Promise], needs: Iterable[Need]
) -> None:
    record.add_many(
        [Outcome(interaction=talk, promise=promise) for promise in promises]
        + [Outcome(interaction=talk, need=need) for need in needs]
    )


def _present(by: Actor, details: TalkDetails) -> list[int]:
    """Give who of us took part, the one who writes first."""
    return list(dict.fromkeys([*([by.pk] if by.pk else []), *details.attendee_ids]))


def _points(talk: Interaction, details: TalkDetails) -> list[Point]:
    return [
        Point(interaction=talk, position=place, text=point_text(text), needs_follow_up=is_open)
        for place, (text, is_open) in enumerate(details.points, 1)
    ]


def point_text(text: str) -> str:
    """Give the words of a point as they are kept. Raises Invalid when they say nothing."""
    return said(text, "text", why=_("Say what was discussed."))[:500]


def tell_of(
    *, by: Actor, record: Record, talk: Interaction, parties: Sequence[Party],
    readers: Sequence[int], outcomes: Sequence[str], at: datetime, is_findable: bool = True,
) -> None:  # fmt: skip
    """Write the rows of a talk on the timelines of who took part."""
    data: dict[str, Any] = {"outcomes": list(outcomes)} if outcomes else {}
    told = Telling(
        RowKind.TALK, _verb_of(talk), subject=talk, ref=talk.ref,
        named=tuple(party.pk for party in parties), text=talk.text, channel=talk.channel,
        mood=talk.mood, is_contact=True, visibility=talk.visibility,
        department_id=talk.department_id, readers=tuple(readers),
        data=data if is_findable else {**data, UNFINDABLE: True},
    )  # fmt: skip
    tell(by=by, record=record, parties=parties, telling=told, at=at)


def _verb_of(talk: Interaction) -> str:
    """Name what the timeline says of a talk: how, and which side came to the other."""
    way = "in" if talk.direction == Direction.IN else "out"
    return f"talked-{talk.channel}-{way}"


def check_talk(parties: Sequence[Party], text: str, moment: datetime, at: datetime) -> None:
    """Refuse a talk with nobody, about nothing, or that lies ahead."""
    if not parties:
        raise Invalid(_("Say with whom; @ adds a person."), field="text")
    said(text, "text", why=_("Say what happened."))
    if moment > at:
        raise Invalid(_("This lies in the future; plan it as a task instead."), field="text")


def check_minutes(minutes: int | None) -> None:
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Invalid(_("Give minutes between 1 and 1,440."), field="minutes")
