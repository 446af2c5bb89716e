"""What a key to the API may be allowed to do, and how a key is made."""

from dataclasses import dataclass
from secrets import token_urlsafe

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.links import digest
from accord.foundation.kernel.registry import Registry

PREFIX = "accord_"
SHORTEST_LIFE, USUAL_LIFE, LONGEST_LIFE = 1, 90, 366  # days


@dataclass(frozen=True)
class Scope:
    """One thing that a key may be allowed to do, never more than its owner may.

    A key ``of_feed`` stands in an address that a calendar asks; nobody chooses it for a program.
    """

    label: str | Promise
    of_feed: bool = False


# The rooms that open doors add theirs in ``apps.py``: "stakeholders:read" and the like.
scopes: Registry[Scope] = Registry("scopes of keys")
BASIC = {
    "read": Scope(_("Read everything its owner may read")),
    "write": Scope(_("Change everything its owner may change")),
}


def known_scopes() -> dict[str, Scope]:
    return {**BASIC, **dict(scopes.items())}


def kind_of(scope: str) -> str:
    """Give what a scope is one of: what stands behind an @ names the one thing it opens."""
    return scope.partition("@")[0]


def new_secret() -> tuple[str, str, str]:
    """Make a key: what is shown once, the digest that is kept, the hint it is known by."""
    secret = PREFIX + token_urlsafe(32)
    return secret, digest(secret), secret[: len(PREFIX) + 4]
