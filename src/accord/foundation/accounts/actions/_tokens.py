"""Keys to the API, of people and of services."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from django.utils.translation import gettext as _

from accord.foundation.accounts import policies
from accord.foundation.accounts.actions._people import clean_name
from accord.foundation.accounts.models import Department, Grant, Token, User
from accord.foundation.accounts.scopes import (
    LONGEST_LIFE,
    SHORTEST_LIFE,
    kind_of,
    known_scopes,
    new_secret,
)
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import Actor

_NAME = 120


def make_token(
    *, by: Actor, owner: User, name: str, scopes: Sequence[str], days: int, at: datetime
) -> tuple[Token, str]:
    """Make a key of one's own; the secret is given once and never stored."""
    token, secret = _token(owner, name, scopes, days, at)
    with change(policies.TOKENS, by=by, at=at) as record:
        record.subject = token
        if by.pk is not None and by.pk != owner.pk:
            raise NotAllowed(policies.TOKENS.name)
        record.add(token)
    return token, secret


def make_service_token(  # noqa: PLR0913
    *, by: Actor, name: str, role: Role, department: Department | None, scopes: Sequence[str],
    days: int, at: datetime,
) -> tuple[Token, str]:  # fmt: skip
    """Make a key of another system: it has its own account and role, so no leaver ends it."""
    if role not in list(Role) or role == Role.ADMINISTRATOR:
        raise Invalid(_("A service can't have this role."), field="role")
    service = User(
        email=f"{token_hex(8)}@service.invalid", name=clean_name(name), is_service=True,
        department=department, joined_at=at, has_single_keys=False,
    )  # fmt: skip
    service.set_unusable_password()
    token, secret = _token(service, name, scopes, days, at)
    token.is_service = True
    scope = Grant.Scope.DEPARTMENT if department else Grant.Scope.ALL
    with change(policies.SERVICES, by=by, at=at) as record:
        record.add(service)
        token.owner = service
        record.subject = token
        record.add(token)
        record.add(Grant(person=service, role=role, scope=scope, department=department))
    return token, secret


def revoke_token(*, by: Actor, token: Token, at: datetime) -> None:
    """End a key of one's own, or, as an administrator, anybody's."""
    rule = policies.TOKENS if by.pk == token.owner_id else policies.SERVICES
    with change(rule, by=by, at=at, subject=token) as record:
        if token.revoked_at is not None:
            raise Stale(_("This key is revoked already."))
        record.set(token, revoked_at=at)


def touch_token(*, token: Token, at: datetime) -> None:
    """Note when a key was last used."""
    Token.objects.filter(pk=token.pk).update(used_at=at)
    token.used_at = at


def _token(
    owner: User, name: str, scopes: Sequence[str], days: int, at: datetime
) -> tuple[Token, str]:
    name = name.strip()
    if not name or len(name) > _NAME:
        raise Invalid(_("A key needs a name of at most 120 characters."), field="name")
    if not scopes or {kind_of(one) for one in scopes} - known_scopes().keys():
        raise Invalid(_("Choose what the key may do."), field="scopes")
    if not SHORTEST_LIFE <= days <= LONGEST_LIFE:
        raise Invalid(_("A key lives at most a year."), field="days")
    secret, digest, hint = new_secret()
    token = Token(
        name=name, owner=owner, digest=digest, hint=hint, scopes=sorted(set(scopes)), made_at=at,
        expires_at=at + timedelta(days=days),
    )  # fmt: skip
    return token, secret
