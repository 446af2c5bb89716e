"""Who a mailing is for, what keeps somebody from getting it, and who heard from us too often."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from accord.features.conduct.queries import against
from accord.features.engagement.states import Channel as Way
from accord.features.letters import queries as letters
from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.queries._words import has_holes, language_for
from accord.features.mailings.states import REACHED, Copy, Reason
from accord.features.stakeholders.models import Consent, ContactPoint, Party
from accord.features.stakeholders.queries import parties_of
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Channel, ConsentState
from accord.foundation.accounts.reach import points_at
from accord.foundation.kernel.days import day_of

AT_ONCE = 400
NO = (ConsentState.REFUSED, ConsentState.WITHDRAWN)


@dataclass(frozen=True)
class Judged:
    """What is to become of one copy: its state, why not, where it would go, when."""

    state: str
    reason: str = ""
    address: str = ""
    language: str = ""
    due_at: datetime | None = None

    def fields(self) -> dict[str, Any]:
        return dict(self.__dict__)


def audience_of(user: Any, choices: Iterable[Any], at: datetime) -> tuple[list[int], set[int]]:
    """Give the keys of all who are meant, as far as ``user`` sees them, and of those left out."""
    meant: set[int] = set()
    excluded: set[int] = set()
    for one in choices:
        if one.segment_id:
            found = parties_of(one.segment, user=user, at=at)
        else:
            found = parties_visible_to(user).filter(pk=one.party_id)
        (excluded if one.is_excluded else meant).update(found.values_list("pk", flat=True))
    return sorted(meant), excluded & meant


def in_portions(keys: Sequence[int]) -> Iterator[list[Party]]:
    """Give parties some hundred at a time."""
    for begin in range(0, len(keys), AT_ONCE):
        found = Party.objects.in_bulk(keys[begin : begin + AT_ONCE])
        yield [found[key] for key in keys[begin : begin + AT_ONCE] if key in found]


def judge(
    mailing: Mailing, parties: Sequence[Party], at: datetime, *, taken: set[str]
) -> dict[int, Judged]:
    """Say of each whether they get a copy, and why not; ``taken`` are addresses that have one."""
    known = _known(mailing, parties, at)
    return {party.pk: _judged(mailing, party, known, taken, at) for party in parties}


@dataclass(frozen=True)
class _Known:
    """What is known of all of a portion: asked once for all of them."""

    said: Mapping[int, str]
    arranged: set[int]
    on_paper: set[int]
    reach: Mapping[int, Sequence[str]]
    posts: Mapping[int, str]
    broken: set[int]
    touches: Mapping[int, letters.Touches]


def _known(mailing: Mailing, parties: Sequence[Party], at: datetime) -> _Known:
    keys = [party.pk for party in parties]
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    posts, broken = _others(keys, today)
    return _Known(
        _said(mailing, keys), _arranged(mailing, parties, at),
        _arranged(mailing, parties, at, Way.LETTER),
        letters.addresses_of(keys, today), posts, broken,
        letters.touches_of(parties, letters.manner(), at),
    )  # fmt: skip


def _judged(mailing: Mailing, party: Party, known: _Known, taken: set[str], at: datetime) -> Judged:
    language = language_for(mailing, party)
    free = known.touches[party.pk].free_at
    reason = _why_not(party, known.said.get(party.pk, ""))
    on_paper = mailing.has_paper and party.preferred_channel == Channel.POSTAL
    barred = known.on_paper if on_paper and party.pk in known.posts else known.arranged
    if not reason and party.pk in barred:
        reason = Reason.ARRANGED
    if not reason and has_holes(mailing, party, language, at):
        reason = Reason.HOLES
    if not reason and on_paper and party.pk in known.posts:
        return Judged(Copy.PAPER, "", known.posts[party.pk], language, free)
    address = next(iter(known.reach.get(party.pk, [])), "")
    if not reason and not address:
        reason = Reason.BOUNCED if party.pk in known.broken else Reason.NO_ADDRESS
    if not reason and address.lower() in taken:
        reason = Reason.SAME_ADDRESS
    if reason:
        return Judged(Copy.LEFT_OUT, reason)
    taken.add(address.lower())
    return Judged(Copy.WAITING if free is None else Copy.DEFERRED, "", address, language, free)


def reason_against(mailing: Mailing, party: Party, at: datetime) -> str:
    """Say why one of those it is for may have no copy by mail, whatever their addresses."""
    if reason := _why_not(party, said_last(party, mailing)):
        return reason
    return Reason.ARRANGED if _arranged(mailing, [party], at) else ""


def _arranged(
    mailing: Mailing, parties: Sequence[Party], at: datetime, way: str = Way.MAIL
) -> set[int]:
    """Give with whom something was arranged that a copy would not keep to.

    Nobody thinks each over, so what is left to a person for a letter bars one here; but for times,
    which are words.
    """
    found = against(parties, [mailing.author_id], at, way)
    return {one.arrangement.party_id for one in found if one.kind != "times"}


def _why_not(party: Party, said: str) -> str:
    if not party.is_active:
        return Reason.INACTIVE
    if not party.is_contact_permitted:
        return Reason.NOT_PERMITTED
    if said in NO:
        return Reason.OPTED_OUT
    return "" if said == ConsentState.GIVEN else Reason.NO_CONSENT


def _said(mailing: Mailing, keys: Sequence[int]) -> dict[int, str]:
    """Give what each last said of the purpose."""
    rows = Consent.objects.filter(party__in=keys, purpose=mailing.purpose_id)
    return dict(rows.order_by("said_at", "pk").values_list("party_id", "state"))


def said_last(party: Party, mailing: Mailing) -> str:
    """Give what a party last said of what a mailing is for; nothing where it was never asked."""
    return _said(mailing, [party.pk]).get(party.pk, "")


def sharing(recipient: Recipient) -> list[Party]:
    """Give the other parties that agreed to what a copy is for and have its address as well."""
    if not recipient.address:
        return []
    points = ContactPoint.objects.filter(
        channel=Channel.MAIL, folded=recipient.address.lower(), party__is_active=True
    ).exclude(party=recipient.party_id)
    keys = sorted(set(points.values_list("party_id", flat=True)))
    agreed = _said(recipient.mailing, keys)
    found = Party.objects.in_bulk([key for key in keys if agreed.get(key) == ConsentState.GIVEN])
    return [found[key] for key in sorted(found)]


def _others(keys: Sequence[int], today: date) -> tuple[dict[int, str], set[int]]:
    """Give postal addresses, and who has a mail address that does not work."""
    rows = ContactPoint.objects.filter(
        Q(from_date__isnull=True) | Q(from_date__lte=today),
        Q(until_date__isnull=True) | Q(until_date__gte=today), party__in=keys,
    )  # fmt: skip
    posts = rows.filter(channel=Channel.POSTAL, failed_at__isnull=True)
    broken = rows.filter(channel=Channel.MAIL, failed_at__isnull=False)
    ordered = posts.order_by("is_primary", "-pk").values_list("party_id", "value")
    return dict(ordered), set(broken.values_list("party_id", flat=True))


def to_post(
    user: Any, mailing: Mailing, at: datetime
) -> tuple[list[Recipient], list[tuple[Recipient, Judged]]]:
    """Give the copies to be posted now, and those that may not any more, with what became so."""
    rows = Recipient.objects.filter(
        points_at(parties_visible_to(user), "party"), Q(due_at__isnull=True) | Q(due_at__lte=at),
        mailing=mailing, state=Copy.PAPER,
    )  # fmt: skip
    found = list(rows.select_related("party").order_by("pk")[:AT_ONCE])
    judged = judge(mailing, [row.party for row in found], at, taken=set())
    ready = [row for row in found if _fits(judged[row.party_id], at)]
    return ready, [
        (row, judged[row.party_id]) for row in found if not _fits(judged[row.party_id], at)
    ]


def _fits(now: Judged, at: datetime) -> bool:
    return now.state == Copy.PAPER and (now.due_at is None or now.due_at <= at)


def comings(keys: Sequence[int], since: datetime) -> list[tuple[int, datetime | None]]:
    """Tell when copies of mailings went to parties, for who counts how often they heard from us."""
    rows = Recipient.objects.filter(party__in=keys, left_at__gt=since, state__in=REACHED)
    return list(rows.values_list("party_id", "left_at"))


def addresses_taken(mailing: Mailing, rows: Sequence[Recipient], at: datetime) -> set[str]:
    """Give the addresses of some copies to which another copy of the mailing went already."""
    reach = letters.addresses_of(
        [row.party_id for row in rows], day_of(at, settings.HOUSE_TIME_ZONE)
    )
    asked = {value for values in reach.values() for value in values}
    there = Recipient.objects.filter(mailing=mailing, address__in=asked, left_at__isnull=False)
    return {value.lower() for value in there.values_list("address", flat=True)}
