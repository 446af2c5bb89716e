"""A nudge is taken up, put off or dismissed."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accord.features.letters.actions import LetterDetails, write_letter
from accord.features.letters.models import Letter
from accord.features.letters.queries import nearest
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid
from accord.overview.nudges import policies, queries
from accord.overview.nudges.models import Reply
from accord.overview.nudges.states import WORDS, State, Why


def begin(*, by: User, nudge: queries.Nudge, at: datetime) -> Letter | None:
    """Draft a letter in the party's language and tone; nothing leaves. None without a party."""
    with change(policies.REPLY, by=by, at=at) as record:
        letter = None
        if nudge.party is not None:
            subject, text = _words(nudge, nudge.party)
            details = LetterDetails(
                parties=(nudge.party,), subject=subject, text=text, about=nudge.ref
            )
            letter = write_letter(by=by, details=details, at=at)
        _answer(record, by, nudge.key, at, state=State.STARTED, until=None, why="")
    return letter


def snooze(*, by: User, nudge: queries.Nudge, until: date, at: datetime) -> Reply:
    if until <= day_of(at, settings.HOUSE_TIME_ZONE):
        raise Invalid(_("Choose a day that lies ahead."), field="until")
    with change(policies.REPLY, by=by, at=at) as record:
        return _answer(record, by, nudge.key, at, state=State.SNOOZED, until=until, why="")


def dismiss(*, by: User, nudge: queries.Nudge, why: str, at: datetime) -> Reply:
    """Say why not; it is never shown again."""
    if why not in Why.values:
        raise Invalid(_("There is no such choice."), field="why")
    with change(policies.REPLY, by=by, at=at) as record:
        return _answer(record, by, nudge.key, at, state=State.DISMISSED, until=None, why=why)


def _answer(record: Record, by: User, key: str, at: datetime, **fields: Any) -> Reply:
    reply = queries.reply_of(by, key)
    if reply is None:
        reply = Reply(person=by, key=key, at=at, **fields)
        record.add(reply)
    else:
        record.set(reply, at=at, **fields)
    record.subject = reply
    return reply


def _words(nudge: queries.Nudge, party: Party) -> tuple[str, str]:
    language = nearest(party.language) or settings.LANGUAGE_CODE
    subject, friendly, formal = WORDS[nudge.kind]
    with translation.override(language):
        words = str(formal if queries.is_formal(party, nudge.kind) else friendly)
        begins = "{{ party.salutation }}\n\n" if party.salutation else ""
        return str(subject), f"{begins}{words}"
