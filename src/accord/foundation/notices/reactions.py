"""What people are told about their accounts."""

from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.foundation.accounts import links
from accord.foundation.accounts.events import (
    AbsencePlanned,
    MailChangeAsked,
    MailChanged,
    NewDevice,
    PersonInvited,
    ResetAsked,
    SecurityChanged,
)
from accord.foundation.accounts.models import Absence, Invitation, User
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.actions import Draft, post
from accord.foundation.notices import letters
from accord.foundation.notices.actions import Telling, notify


def send_invitation(event: PersonInvited, at: datetime) -> None:
    found = Invitation.objects.filter(pk=event.invitation_id).first()
    if found is None or not found.email:
        return
    language = settings.LANGUAGE_CODE
    draft = Draft(
        kind="accounts.invitation", to=found.email, to_name=found.name, language=language,
        recipe="accounts.invitation",
        recipe_args={"invitation_id": found.pk, "language": language},
    )  # fmt: skip
    post(by=SYSTEM, draft=draft, at=at)


def send_reset_link(event: ResetAsked, at: datetime) -> None:
    person = User.objects.filter(email=event.email, is_active=True, is_service=False).first()
    if person is not None:
        _post(person, "accounts.reset", at, email=person.email)


def send_mail_change_link(event: MailChangeAsked, at: datetime) -> None:
    person = User.objects.get(pk=event.person_id)
    _post(
        person, "accounts.mail-change", at,
        to=event.email, email=event.email, mark=event.mark or links.mark_of(person),
    )  # fmt: skip


def tell_both_addresses(event: MailChanged, at: datetime) -> None:
    person = User.objects.get(pk=event.person_id)
    for address in (event.old_email, event.new_email):
        _post(
            person, "accounts.mail-changed", at, to=address, old_email=event.old_email,
            new_email=event.new_email,
        )  # fmt: skip


def _post(person: User, recipe: str, at: datetime, *, to: str = "", **args: str) -> None:
    draft = Draft(
        kind=recipe, to=to or person.email, to_name=person.name, person_id=person.pk,
        language=person.language or settings.LANGUAGE_CODE, recipe=recipe,
        recipe_args={"person_id": person.pk, **args},
    )  # fmt: skip
    post(by=SYSTEM, draft=draft, at=at)


def tell_of_security_change(event: SecurityChanged, at: datetime) -> None:
    telling = Telling(
        kind="accounts.security",
        title=lambda: letters.happened(event.what),
        words=lambda: _("If it was not you, tell your administrator at once."),
    )
    notify(by=SYSTEM, to=[event.person_id], telling=telling, at=at)


def tell_of_new_device(event: NewDevice, at: datetime) -> None:
    telling = Telling(
        kind="accounts.security",
        title=lambda: _("Somebody signed in to your account with a new device."),
        words=lambda: _("%(device)s, network %(network)s") % {
            "device": event.device, "network": event.network,
        },
    )  # fmt: skip
    notify(by=SYSTEM, to=[event.person_id], telling=telling, at=at)


def tell_deputy_of_absence(event: AbsencePlanned, at: datetime) -> None:
    found = Absence.objects.filter(pk=event.absence_id).select_related("person").first()
    if found is None:
        return
    telling = Telling(
        kind="accounts.absence",
        title=lambda: _("You stand in for %(name)s from %(first)s to %(last)s.") % {
            "name": found.person.name,
            "first": date_format(found.from_date),
            "last": date_format(found.until_date),
        },
    )  # fmt: skip
    notify(by=SYSTEM, to=[event.deputy_id], telling=telling, at=at, subject=found)
