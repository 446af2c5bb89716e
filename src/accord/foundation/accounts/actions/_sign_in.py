"""What happens at the door: signing in, passwords, mail addresses, and telling the person."""

from datetime import datetime
from secrets import token_urlsafe

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accord.foundation.accounts import links, policies
from accord.foundation.accounts.actions._people import free_address
from accord.foundation.accounts.actions._sessions import end_all
from accord.foundation.accounts.events import (
    MailChangeAsked,
    MailChanged,
    NewDevice,
    ResetAsked,
    SecurityChanged,
)
from accord.foundation.accounts.models import Device, User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import SYSTEM, Actor


def note_sign_in(
    *, person: User, how: str, label: str, network: str, device: str, at: datetime
) -> str:
    """Write a sign-in into the trail; give the secret by which the browser is known next time.

    A browser that is new for somebody who has others is told to them.
    """
    secret = device or token_urlsafe(32)
    with change(policies.SIGN_IN, by=policies.Oneself(person), at=at, subject=person) as record:
        known = Device.objects.filter(person=person)
        mine = known.filter(digest=links.digest(secret)).first()
        if mine is None:
            if known.exists():
                record.publish(NewDevice(at=at, person_id=person.pk, device=label, network=network))
            mine = Device(person=person, digest=links.digest(secret), first_seen_at=at)
        mine.label, mine.last_seen_at = label, at
        mine.save()
        record.note(how=how, device=label)
    return secret


def set_password(*, person: User, password: str, at: datetime) -> None:
    """Set a new password; every session but the one that asks ends by it."""
    check_password_is_good(password, person)
    with change(
        policies.SET_PASSWORD, by=policies.Oneself(person), at=at, subject=person
    ) as record:
        record.set(person, password=make_password(password))
        end_all(record, person)


def check_password_is_good(password: str, person: User) -> None:
    """Raise Invalid with all that is wrong with it."""
    from django.contrib.auth.password_validation import validate_password

    try:
        validate_password(password, person)
    except ValidationError as wrong:
        raise Invalid(" ".join(wrong.messages), field="password") from wrong


def ask_reset(*, email: str, at: datetime) -> None:
    """Ask for a letter with a link to a new password.

    The same is done whether anybody has the address or not: the worker finds out.
    """
    with change(policies.ASK_RESET, by=SYSTEM, at=at) as record:
        record.kind = "accounts.user"
        record.publish(ResetAsked(at=at, email=email.strip().lower()))


def ask_mail_change(*, by: Actor, person: User, email: str, at: datetime) -> None:
    """Send a letter to the new address; nothing changes until its link is followed.

    Nobody learns here whether somebody else has the address.
    """
    try:
        email, is_free = free_address(email), True
    except Invalid as refusal:
        if not User.objects.filter(email=email.strip().lower()).exists():
            raise
        email, is_free = email.strip().lower(), False
        del refusal
    with change(policies.ASK_MAIL_CHANGE, by=by, at=at, subject=person) as record:
        if email == person.email:
            raise Invalid(_("This is your address already."), field="email")
        if is_free:
            record.publish(
                MailChangeAsked(at=at, person_id=person.pk, email=email, mark=links.mark_of(person))
            )


def confirm_mail_change(*, token: str, at: datetime) -> User:
    """Change a mail address by the link of its letter, once; both addresses are told.

    A new password ends it: who lost one to a stranger gets rid of what the stranger asked for.
    """
    read = links.read_mail_change(token)
    person = User.objects.filter(pk=read[0], is_active=True).first() if read else None
    if read is None or person is None:
        raise Stale(_("This link can't be used any more. Ask for a new one."))
    with change(policies.CHANGE_MAIL, by=policies.Oneself(person), at=at, subject=person) as record:
        if (person.email, links.mark_of(person)) != (read[1], read[3]):
            raise Stale(_("This link can't be used any more. Ask for a new one."))
        record.set(person, email=free_address(read[2]))
        record.publish(
            MailChanged(at=at, person_id=person.pk, old_email=read[1], new_email=read[2])
        )
    return person


def tell_security(
    *, person: User, what: str, at: datetime, network: str = "", keep: str = ""
) -> None:
    """Write a change of password or factors into the trail, end other sessions, tell the person."""
    with change(policies.FACTORS, by=policies.Oneself(person), at=at, subject=person) as record:
        end_all(record, person, keep=keep)
        record.note(what=what)
        record.publish(SecurityChanged(at=at, person_id=person.pk, what=what, network=network))
