from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.states import Kind as InitiativeKind
from accord.features.knowledge import policies, queries
from accord.features.knowledge.events import NotePublished
from accord.features.knowledge.models import Audience, Note, Receipt
from accord.features.knowledge.states import REQUIRED, Duty, Kind, State
from accord.foundation.accounts.models import Department, User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import parse, reference
from accord.foundation.kernel.rules import Actor

LONG = 8000


@dataclass(frozen=True)
class NoteDetails:
    """What a note says; of a lesson ``words`` are what we recommend."""

    kind: str
    title: str
    words: str
    happened: str = ""
    resolution: str = ""
    trigger: str = ""
    topics: str = ""
    initiative_kind: str = ""
    channel: str = ""
    initiative: Initiative | None = None
    about: str = ""
    is_for_all: bool = True
    until_date: date | None = None


@dataclass(frozen=True)
class To:
    """Whom it is addressed to, and what they owe it; ``by_rules`` adds whom rules lead it to."""

    duty: str
    everyone: bool = False
    departments: Sequence[Department] = ()
    people: Sequence[User] = ()
    initiative: Initiative | None = None
    due_at: datetime | None = None
    is_urgent: bool = False
    by_rules: bool = False


def write_note(*, by: Actor, details: NoteDetails, at: datetime) -> Note:
    """Begin a note; only its author sees it until it is published."""
    fields = _checked(details)
    with change(policies.WRITE, by=by, at=at) as record:
        note = Note(
            ref=reference("KN", take_numbers("note")[0]), author_id=by.pk, made_at=at, **fields
        )
        record.add(note)
        record.subject = note
    return note


def change_note(
    *, by: Actor, note: Note, details: NoteDetails, at: datetime, seen: int | None = None
) -> Note:
    """Change a draft, or mend a slip in what is published: nobody has to read it again."""
    fields = _checked(details)
    with change(policies.WRITE, by=by, at=at, subject=note, seen=seen) as record:
        if note.state == State.WITHDRAWN:
            raise Stale(_("This note was withdrawn."))
        record.set(note, **fields)
    return note


def publish(*, by: Actor, note: Note, to: To, at: datetime) -> Note:
    """Publish a draft and address it. Raises: Stale when it is no draft; Invalid."""
    _check_to(to, at)
    with change(policies.PUBLISH, by=by, at=at, subject=note) as record:
        _demand(note, State.DRAFT)
        record.set(note, state=State.PUBLISHED, published_at=at, is_urgent=to.is_urgent)
        _address(by, record, note, to, at)
    return note


def address(*, by: Actor, note: Note, to: To, at: datetime) -> Note:
    """Address what is published to more readers; who is to read it already is not asked twice."""
    _check_to(to, at)
    with change(policies.PUBLISH, by=by, at=at, subject=note) as record:
        _demand(note, State.PUBLISHED)
        _address(by, record, note, to, at)
    return note


def amend(
    *, by: Actor, note: Note, details: NoteDetails, at: datetime, due_at: datetime | None = None,
    seen: int | None = None,
) -> Note:  # fmt: skip
    """Change what a note means: its readers of now are asked anew, what they said before stays."""
    fields = _checked(details)
    with change(policies.AMEND, by=by, at=at, subject=note, seen=seen) as record:
        _demand(note, State.PUBLISHED)
        record.set(note, edition=note.edition + 1, **fields)
        people = queries.addressed(queries.audience_of(note), day_of(at, settings.HOUSE_TIME_ZONE))
        if due_at is None and any(line.duty in REQUIRED for line in people.values()):
            raise Invalid(_("Say until when it is to be acknowledged."), field="due_at")
        _ask(by, record, note, people, due_at, at)
    return note


def withdraw_note(*, by: Actor, note: Note, reason: str, at: datetime) -> Note:
    """Say that a note holds no longer, and why; nobody has to acknowledge it any more."""
    reason = said(reason, "reason", 300)
    with change(policies.WITHDRAW, by=by, at=at, subject=note) as record:
        _demand(note, State.PUBLISHED)
        record.set(note, state=State.WITHDRAWN, withdrawn_at=at, reason=reason)
    return note


def _address(by: Actor, record: Record, note: Note, to: To, at: datetime) -> None:
    lines = [Audience(note=note, duty=to.duty)] if to.everyone else []
    lines += [Audience(note=note, duty=to.duty, department=one) for one in to.departments]
    lines += [Audience(note=note, duty=to.duty, person=one) for one in to.people]
    if to.initiative is not None:
        lines.append(Audience(note=note, duty=to.duty, initiative=to.initiative))
    if to.by_rules:
        lines += [queries.line_of(route, note) for route in queries.routes_for(note)]
    record.add_many(lines)
    there = set(queries.receipts_of(note).values_list("person_id", flat=True))
    meant = queries.addressed(lines, day_of(at, settings.HOUSE_TIME_ZONE))
    new = {key: line for key, line in meant.items() if key not in there}
    _ask(by, record, note, new, to.due_at, at)


def _ask(
    by: Actor, record: Record, note: Note, people: dict[int, Audience], due_at: datetime | None,
    at: datetime,
) -> None:  # fmt: skip
    """Freeze who is to read this edition, and by which rule; the author knows it already."""
    asked = {key: line for key, line in people.items() if key != note.author_id}
    record.add_many([
        Receipt(
            note=note, person_id=key, edition=note.edition, duty=line.duty, at=at,
            route=line.route, due_at=_due(line, due_at, at),
        )
        for key, line in sorted(asked.items())
    ])  # fmt: skip
    told = NotePublished(
        at=at, note_id=note.pk, edition=note.edition, people=tuple(sorted(asked)), by_id=by.pk
    )
    record.publish(told)


def _due(line: Audience, due_at: datetime | None, at: datetime) -> datetime | None:
    """Give until when it is to be acknowledged; a rule says so in days where nobody else does."""
    if line.duty not in REQUIRED:
        return None
    own = at + timedelta(days=line.route.days) if line.route else None
    return min(filter(None, (own, due_at)), default=None)


def _demand(note: Note, state: State) -> None:
    if note.state != state:
        raise Stale(_("This is %(state)s by now.") % {"state": State(note.state).label})


def _check_to(to: To, at: datetime) -> None:
    if to.duty not in Duty.values:
        raise Invalid(_("There is no such choice."), field="duty")
    if to.duty in REQUIRED and (to.due_at is None or to.due_at <= at):
        raise Invalid(_("Say until when it is to be acknowledged."), field="due_at")


def _checked(details: NoteDetails) -> dict[str, Any]:
    for field, given, known in (
        ("kind", details.kind, Kind.values),
        ("initiative_kind", details.initiative_kind, ["", *InitiativeKind.values]),
        ("channel", details.channel, ["", *Channel.values]),
    ):
        if given not in known:
            raise Invalid(_("There is no such choice."), field=field)
    about = details.about.strip().upper()
    if about and parse(about) is None:
        raise Invalid(_("There is no such record."), field="about")
    return {
        "kind": details.kind, "title": said(details.title, "title", 200),
        "words": said(details.words, "words", LONG),
        "happened": plain(details.happened, "happened", LONG),
        "resolution": plain(details.resolution, "resolution", LONG),
        "trigger": plain(details.trigger, "trigger", 300),
        "topics": plain(details.topics, "topics", 300),
        "initiative_kind": details.initiative_kind, "channel": details.channel,
        "initiative": details.initiative, "about": about, "is_for_all": details.is_for_all,
        "until_date": details.until_date,
    }  # fmt: skip
