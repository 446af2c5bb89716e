"""Who a session belongs to and what they hold: every page begins with it."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DEFAULT_DB_ALIAS

from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import ask_grants, hold_grants
from accord.foundation.journal.prepared import Prepared, at_once

_person = Prepared(lambda key: User.objects.filter(pk=key))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's own, but for how it finds the person of a session."""

    def get_user(self, user_id: Any) -> User | None:
        with at_once(DEFAULT_DB_ALIAS):
            asked = _person.objects_later(int(user_id), using=DEFAULT_DB_ALIAS)
            grants = ask_grants(int(user_id))
        found = asked()
        if not found or not self.user_can_authenticate(found[0]):
            return None
        person: User = found[0]
        hold_grants(person, grants)
        return person
