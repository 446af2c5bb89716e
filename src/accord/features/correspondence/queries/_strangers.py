"""Whom we talk to and do not manage: addresses in mail and invitations that no stakeholder has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.correspondence.models import Message, Outsider, Sighting
from accord.features.correspondence.queries._blocked import blocks_of
from accord.features.correspondence.queries._messages import visible_to
from accord.features.correspondence.queries._proposing import MOST_OF_ONE_HOUSE
from accord.features.correspondence.queries._sides import outside_of
from accord.features.correspondence.states import State
from accord.features.engagement.models import Participation
from accord.features.stakeholders.models import ContactPoint, Party
from accord.features.stakeholders.queries import Held, party_visible
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Channel
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import reach_of
from accord.foundation.mail.messages import own_domain
from accord.foundation.mail.reading.shapes import Addressed, Incoming

PERIOD = timedelta(days=365)
LEAST = 2  # mails before an address is somebody we talk to
MOST_READ = 5_000
MOST_SHOWN = 200
MOST_IN_A_MAIL = 50
HOUSE_LOOKED_AT = 500
MOST_CALENDARS = 3
MOST_SIGNS = 200_000
# Whom nobody talks to, however often they are named.
MACHINES = frozenset({
    "no-reply", "noreply", "do-not-reply", "donotreply", "mailer-daemon", "postmaster", "bounce",
    "bounces", "notifications", "notification",
})  # fmt: skip


@dataclass
class Stranger:
    """An address with how often and when it was in mail or invitations, and with whom of us."""

    address: str
    last_at: datetime
    name: str = ""
    roles: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    house: Party | None = None

    @property
    def count(self) -> int:
        return self.roles.total()

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Strangers:
    """Those met most often first; ``is_part`` where only the newest mentions were counted."""

    rows: list[Stranger]
    total: int
    is_part: bool


def sightings_in(message: Incoming, outside: Sequence[str]) -> list[Sighting]:
    """Name who is in a message and no stakeholder; ``outside`` are its addresses of others."""
    invited = _invited(message.calendars)
    named = (*invited, *message.recipients, message.sender)
    names = {each.address: each.name for each in named}
    meets = outside_of([each.address for each in invited])
    roles = dict.fromkeys(meets, Sighting.Role.MEETS) | dict.fromkeys(outside, Sighting.Role.READ)
    if message.sender.address in roles:
        roles[message.sender.address] = Sighting.Role.WROTE
    wanted = [one for one in roles if _is_somebody(one)][:MOST_IN_A_MAIL]
    known = set(
        ContactPoint.objects.filter(
            channel=Channel.MAIL, folded__in=wanted, until_date__isnull=True
        ).values_list("folded", flat=True)
    )
    return [
        Sighting(address=one, name=names.get(one, "")[:200], role=roles[one])
        for one in wanted
        if one not in known and len(one) <= 254  # noqa: PLR2004 -- as long as an address may be
    ]


def _is_somebody(address: str) -> bool:
    """Tell who may be talked to: no machine, and nobody in our own house."""
    local, _at, domain = address.rpartition("@")
    return local not in MACHINES and domain != own_domain()


def _invited(calendars: Sequence[str]) -> list[Addressed]:
    """Name everybody on the lists of invitations."""
    from icalendar import Calendar

    found: list[Addressed] = []
    for text in calendars[:MOST_CALENDARS]:
        try:
            events = Calendar.from_ical(text).walk("VEVENT") if len(text) < MOST_SIGNS else []
        except (ValueError, KeyError, TypeError, IndexError):
            continue
        for event in events:
            several = event.get("ATTENDEE", [])
            there = several if isinstance(several, list) else [several]
            found += [_addressed(one) for one in (*there, event.get("ORGANIZER", ""))]
    return [each for each in found if "@" in each.address][:MOST_IN_A_MAIL]


def _addressed(one: Any) -> Addressed:
    address = str(one).lower().removeprefix("mailto:").strip()
    return Addressed(address, str(getattr(one, "params", {}).get("CN", "")).strip())


def strangers(user: Any, at: datetime) -> Strangers:
    """Count whom ``user`` or who shows them their mail talked to in a year without managing them.

    Left out: whose address a stakeholder has whom they may see, colleagues, who is blocked, and
    who is said to be none. Reads the newest 5,000 mentions, in as many queries for many as for one.
    """
    newest = _seen_by(user).filter(at__gt=at - PERIOD).order_by("-at", "-pk")
    columns = ("address", "name", "role", "at", "arrival__owner__name")
    read = list(newest.values_list(*columns)[: MOST_READ + 1])
    found: dict[str, Stranger] = {}
    for address, name, role, seen_at, owner in read[:MOST_READ]:
        one = found.setdefault(address, Stranger(address, seen_at))
        one.name = one.name or name
        one.roles[role] += 1
        one.people[owner] += 1
    met = [one for one in found.values() if one.count >= LEAST]
    left_out = _left_out(user, [one.address for one in met])
    met = [one for one in met if one.address not in left_out and "@" + one.domain not in left_out]
    met.sort(key=lambda one: (-one.count, one.address))
    _give_houses(user, met[:MOST_SHOWN])
    return Strangers(met[:MOST_SHOWN], len(met), len(read) > MOST_READ)


def outsiders() -> QuerySet[Outsider]:
    """Give who is said to be no stakeholder, the last first."""
    return Outsider.objects.select_related("by").order_by("-added_at", "-pk")


def mentions_of(user: Any, address: str) -> QuerySet[Sighting]:
    """Give the mentions of one address that ``user`` may know of."""
    return _seen_by(user).filter(address=address)


def mail_in_which(user: Any, address: str) -> QuerySet[Message]:
    """Give the mail behind the count, newest first; mail that was not kept has none."""
    there = Sighting.objects.filter(address=address).values("arrival_id")
    return visible_to(user).filter(arrival_id__in=there).order_by("-sent_at", "-pk")


def _seen_by(user: Any) -> QuerySet[Sighting]:
    """Narrow to one's own mail, one's department's, and what is filed for one's eyes."""
    own = Q(arrival__owner_id=user.pk, arrival__department_id__isnull=True)
    if user.department_id is not None:
        own |= Q(arrival__department_id=user.department_id)
    shown = visible_to(user).filter(arrival_id=OuterRef("arrival_id"))
    return Sighting.objects.filter(own | Exists(shown))


def _left_out(user: Any, addresses: Sequence[str]) -> set[str]:
    points = ContactPoint.objects.filter(
        party_visible(reach_of(user), "party"), channel=Channel.MAIL, folded__in=addresses,
        until_date__isnull=True,
    )  # fmt: skip
    said = Outsider.objects.filter(address__in=addresses).values_list("address", flat=True)
    return {
        *points.values_list("folded", flat=True), *said,
        *(each.lower() for each in _colleagues(addresses)),
        *(each.pattern for each in blocks_of(user)),
    }  # fmt: skip


def _colleagues(addresses: Iterable[str]) -> QuerySet[User, str]:
    return User.objects.filter(email__in=addresses).values_list("email", flat=True)


def _give_houses(user: Any, met: Sequence[Stranger]) -> None:
    """Say whose house they are probably of: for whom the same domain wrote before.

    A domain that many write from is a provider's and tells nothing.
    """
    filed = visible_to(user).filter(
        domain__in={one.domain for one in met}, state=State.FILED, interaction__isnull=False
    )
    talks = dict(filed.order_by("-pk").values_list("interaction_id", "domain")[:HOUSE_LOOKED_AT])
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    homes = Participation.objects.filter(interaction__in=talks)
    for talk, party in homes.values_list("interaction_id", "party_id"):
        counted[talks[talk]][party] += 1
    telling = {domain: n for domain, n in counted.items() if len(n) <= MOST_OF_ONE_HOUSE}
    parties = parties_visible_to(user).in_bulk({key for n in telling.values() for key in n})
    for one in met:
        likely = telling.get(one.domain, Counter())
        one.house = next(
            (parties[key] for key, _count in likely.most_common() if key in parties), None
        )


def _of(party: Party) -> QuerySet[Any]:
    points = ContactPoint.objects.filter(party=party, channel=Channel.MAIL)
    return Sighting.objects.filter(address__in=points.values("folded"))


def _seen(user: Any, party: Party) -> QuerySet[Any]:
    return _seen_by(user).filter(pk__in=_of(party).values("pk"))


MENTIONS = Held(
    label=_("Mentions in mail before they were known"), model=Sighting, order=5, column="",
    find=_of, by="at", seen=_seen, is_first=True,
    told={"at": ("at", _("When")), "address": ("address", _("Address"))},
)  # fmt: skip
