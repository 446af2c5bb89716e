"""A rule says who may do one named thing, and to what. It asks grants, never a person's title."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from accord.foundation.kernel.errors import NotAllowed
from accord.foundation.kernel.roles import Role


class Actor(Protocol):
    """Whoever acts: a person signed in, a token, or the system itself."""

    @property
    def pk(self) -> Any: ...

    @property
    def is_authenticated(self) -> Any: ...

    def holds(self, roles: frozenset[Role], subject: object | None = None) -> bool:
        """Tell whether a grant of one of ``roles`` reaches ``subject`` (or anything, if None)."""
        ...


@dataclass(frozen=True)
class Rule:
    """``roles`` is who may in general; ``also`` is a further condition once there is a subject.

    A subject with ``ruled_by`` belongs to another record, which is asked in its place.
    """

    name: str
    roles: frozenset[Role]
    also: Callable[[Any, Any], bool] | None = None

    def allows(self, by: Actor, subject: object | None = None) -> bool:
        subject = getattr(subject, "ruled_by", subject)
        if not by.is_authenticated or not by.holds(self.roles, subject):
            return False
        return self.also is None or subject is None or self.also(by, subject)

    def demand(self, by: Actor, subject: object | None = None) -> None:
        if not self.allows(by, subject):
            raise NotAllowed(self.name)


class Personal(Rule):
    """Whose it is counts, and not how far a grant reaches; not even the system's own does."""

    def allows(self, by: Actor, subject: object | None = None) -> bool:
        if not by.is_authenticated or not by.holds(self.roles):
            return False
        return subject is None or self.also is None or self.also(by, subject)


class _System:
    """The installation itself: jobs by the clock, migrations of meaning, the demo."""

    pk = None
    is_authenticated = True

    def holds(self, roles: frozenset[Role], subject: object | None = None) -> bool:
        del roles, subject
        return True

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Actor = _System()
