from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.correspondence import policies, queries
from accord.features.correspondence.actions._assigning import route
from accord.features.correspondence.actions._confirming import confirm
from accord.features.correspondence.actions._reports import heed_report
from accord.features.correspondence.actions._strangers import note_strangers
from accord.features.correspondence.events import SharedMailFiled
from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Channel, Direction
from accord.features.promises.actions import PromiseDetails
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.foundation.arrivals.doors import is_own, without_own
from accord.foundation.arrivals.filers import Ending
from accord.foundation.arrivals.models import Arrival, Reason, Sight
from accord.foundation.arrivals.models import State as Ended
from accord.foundation.files.actions import attach
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.reading.nature import Judged, Nature, judge
from accord.foundation.mail.reading.quotes import new_text
from accord.foundation.mail.reading.shapes import Incoming

MOST_TEXT = 20_000
MOST_FILES = 20
# What nobody wrote to us: it ends at once, whoever is named in it.
UNWRITTEN = {
    Nature.BOUNCE: Reason.BOUNCE, Nature.COMPLAINT: Reason.COMPLAINT,
    Nature.AUTO_REPLY: Reason.AUTO_REPLY, Nature.LOOP: Reason.LOOP,
}  # fmt: skip
SEEN = {
    Sight.PRIVATE: Visibility.NAMED, Sight.DEPARTMENT: Visibility.DEPARTMENT,
    Sight.EVERYONE: Visibility.EVERYONE,
}  # fmt: skip


def file_arrival(*, by: Actor, arrival: Arrival, message: Incoming, at: datetime) -> Ending:
    """Say what becomes of a message, and tell whoever of us sent it in."""
    judged = Judged(Nature.PERSON) if arrival.source == queries.FORM else judge(message)
    ending = _ending(by, arrival, message, judged, at)
    confirm(by=by, arrival=arrival, message=message, judged=judged, ending=ending, at=at)
    return ending


def _ending(by: Actor, arrival: Arrival, message: Incoming, judged: Judged, at: datetime) -> Ending:
    """File it at once with known stakeholders, else let it wait.

    Mail of before that knows nobody, colleagues' mail and what machines write is not kept here.
    """
    if judged.nature in UNWRITTEN:
        heed_report(by=by, arrival=arrival, judged=judged, at=at)
        return Ending(Ended.DROPPED, UNWRITTEN[judged.nature])
    message, sides = _opened(message, arrival)
    tags = queries.tagged(by, arrival.tags)
    if not sides.outside and not tags.parties:
        return Ending(Ended.DROPPED, Reason.INTERNAL)
    if queries.is_blocked(by, message.sender.address):
        return Ending(Ended.DROPPED, Reason.BLOCKED)
    _note(by, arrival, message, judged, sides, at)
    parties = queries.known_by_mail(by, sides.decisive)
    reason = Reason.KNOWN if parties else Reason.TAGGED
    parties = list({party.pk: party for party in (*parties, *tags.parties)}.values())
    before = None if parties else queries.filed_before(by, message)
    if not parties and before is None:
        unwanted = _unwanted(arrival, judged, at)
        if unwanted is not None:
            return Ending(Ended.DROPPED, unwanted)
    kept = _taken_up(by, arrival, at) or _keep(by, arrival, message, sides, at)
    if not parties and before is None:
        if kept.department_id:
            route(by=by, message=kept, at=at)
        return Ending(Ended.WAITING, Reason.UNKNOWN)
    reason = reason if parties else Reason.THREAD
    homes = parties or (list(queries.homes_of(by, before)) if before else [])
    return _filed(by, kept, homes, reason, at)


def _note(
    by: Actor, arrival: Arrival, message: Incoming, judged: Judged, sides: queries.Sides,
    at: datetime,
) -> None:  # fmt: skip
    """Note who in a person's mail is not known."""
    if judged.may_be_answered:
        note_strangers(by=by, arrival=arrival, message=message, outside=sides.outside, at=at)


def _unwanted(arrival: Arrival, judged: Judged, at: datetime) -> Reason | None:
    """Say why nobody is to look at mail in which nobody is known, if so."""
    if not judged.may_be_answered:
        return Reason.MACHINE
    if arrival.is_archive:
        return Reason.UNKNOWN
    return Reason.FLOOD if queries.floods(arrival, at) else None


