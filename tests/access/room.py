"""A room of the house: who may open which of its pages, and what their addresses need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.foundation.kernel.roles import Role

R = Role
Roles = frozenset[Role]
Given = Mapping[str, Any]

EVERYBODY: Roles = frozenset(R)
READERS = EVERYBODY - {R.ADMINISTRATOR}
WRITERS: Roles = frozenset({R.PRACTITIONER, R.LEAD, R.MANAGER, R.EXECUTIVE, R.CASE_HANDLER})
LEADERS: Roles = frozenset({R.LEAD, R.MANAGER, R.EXECUTIVE})
HEADS: Roles = frozenset({R.MANAGER, R.EXECUTIVE})
ADMINISTRATORS: Roles = frozenset({R.ADMINISTRATOR})
CONFIGURE = LEADERS | ADMINISTRATORS
CUSTODIAN_ONLY: Roles = frozenset({R.CUSTODIAN})
CUSTODIANS = CUSTODIAN_ONLY | ADMINISTRATORS


@dataclass(frozen=True)
class Room:
    """Pages by the last word of their names, several in a string.

    ``public`` are those that anybody may open, each with what its address needs. For the others,
    ``record`` makes what a reference names, on all pages but the ``plain`` ones; ``made`` says
    which maker gives what the named pages need; ``given`` stands as it is. What is ``gone`` is
    not found by whoever may use the address.
    """

    app: str
    may: Mapping[Roles, str] = field(default_factory=dict)
    public: Mapping[str, Given] = field(default_factory=dict)
    record: Callable[[], Any] | None = None
    plain: str = ""
    made: Mapping[Callable[[str], Given], str] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    gone: str = ""

    def named(self, verb: str) -> str:
        return f"{self.app}:{verb}" if self.app else verb

    def matrix(self) -> dict[str, Roles]:
        rows = [
            (self.named(verb), roles) for roles, verbs in self.may.items() for verb in verbs.split()
        ]
        assert len(dict(rows)) == len(rows), f"a page of {self.app} has two rows"
        return dict(rows)

    def arguments(self, verb: str) -> tuple[Given, bool]:
        """Make what an address needs; say whether it names the canary."""
        for maker, verbs in self.made.items():
            if verb in verbs.split():
                return maker(verb), True
        given = self.given.get(verb, {})
        if self.record and verb not in self.plain.split():
            return {"ref": self.record().ref, **given}, True
        return given, False


def each(verbs: str, **given: Any) -> dict[str, Given]:
    """Give the same to each of several addresses."""
    return dict.fromkeys(verbs.split(), given)
