"""Who a session belongs to, read by a query that is compiled once: every page begins with it."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DEFAULT_DB_ALIAS

from accord.foundation.accounts.models import User
from accord.foundation.journal.prepared import Prepared

_person = Prepared(lambda key: User.objects.filter(pk=key))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's own, but for how it finds the person of a session."""

    def get_user(self, user_id: Any) -> User | None:
        found = _person.objects(int(user_id), using=DEFAULT_DB_ALIAS)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