def _filed(
    by: Actor, kept: Message, parties: Sequence[Party], reason: Reason, at: datetime
) -> Ending:
    if not parties:  # the conversation is with whom its owner may not see any more
        return Ending(Ended.WAITING, Reason.UNKNOWN)
    become_talk(by=by, message=kept, parties=parties, at=at)
    if kept.department_id and not kept.arrival.is_archive:
        _tell_contacts(by, kept, parties, at)
    return Ending(Ended.FILED, reason)


def _tell_contacts(by: Actor, kept: Message, parties: Sequence[Party], at: datetime) -> None:
    contacts = tuple(sorted({party.owner_id for party in parties if party.owner_id}))
    if contacts and kept.direction == Direction.IN:
        with change(policies.FILE, by=by, at=at, subject=kept) as record:
            record.publish(
                SharedMailFiled(at=at, message_id=kept.pk, contact_ids=contacts, by_id=None)
            )


def _opened(message: Incoming, arrival: Arrival) -> tuple[Incoming, queries.Sides]:
    """Take what one of us passes on to ourselves for what it is: the mail of somebody else.

    On the page for letters anybody may give any address, ours too: what stands there is theirs.
    """
    if arrival.source == queries.FORM:
        theirs = (message.sender.address,)
        return message, queries.Sides(Direction.IN, theirs, theirs)
    sides = queries.sides_of(message)
    within = None if sides.outside or arrival.is_archive else queries.passed_on(message)
    return (message, sides) if within is None else (within, queries.sides_of(within))


def _taken_up(by: Actor, arrival: Arrival, at: datetime) -> Message | None:
    """Give the message of an arrival that is looked at again, waiting as if it just came."""
    there = Message.objects.filter(arrival=arrival).first()
    if there is not None:
        there.arrival = arrival
        with change(policies.FILE, by=by, at=at, subject=there) as record:
            record.set(there, state=State.WAITING)
    return there


def _keep(
    by: Actor, arrival: Arrival, message: Incoming, sides: queries.Sides, at: datetime
) -> Message:
    sent = min(message.sent_at or arrival.taken_at, at)
    row = Message(
        arrival=arrival, owner_id=arrival.owner_id, message_id=message.message_id[:250],
        thread=queries.thread_of(message)[:250], direction=sides.direction,
        department_id=arrival.department_id, domain=_domain(sides),
        sender_address=message.sender.address, sender_name=message.sender.name,
        recipients=[
            {"address": each.address, "name": without_own(each.name)}
            for each in message.recipients[:50]
            if not is_own(each.address)
        ],
        subject=without_own(message.subject), text=without_own(message.text)[:MOST_TEXT],
        sent_at=sent,
    )  # fmt: skip
    with change(policies.FILE, by=by, at=at) as record:
        policies.FILE.demand(by, row)
        row.ref = reference("M", take_numbers("message")[0])
        record.subject = row
        record.add(row)
        left_out = _keep_files(by, row, message, at)
        record.set(row, left_out=left_out)
    return row


def _domain(sides: queries.Sides) -> str:
    return next(iter(sides.decisive), "").rpartition("@")[2][:120]


def _keep_files(by: Actor, row: Message, message: Incoming, at: datetime) -> list[str]:
    """Attach what may be kept; names what may not, so that nobody thinks there was nothing."""
    left_out = [each.name for each in message.enclosed[MOST_FILES:]]
    for each in message.enclosed[:MOST_FILES]:
        try:
            attach(by=by, subject=row, rule=policies.FILE, name=each.name, body=each.body, at=at)
        except Invalid:
            left_out.append(each.name)
    return left_out[:100]


def become_talk(
    *, by: Actor, message: Message, parties: Sequence[Party], at: datetime,
    promises: tuple[PromiseDetails, ...] = (),
) -> Interaction:  # fmt: skip
    """Log a message as the talk that it is: on the timeline of all it is with, once."""
    arrival = message.arrival
    words = new_text(message.text) or message.text
    tags = queries.tagged(message.owner, arrival.tags)
    told = f"{message.subject}\n\n{words}".strip() or _("A mail without words")
    details = TalkDetails(
        text=told[:MOST_TEXT], channel=Channel.MAIL, direction=message.direction,
        happened_at=message.sent_at, visibility=SEEN[Sight(arrival.sight)],
        once=f"mail:{message.ref}", promises=promises, mood=tags.mood, heard=tags.needs,
        initiative_id=tags.initiative.pk if tags.initiative else None,
        is_findable=arrival.is_findable,
    )  # fmt: skip
    with change(policies.FILE, by=by, at=at, subject=message) as record:
        talk = log_interaction(by=by, parties=parties, details=details, at=at)
        record.set(message, state=State.FILED, interaction_id=talk.pk, snoozed_until=None)
    return talk
