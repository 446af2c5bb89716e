"""How fast one may guess: some tries at once, then a wait that grows.

A stranger can slow a person down, never shut them out: browsers that the person has signed in
with before count on their own.
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.foundation.kernel.errors import Refusal

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Braked(Refusal):
    """Too many tries; ``seconds`` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = max(seconds, 1)
        super().__init__(_("Too many tries.") + " " + _wait(self.seconds))


def _wait(seconds: int) -> str:
    if seconds < 60:  # noqa: PLR2004 -- a minute
        said = ngettext("Try again in %(n)s second.", "Try again in %(n)s seconds.", seconds)
        return said % {"n": seconds}
    minutes = -(-seconds // 60)
    said = ngettext("Try again in %(n)s minute.", "Try again in %(n)s minutes.", minutes)
    return said % {"n": minutes}


@dataclass(frozen=True)
class Limit:
    """``free`` tries without a wait, then ``first``, doubling up to ``longest``.

    What is quiet for ``forgotten`` starts anew. A shared limit counts many people together: a
    success takes one try off it instead of clearing it. An alarm makes nobody wait by itself; once
    its free tries are used up, the limits beside it give ``free_in_alarm``.
    """

    name: str
    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta
    is_shared: bool = False
    is_alarm: bool = False
    free_in_alarm: int = 1

    def wait_after(self, tries: int, *, alarmed: bool = False) -> timedelta:
        free = min(self.free_in_alarm, self.free) if alarmed else self.free
        if self.is_alarm or tries < free:
            return timedelta()
        doubled: int = 2 ** min(tries - free, 20)
        return min(self.first * doubled, self.longest)


# One address, from one network: a stranger who guesses from elsewhere does not slow the owner.
PLACE = Limit("place", 5, timedelta(seconds=5), 15 * MINUTE, 24 * HOUR)
# One network, whatever the address: somebody who tries one password on many accounts.
NETWORK = Limit("network", 30, timedelta(seconds=5), 15 * MINUTE, HOUR, is_shared=True)
# One address, from everywhere: many networks that guess together get one try each. Were it a wait,
# strangers could keep the owner out for ever.
ADDRESS = Limit("address", 50, HOUR, HOUR, HOUR, is_shared=True, is_alarm=True)
# Codes of six digits: five in a quarter of an hour, in all flows together.
CODE = Limit("code", 5, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE)
# Letters to somebody who may not have asked for them.
LETTERS = Limit("letters", 3, HOUR, HOUR, HOUR)
ASKING = Limit("asking", 20, MINUTE, 15 * MINUTE, HOUR)


@dataclass(frozen=True)
class Mark:
    """What one try counts against."""

    limit: Limit
    key: str


def mark(limit: Limit, *parts: object) -> Mark:
    said = "\x1f".join(str(part) for part in parts)
    made = salted_hmac(f"accord.brake.{limit.name}", said, algorithm="sha256")
    return Mark(limit, made.hexdigest())


def network_of(address: str) -> str:
    """Give the network that an address belongs to: a /24, or a /56 of the newer kind."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    mapped = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network(f"{mapped}/{24 if mapped.version == 4 else 56}", strict=False))  # noqa: PLR2004


def sign_in_marks(email: str, network: str, *, device: str = "") -> list[Mark]:
    """Name what a try to sign in counts against; ``device`` is one this person has used before."""
    email = email.strip().lower()
    if device:
        return [mark(PLACE, email, "device", device)]
    return [mark(PLACE, email, network), mark(NETWORK, network), mark(ADDRESS, email)]


def code_marks(person_id: int, *, device: str = "") -> list[Mark]:
    return [mark(CODE, person_id, device)]
