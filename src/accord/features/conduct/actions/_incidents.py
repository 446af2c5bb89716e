"""An incident is noted, read by a second person, decided; whoever bore it is offered a debrief."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accord.features.conduct import policies, queries
from accord.features.conduct.actions._tasks import finish_given, give_task
from accord.features.conduct.models import Debrief, Incident, SecondReading
from accord.features.conduct.states import MARKERS, PATTERNS, Level, Side, responses_for
from accord.features.engagement.models import Interaction, Participation
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import SYSTEM, Actor

LONG = 4000
DEBRIEFED_WITHIN = timedelta(hours=24)
READ_WITHIN = timedelta(hours=48)


@dataclass(frozen=True)
class IncidentDetails:
    """What happened, apart from how it was taken, and what was seen in it.

    Whether they asked for accommodation has to be answered: it never counts against anybody.
    """

    facts: str
    has_accommodation: bool
    markers: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    taken: str = ""
    is_repeat: bool = False
    handler_id: int | None = None
    person: User | None = None


@dataclass(frozen=True)
class Decision:
    """How grave it was, what is done about it, and why where the rubric comes to another level."""

    level: int
    response: str
    reason: str = ""
    second: User | None = None


def note_incident(
    *, by: Actor, talk: Interaction, party: Party, details: IncidentDetails, at: datetime
) -> Incident:
    """Write down that a talk was hard. Raises Invalid when ``party`` took no part in it."""
    fields = _checked(by, details)
    with change(policies.NOTE, by=by, at=at, subject=party) as record:
        if not Participation.objects.filter(interaction=talk, party=party).exists():
            raise Invalid(_("They took no part in this talk."), field="party")
        made = Incident(
            ref=reference("X", take_numbers("incident")[0]), talk=talk, party=party,
            happened_at=talk.at, noted_at=at, noted_by_id=by.pk, **fields,
        )  # fmt: skip
        record.add(made)
        record.subject = made
    return made


def _checked(by: Actor, details: IncidentDetails) -> dict[str, Any]:
    _one_of(details.markers, MARKERS, "markers")
    _one_of(details.patterns, PATTERNS, "patterns")
    person = details.person
    handler = details.handler_id or by.pk
    if handler is None:
        raise Invalid(_("Say who bore it."), field="handler")
    if person is not None and person.pk == handler:
        raise Invalid(_("Name whose conduct it was, not yourself."), field="person")
    return {
        "facts": said(details.facts, "facts", LONG), "taken": plain(details.taken, "taken", LONG),
        "markers": list(details.markers), "patterns": list(details.patterns),
        "has_accommodation": details.has_accommodation, "is_repeat": details.is_repeat,
        "side": Side.THEIRS if person is None else Side.OURS, "person": person,
        "handler_id": handler,
        "computed": queries.rubric_level(
            details.markers, accommodation=details.has_accommodation, is_repeat=details.is_repeat
        ),
    }  # fmt: skip


def _one_of(given: Sequence[str], known: Any, field: str) -> None:
    if set(given) - set(known):
        raise Invalid(_("There is no such choice."), field=field)


def ask_second(*, by: Actor, incident: Incident, reader: User, at: datetime) -> SecondReading:
    """Ask somebody who was not in it to say by themselves how grave they find it."""
    with change(policies.ASK, by=by, at=at, subject=incident) as record:
        return _ask(by, record, incident, reader, at)


def _ask(
    by: Actor, record: Record, incident: Incident, reader: User, at: datetime
) -> SecondReading:
    if reader.pk in {by.pk, incident.handler_id, incident.noted_by_id, incident.person_id}:
        raise Invalid(_("Ask somebody who was not in it."), field="second")
    if not policies.CALL.allows(reader, incident.party) or not queries.sees(reader, incident.party):
        raise Invalid(_("They may not see this stakeholder."), field="second")
    if SecondReading.objects.filter(incident=incident, reader=reader).exists():
        raise Stale(_("They were asked already."))
    title = _("Read %(ref)s and say how grave you find it") % {"ref": incident.ref}
    task = give_task(
        by=by, title=title, owner_id=reader.pk, party=incident.party, due_at=at + READ_WITHIN,
        ref=incident.ref, at=at,
    )  # fmt: skip
    reading = SecondReading(
        incident=incident, reader=reader, asked_at=at, asked_by_id=by.pk, task=task
    )
    record.add(reading)
    return reading


def read_second(
    *, by: Actor, reading: SecondReading, level: int, words: str, at: datetime
) -> SecondReading:
    """Say as the second person how grave one finds it. It can be said once."""
    if level not in Level.values:
        raise Invalid(_("There is no such choice."), field="level")
    words = said(words, "words", LONG)
    with change(policies.READ, by=by, at=at, subject=reading) as record:
        if reading.read_at is not None:
            raise Stale(_("You said it already."))
        finish_given(by=by, task=reading.task, at=at)
        record.set(reading, level=level, words=words, read_at=at)
    return reading


def decide(
    *, by: Actor, incident: Incident, decision: Decision, at: datetime, seen: int | None = None
) -> Incident:
    """Settle how grave it was and what is done; a newer decision takes the place of an older.

    From level 3 on a second person is asked, and whoever bore it is offered a debrief.
    Raises: NotAllowed below the role a level asks for; Invalid.
    """
    if decision.level not in Level.values:
        raise Invalid(_("There is no such choice."), field="level")
    reason = plain(decision.reason, "reason", LONG)
    with change(policies.DECIDE, by=by, at=at, subject=incident, seen=seen) as record:
        policies.deciding(decision.level, incident.side).demand(by, incident)
        _check_decision(incident, decision, reason)
        if decision.level >= Level.ABUSIVE:
            _read_by_another(by, record, incident, decision.second, at)
        record.set(
            incident, level=decision.level, response=decision.response, reason=reason,
            decided_at=at, decided_by_id=by.pk,
        )  # fmt: skip
        if decision.level >= Level.ABUSIVE and policies.is_theirs(incident):
            _offer_debrief(record, incident, at)
    return incident


def _check_decision(incident: Incident, decision: Decision, reason: str) -> None:
    allowed = responses_for(incident.side, decision.level, pattern=bool(incident.patterns))
    if decision.response not in allowed:
        raise Invalid(_("This level does not allow it."), field="response")
    if decision.level != incident.computed and not reason:
        raise Invalid(_("Say why it differs from what the rubric comes to."), field="reason")


def _read_by_another(
    by: Actor, record: Record, incident: Incident, second: User | None, at: datetime
) -> None:
    if second is not None:
        _ask(by, record, incident, second, at)
    elif not SecondReading.objects.filter(incident=incident).exists():
        raise Invalid(_("From level 3 on, ask a second person."), field="second")


def _offer_debrief(record: Record, incident: Incident, at: datetime) -> None:
    if not Debrief.objects.filter(incident=incident, person_id=incident.handler_id).exists():
        record.add(_debrief(incident, at))


def _debrief(incident: Incident, at: datetime) -> Debrief:
    """Offer it in nobody's name, so that not even whoever decided sees what becomes of it."""
    title = _("Talk over %(ref)s with somebody you trust") % {"ref": incident.ref}
    task = give_task(
        by=SYSTEM, title=title, owner_id=incident.handler_id, party=incident.party,
        due_at=at + DEBRIEFED_WITHIN, ref=incident.ref, at=at,
    )  # fmt: skip
    return Debrief(incident=incident, person_id=incident.handler_id, offered_at=at, task=task)


def begin_debrief(*, by: Actor, incident: Incident, at: datetime) -> Debrief:
    """Take a debrief for oneself, whatever the level. Raises Stale when there is one."""
    made = Debrief(incident=incident, person_id=by.pk, offered_at=at)
    with change(policies.DEBRIEF, by=by, at=at) as record:
        policies.DEBRIEF.demand(by, made)
        if Debrief.objects.filter(incident=incident, person_id=by.pk).exists():
            raise Stale(_("You have one already."))
        record.add(made)
        record.subject = made
    return made


def hold_debrief(
    *, by: Actor, debrief: Debrief, helped: str, next_time: str, at: datetime
) -> Debrief:
    """Keep, for oneself alone, what helped and what one would do another time."""
    helped, next_time = plain(helped, "helped", LONG), plain(next_time, "next_time", LONG)
    with change(policies.DEBRIEF, by=by, at=at, subject=debrief) as record:
        finish_given(by=by, task=debrief.task, at=at)
        record.set(debrief, held_at=at, helped=helped, next_time=next_time)
    return debrief
