"""A key message is written, worded anew, approved until a day, and ended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.initiatives.models import Initiative
from accord.features.keymessages import policies
from accord.features.keymessages.models import Contradiction, Edition, KeyMessage, Matter
from accord.features.keymessages.states import LONGEST, Kind, State
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True, kw_only=True)
class MessageDetails:
    """What is said, what proves it, what is not to be said; for whom and about what."""

    title: str
    words: str
    owner_id: int
    kind: str = Kind.MESSAGE
    proofs: str = ""
    unsaid: str = ""
    pillar: str = ""
    need_id: int | None = None
    audience_id: int | None = None

    def facts(self) -> dict[str, Any]:
        """Give what stays from edition to edition. Raises Invalid."""
        if self.kind not in Kind.values:
            raise Invalid(_("There is no such choice."), field="kind")
        return {
            "title": said(self.title, "title", 200), "kind": self.kind,
            "pillar": plain(self.pillar, "pillar", 300), "owner_id": self.owner_id,
            "need_id": self.need_id, "audience_id": self.audience_id,
        }  # fmt: skip

    def wording(self) -> dict[str, str]:
        """Give what an edition holds. Raises Invalid."""
        return {
            "words": said(self.words, "words", LONGEST),
            "proofs": plain(self.proofs, "proofs", LONGEST),
            "unsaid": plain(self.unsaid, "unsaid", LONGEST),
        }


def add_message(
    *, by: Actor, initiative: Initiative, details: MessageDetails, at: datetime
) -> KeyMessage:
    """Draft what we say on a point; nothing of it may be said before it is approved."""
    facts, wording = details.facts(), details.wording()
    with change(policies.WRITE, by=by, at=at) as record:
        message = KeyMessage(
            ref=reference("MS", take_numbers("key-message")[0]), initiative=initiative, **facts
        )
        record.subject = message
        record.add(message)
        record.add(
            Edition(message=message, number=1, written_by_id=by.pk, written_at=at, **wording)
        )
    return message


def amend(
    *, by: Actor, message: KeyMessage, details: MessageDetails, at: datetime,
    seen: int | None = None,
) -> Edition:  # fmt: skip
    """Word a message anew as a draft; what was approved holds until the draft is approved."""
    facts, wording = details.facts(), details.wording()
    with change(policies.WRITE, by=by, at=at, subject=message, seen=seen) as record:
        _check_going(message)
        record.set(message, **facts)
        draft = Edition.objects.filter(message=message, state=State.DRAFT).first()
        if draft is not None:
            record.set(draft, written_by_id=by.pk, written_at=at, **wording)
            return draft
        number = Edition.objects.filter(message=message).count() + 1
        draft = Edition(
            message=message, number=number, written_by_id=by.pk, written_at=at, **wording
        )
        record.add(draft)
    return draft


def approve(*, by: Actor, message: KeyMessage, expires_on: date, at: datetime) -> Edition:
    """Let the draft be said until a day; it replaces the edition before it.

    Raises Invalid for a day gone by, and where somebody would approve their own words; Stale
    without a draft.
    """
    if expires_on <= day_of(at, settings.HOUSE_TIME_ZONE):
        raise Invalid(_("Choose a day that lies ahead."), field="expires_on")
    with change(policies.APPROVE, by=by, at=at, subject=message) as record:
        _check_going(message)
        draft = Edition.objects.filter(message=message, state=State.DRAFT).first()
        if draft is None:
            raise Stale(_("There is no draft to approve."))
        if by.pk is not None and draft.written_by_id == by.pk:
            raise Invalid(_("Somebody else approves what you wrote."))
        before = Edition.objects.filter(message=message, state=State.APPROVED).first()
        if before is not None:
            record.set(before, state=State.REPLACED, replaced_at=at)
        record.set(
            draft, state=State.APPROVED, approved_at=at, approved_by_id=by.pk,
            approved_level=getattr(by, "level", None), expires_on=expires_on,
        )  # fmt: skip
    return draft


def end_message(*, by: Actor, message: KeyMessage, at: datetime) -> KeyMessage:
    """Say no more of it; who received which edition stays written."""
    with change(policies.END, by=by, at=at, subject=message) as record:
        _check_going(message)
        record.set(message, ended_at=at)
    return message


def watch(*, by: Actor, initiative: Initiative, name: str, words: str, at: datetime) -> Matter:
    """Name a day or figure that all of us must tell alike, and the words that speak of it."""
    name, words = said(name, "name", 120), said(words, "words", 1000)
    with change(policies.WATCH, by=by, at=at) as record:
        if Matter.objects.filter(initiative=initiative, name=name).exists():
            raise Invalid(_("There is one of this name already."), field="name")
        matter = Matter(initiative=initiative, name=name, words=words)
        record.subject = matter
        record.add(matter)
    return matter


def unwatch(*, by: Actor, matter: Matter, at: datetime) -> None:
    """Watch a matter no more. Raises Stale once there was a contradiction about it."""
    with change(policies.WATCH, by=by, at=at, subject=matter) as record:
        if Contradiction.objects.filter(matter=matter).exists():
            raise Stale(_("There are contradictions about it; they stay on record."))
        record.remove(matter)


def _check_going(message: KeyMessage) -> None:
    if message.ended_at is not None:
        raise Stale(_("This message has ended."))
