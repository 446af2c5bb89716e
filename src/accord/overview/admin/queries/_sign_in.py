"""What these pages ask: people's sign-ins, the trail in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.foundation.accounts import queries
from accord.foundation.accounts.browsers import label_of
from accord.foundation.accounts.models import User


@dataclass(frozen=True)
class Factor:
    """One second factor as its owner knows it."""

    id: int
    kind: str  # "app" or "passkey"
    name: str
    made_at: datetime
    used_at: datetime | None


def factors_of(person: User) -> list[Factor]:
    held = Authenticator.objects.filter(user=person).order_by("type", "id")
    return [_factor(each) for each in held]


def passkey_of(person: User, factor_id: int) -> Factor:
    """Raise Http404 when there is none of that number."""
    found = [each for each in factors_of(person) if each.id == factor_id and each.kind == "passkey"]
    if not found:
        raise Http404
    return found[0]


def _factor(held: Any) -> Factor:
    is_app = held.type == Authenticator.Type.TOTP
    name = _("App with codes") if is_app else str(held.data.get("name") or _("Passkey"))
    return Factor(held.pk, "app" if is_app else "passkey", name, held.created_at, held.last_used_at)


def after_new_factor(person: Any) -> str:
    """Say where to go when a factor was added: to the codes, if there are none yet."""
    page = "mfa_index" if queries.codes_left(person) else "account_recovery_codes"
    return reverse(page)


@dataclass(frozen=True)
class Identity:
    id: int
    name: str
    linked_at: datetime


def identities_of(person: User) -> list[Identity]:
    linked = SocialAccount.objects.filter(user=person).order_by("id")
    return [
        Identity(
            each.pk,
            str(each.extra_data.get("email") or each.extra_data.get("name") or each.provider),
            each.date_joined,
        )
        for each in linked
    ]


@dataclass(frozen=True)
class Session:
    """One place where somebody is signed in."""

    id: int
    device: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_current: bool


def sessions_of(person: User, *, current: str = "") -> list[Session]:
    listed = UserSession.objects.filter(user_id=person.pk).order_by("-last_seen_at")
    found = [
        Session(
            each.pk, label_of(each.user_agent), each.ip, each.created_at, each.last_seen_at,
            each.session_key == current,
        )
        for each in listed
    ]  # fmt: skip
    return sorted(found, key=lambda each: not each.is_current)
