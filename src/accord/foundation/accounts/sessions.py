"""The session of a request, read by a query that is compiled once: every page begins with it."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DEFAULT_DB_ALIAS

from accord.foundation.accounts.asking import ask_along
from accord.foundation.journal.prepared import Prepared, at_once
from accord.foundation.kernel import clock

_current = Prepared(
    lambda key, at: DatabaseStore.get_model_class().objects.filter(
        session_key=key, expire_date__gt=at
    )
)


class SessionStore(DatabaseStore):
    """Django's own, but for how it finds a session."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        found = _session(key) if key else []
        if found:
            return found[0]
        self._session_key = None
        return None


def _session(key: str) -> list[Any]:
    with at_once(DEFAULT_DB_ALIAS):
        asked = _current.objects_later(key, clock.now(), using=DEFAULT_DB_ALIAS)
        ask_along(key)
    return asked()
