"""Key messages as one may see them: which hold, the house they stand in, who received them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accord.features.engagement.models import Participation
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import pillars_of
from accord.features.keymessages.models import Edition, KeyMessage, Matter, Use
from accord.features.keymessages.policies import VIEW
from accord.features.keymessages.states import Standing, State
from accord.features.letters.models import Addressee
from accord.features.letters.states import Copy
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible
from accord.foundation.accounts.reach import reach_of


@dataclass(frozen=True)
class Reception:
    """That a party received an edition, by which letter or talk, and when."""

    party: Party
    edition: Edition
    ref: str
    at: datetime


@dataclass
class House:
    """The roof, each pillar with what we say under it, and what stands under none."""

    roof: str
    pillars: list[tuple[str, list[Edition]]]
    others: list[Edition] = field(default_factory=list)
    questions: list[Edition] = field(default_factory=list)


def visible_to(user: Any) -> QuerySet[KeyMessage]:
    """Give every key message to whoever reads here at all."""
    found = KeyMessage.objects.all() if VIEW.allows(user) else KeyMessage.objects.none()
    return found.select_related("initiative", "need", "audience", "owner")


def in_order(user: Any, which: str, today: date) -> QuerySet[KeyMessage]:
    """Give those that hold or are new; ``which`` asks for drafts, what expired, what ended."""
    editions = Edition.objects.filter(message=OuterRef("pk"))
    found = visible_to(user).prefetch_related(
        Prefetch("editions", queryset=Edition.objects.order_by("number"))
    )
    found = found.filter(ended_at__isnull=which != "ended")
    if which == "draft":
        found = found.filter(Exists(editions.filter(state=State.DRAFT)))
    if which == "expired":
        late = editions.filter(state=State.APPROVED, expires_on__lt=today)
        found = found.filter(Exists(late))
    return found.order_by("initiative__sort_key", "pk")


def standing_of(message: KeyMessage, editions: Iterable[Edition], today: date) -> Standing:
    if message.ended_at is not None:
        return Standing.ENDED
    approved = next((one for one in editions if one.state == State.APPROVED), None)
    if approved is None or approved.expires_on is None:
        return Standing.NONE
    return Standing.HOLDS if approved.expires_on >= today else Standing.EXPIRED


def editions_of(message: KeyMessage) -> QuerySet[Edition]:
    found = Edition.objects.filter(message=message).select_related("written_by", "approved_by")
    return found.order_by("-number")


def holding(user: Any, initiatives: Iterable[int], today: date) -> QuerySet[Edition]:
    """Give what may be said today of some initiatives."""
    found = Edition.objects.filter(
        message__in=visible_to(user).filter(ended_at=None).values("pk"),
        message__initiative__in=list(initiatives),
        state=State.APPROVED,
        expires_on__gte=today,
    )
    return found.select_related("message__audience", "message__initiative").order_by("pk")


def editions_visible_to(user: Any) -> QuerySet[Edition]:
    found = Edition.objects.filter(message__in=visible_to(user).values("pk"))
    return found.select_related("message__initiative", "message__audience")


def matters_of(initiatives: Iterable[int]) -> QuerySet[Matter]:
    found = Matter.objects.filter(initiative__in=list(initiatives)).select_related("initiative")
    return found.order_by("name", "pk")


def house_of(user: Any, initiative: Initiative, today: date) -> House:
    """Build the message house of what holds today."""
    pillars = [row.words for row in pillars_of(initiative)]
    house = House(initiative.core_message, [(words, []) for words in pillars])
    under = dict(house.pillars)
    for edition in holding(user, [initiative.pk], today):
        message = edition.message
        if message.kind == "question":
            house.questions.append(edition)
        else:
            under.get(message.pillar, house.others).append(edition)
    return house


def uses_of(ref: str) -> QuerySet[Use]:
    """Give what was said in one letter or talk."""
    found = Use.objects.filter(ref=ref)
    return found.select_related("edition__message__initiative").order_by("pk")


def received(
    user: Any, editions: Sequence[Edition], parties: Sequence[int] | None = None
) -> list[Reception]:
    """Give which party received which edition, newest first, as far as ``user`` may see both."""
    uses = list(Use.objects.filter(edition__in=list(editions)).order_by("pk"))
    by_ref: dict[str, list[int]] = {}
    for use in uses:
        by_ref.setdefault(use.ref, []).append(use.edition_id)
    known = {one.pk: one for one in editions}
    seen = party_visible(reach_of(user), "party")
    copies = Addressee.objects.filter(seen, letter__ref__in=list(by_ref), state=Copy.SENT)
    talks = Participation.objects.filter(
        seen, interaction__in=talks_visible_to(user).filter(ref__in=list(by_ref)).values("pk")
    )
    if parties is not None:
        copies, talks = copies.filter(party__in=parties), talks.filter(party__in=parties)
    found = [
        (row.party, row.letter.ref, row.letter.left_at or row.letter.written_at)
        for row in copies.select_related("party", "letter")
    ] + [
        (row.party, row.interaction.ref, row.interaction.at)
        for row in talks.select_related("party", "interaction")
    ]
    rows = [
        Reception(party, known[key], ref, at) for party, ref, at in found for key in by_ref[ref]
    ]
    return sorted(rows, key=lambda row: (row.at, row.party.pk), reverse=True)
