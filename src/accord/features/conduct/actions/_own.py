"""What people keep for themselves: whom they let see their load, and what they asked themselves."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.conduct import policies, queries
from accord.features.conduct.models import Debrief, LoadReader, SelfCheck
from accord.features.conduct.states import CHECKS
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change, change_many
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

SCALE = (0, 25, 50, 75, 100)
CHUNK = 500


def let_see(*, by: Actor, reader: User, at: datetime) -> LoadReader:
    """Let a lead of one's own see one's load, until one takes it back."""
    if reader not in queries.leads_of(by):
        raise Invalid(_("They do not lead where you work."), field="reader")
    made = LoadReader(person_id=by.pk, reader=reader, since=at)
    with change(policies.CONSENT, by=by, at=at) as record:
        policies.CONSENT.demand(by, made)
        if LoadReader.objects.filter(person_id=by.pk, reader=reader).exists():
            raise Stale(_("They see it already."))
        record.add(made)
        record.subject = made
    return made


def let_see_no_longer(*, by: Actor, consent: LoadReader, at: datetime) -> None:
    with change(policies.CONSENT, by=by, at=at, subject=consent) as record:
        record.remove(consent)


def check_oneself(*, by: Actor, answers: Mapping[str, int | None], at: datetime) -> SelfCheck:
    """Keep what somebody answered themselves; any question may be left out, but not all."""
    given = {key: answers.get(key) for key in CHECKS}
    for key, value in given.items():
        if value is not None and value not in SCALE:
            raise Invalid(_("There is no such choice."), field=key)
    if not any(value is not None for value in given.values()):
        raise Invalid(_("Answer at least one."))
    made = SelfCheck(person_id=by.pk, at=at, answers=given, value=queries.scale(given))
    with change(policies.CHECK, by=by, at=at) as record:
        policies.CHECK.demand(by, made)
        record.add(made)
        record.subject = made
    return made


def forget_checks(*, by: Actor, at: datetime) -> int:
    """Let go of self-checks after 90 days."""
    gone = 0
    while rows := list(queries.checks_before(at)[:CHUNK]):
        with change_many(policies.FORGET, by=by, at=at, kind=SelfCheck) as record:
            record.remove_many(rows)
        gone += len(rows)
    return gone


def forget_debriefs(*, by: Actor, at: datetime) -> int:
    """Let go of what people wrote in debriefs 90 days ago; that they talked it over stays."""
    gone = 0
    while rows := list(queries.debriefs_before(at)[:CHUNK]):
        with change_many(policies.FORGET, by=by, at=at, kind=Debrief) as record:
            record.set_many([(row, {"helped": "", "next_time": ""}) for row in rows])
        gone += len(rows)
    return gone
