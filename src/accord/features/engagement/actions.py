"""Every write on what is said, in its first small form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.engagement import policies
from accord.features.engagement.events import InteractionLogged
from accord.features.engagement.models import Interaction, Participation
from accord.features.engagement.states import Channel, Direction, Mood
from accord.features.needs.actions import hear_need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank, storable


@dataclass(frozen=True)
class TalkDetails:
    """What was said, how, when; with the promises and needs that were found in it."""

    text: str
    channel: str = Channel.CALL
    direction: str = Direction.BOTH
    happened_at: datetime | None = None
    mood: int | None = None
    is_formal: bool = False
    visibility: str = Visibility.EVERYONE
    promises: tuple[PromiseDetails, ...] = ()
    needs: tuple[str, ...] = ()


def log_interaction(
    *, by: Actor, parties: Sequence[Party], details: TalkDetails, at: datetime
) -> Interaction:
    """Log one talk with all who took part; promises and needs found in it are made with it.

    Raises: NotAllowed; Invalid when nobody took part, nothing was said or it lies ahead.
    """
    moment = details.happened_at or at
    _check(parties, details, moment, at)
    talk = Interaction(
        at=moment, channel=Channel(details.channel), direction=Direction(details.direction),
        is_formal=details.is_formal, text=details.text,
        mood=None if details.mood is None else Mood(details.mood), logged_by_id=by.pk,
        logged_at=at, visibility=Visibility(details.visibility),
        department_id=getattr(by, "department_id", None),
    )  # fmt: skip
    with change(policies.LOG, by=by, at=at) as record:
        for party in parties:
            policies.LOG.demand(by, party)
        talk.ref = reference("K", take_numbers("interaction")[0])
        record.subject = talk
        record.add(talk)
        record.add_many([Participation(interaction=talk, party=party) for party in parties])
        told = Telling(
            RowKind.TALK, "talked", subject=talk, ref=talk.ref, text=talk.text,
            channel=talk.channel, mood=talk.mood, is_contact=True, visibility=talk.visibility,
            department_id=talk.department_id,
        )  # fmt: skip
        tell(by=by, record=record, parties=parties, telling=told, at=moment)
        for promise in details.promises:
            make_promise(by=by, party=parties[0], details=promise, at=at)
        for words in details.needs:
            hear_need(by=by, party=parties[0], words=words, quotation=talk.text, at=at)
        keys = tuple(party.pk for party in parties)
        record.publish(
            InteractionLogged(
                at=at, interaction_id=talk.pk, ref=talk.ref, party_ids=keys, by_id=by.pk
            )
        )
    return talk


def _check(parties: Sequence[Party], details: TalkDetails, moment: datetime, at: datetime) -> None:
    if not parties:
        raise Invalid(_("Say with whom; @ adds a person."), field="text")
    if is_blank(details.text):
        raise Invalid(_("Say what happened."), field="text")
    if not storable(details.text):
        raise Invalid(_("The text holds characters that can't be kept."), field="text")
    if moment > at:
        raise Invalid(_("This lies in the future; plan it as a task instead."), field="text")
