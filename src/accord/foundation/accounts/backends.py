"""Who a session belongs to and what they hold: every page begins with it."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accord.foundation.accounts.asking import asked_for
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import hold_grants


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's own, but for how it finds the person of a session."""

    def get_user(self, user_id: Any) -> User | None:
        asked = asked_for(int(user_id))
        found = asked.person()
        if not found or not self.user_can_authenticate(found[0]):
            return None
        person: User = found[0]
        hold_grants(person, asked.grants)
        return person
