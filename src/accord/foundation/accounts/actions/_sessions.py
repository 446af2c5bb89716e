"""Where somebody is signed in, and how that ends."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accord.foundation.accounts import policies
from accord.foundation.accounts.models import Device, User
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor

DEVICE_KEPT_FOR = timedelta(days=365)


def end_all(record: Record, person: User, *, keep: str = "") -> None:
    """End the person's sessions inside a change; ``keep`` is the key of the one that asks.

    Raising the epoch kills sessions that no list knows of; the one that stays must take over the
    new one (``django.contrib.auth.update_session_auth_hash``).
    """
    record.set(person, sessions_epoch=person.sessions_epoch + 1)
    listed = UserSession.objects.filter(user_id=person.pk).exclude(session_key=keep)
    _forget(list(listed))


def end_sessions(*, by: Actor, person: User, at: datetime, keep: str = "") -> None:
    """Sign somebody out everywhere: oneself, or, as an administrator, anybody."""
    own = by.pk == person.pk
    rule = policies.LEAVE_SESSIONS if own else policies.END_SESSIONS
    with change(rule, by=by, at=at, subject=person) as record:
        end_all(record, person, keep=keep)
        if not own:
            Device.objects.filter(person=person).delete()


def end_session(*, by: Actor, person: User, session_id: int, at: datetime) -> None:
    """End one session of somebody. Raises Stale when it has ended already."""
    rule = policies.LEAVE_SESSIONS if by.pk == person.pk else policies.END_SESSIONS
    with change(rule, by=by, at=at, subject=person) as record:
        listed = UserSession.objects.filter(user_id=person.pk, pk=session_id).first()
        if listed is None:
            raise Stale(_("This session has ended already."))
        record.note(device=listed.user_agent[:80])
        _forget([listed])


def see_session(*, key: str, at: datetime) -> None:
    """Note that a session is in use."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=at)


def move_session(*, old: str, new: str) -> None:
    """Keep a session in the list under the new id that it got."""
    UserSession.objects.filter(session_key=old).update(session_key=new)


def forget_sessions(*, at: datetime) -> int:
    """Drop sessions that ran out, and what the list still says of sessions that are gone."""
    count = Session.objects.filter(expire_date__lt=at).delete()[0]
    alive = Session.objects.filter(pk=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(alive)).delete()
    return int(count)


def forget_devices(*, at: datetime) -> int:
    """Drop browsers that nobody came with for a year: their cookie is gone by then."""
    return int(Device.objects.filter(last_seen_at__lt=at - DEVICE_KEPT_FOR).delete()[0])


def _forget(listed: list[UserSession]) -> None:
    Session.objects.filter(session_key__in=[each.session_key for each in listed]).delete()
    UserSession.objects.filter(pk__in=[each.pk for each in listed]).delete()
