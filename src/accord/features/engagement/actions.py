"""Every write on what is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accord.features.engagement import policies, queries
from accord.features.engagement.events import InteractionLogged
from accord.features.engagement.models import Interaction, Outcome, Participation
from accord.features.engagement.states import Channel, Direction, Mood
from accord.features.needs.actions import hear_need
from accord.features.needs.models import Need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class TalkDetails:
    """What was said, how, when; with the promises and needs that were found in it.

    ``heard`` are needs known before that it spoke of. ``once`` is a key of the sender: what comes
    a second time under it is not logged again.
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
    needs: tuple[str, ...] = ()
    heard: tuple[Need, ...] = ()
    once: str = ""


def log_interaction(
    *, by: Actor, parties: Sequence[Party], details: TalkDetails, at: datetime
) -> Interaction:
    """Log one talk with all who took part; promises and needs found in it are made with it.

    Raises: NotAllowed; Invalid when nobody took part, nothing was said or it lies ahead.
    """
    moment = details.happened_at or at
    _check(parties, details, moment, at)
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
    )  # fmt: skip
    with change(policies.LOG, by=by, at=at) as record:
        for party in parties:
            policies.LOG.demand(by, party)
        talk.ref = reference("K", take_numbers("interaction")[0])
        record.subject = talk
        record.add(talk)
        record.add_many([Participation(interaction=talk, party=party) for party in parties])
        promises, needs = _outcomes(by, parties[0], details, talk, at)
        _keep_outcomes(record, talk, promises, [*needs, *details.heard])
        _tell(by, record, talk, parties, details, [*promises, *needs, *details.heard])
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
        hear_need(by=by, party=party, words=words, quotation=talk.text, at=at, **eyes)
        for words in details.needs
    ]
    return promises, needs


def _keep_outcomes(
    record: Record, talk: Interaction, promises: Iterable[Promise], needs: Iterable[Need]
) -> None:
    record.add_many(
        [Outcome(interaction=talk, promise=promise) for promise in promises]
        + [Outcome(interaction=talk, need=need) for need in needs]
    )


def _tell(
    by: Actor, record: Record, talk: Interaction, parties: Sequence[Party], details: TalkDetails,
    outcomes: Sequence[Promise | Need],
) -> None:  # fmt: skip
    told = Telling(
        RowKind.TALK, _verb_of(talk), subject=talk, ref=talk.ref,
        named=tuple(party.pk for party in parties), text=talk.text, channel=talk.channel,
        mood=talk.mood, is_contact=True, visibility=talk.visibility,
        department_id=talk.department_id, readers=details.reader_ids,
        data={"outcomes": [outcome.ref for outcome in outcomes]} if outcomes else {},
    )  # fmt: skip
    tell(by=by, record=record, parties=parties, telling=told, at=talk.at)


def _verb_of(talk: Interaction) -> str:
    """Name what the timeline says of a talk: how, and which side came to the other."""
    way = "in" if talk.direction == Direction.IN else "out"
    return f"talked-{talk.channel}-{way}"


def _check(parties: Sequence[Party], details: TalkDetails, moment: datetime, at: datetime) -> None:
    if not parties:
        raise Invalid(_("Say with whom; @ adds a person."), field="text")
    said(details.text, "text", why=_("Say what happened."))
    if moment > at:
        raise Invalid(_("This lies in the future; plan it as a task instead."), field="text")
