"""Whose key somebody shows at the API's door."""

from datetime import datetime, timedelta
from hmac import compare_digest

from accord.foundation.accounts.actions import touch_token
from accord.foundation.accounts.factors import lacks_second_factor
from accord.foundation.accounts.links import digest
from accord.foundation.accounts.models import Token, User
from accord.foundation.kernel import clock

TOUCHED_EVERY = timedelta(minutes=1)


def person_of(token: str, *, at: datetime | None = None) -> tuple[User, frozenset[str]] | None:
    """Tell whose key ``token`` is and what it may do; None when it opens nothing (any more).

    A key is dead with its account, and while an administrator lacks the second factor that they
    must have. Asked once a request: notes, once a minute at most, when the key was last used.
    """
    at = at or clock.now()
    shown = digest(token)
    found = Token.objects.select_related("owner").filter(digest=shown, revoked_at=None).first()
    if found is None or not compare_digest(found.digest, shown):
        return None
    if (found.expires_at and found.expires_at <= at) or not found.owner.is_active:
        return None
    if not found.is_service and lacks_second_factor(found.owner):
        return None
    _touch(found, at)
    return found.owner, frozenset(found.scopes)


def _touch(found: Token, at: datetime) -> None:
    if found.used_at is None or at - found.used_at >= TOUCHED_EVERY:
        touch_token(token=found, at=at)
