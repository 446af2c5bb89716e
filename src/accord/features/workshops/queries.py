from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accord.features.initiatives.models import Initiative, Stake
from accord.features.initiatives.queries import picture, stakes_visible_to
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.workshops.models import Card, Guest, Placing, Workshop
from accord.methods.stakeholders import ratings

MOST_CARDS = 40
APART = ratings.DISAGREEMENT * 10  # tenths
_signer = Signer(salt="accord.workshops", sep=".")


@dataclass(frozen=True)
class Result:
    """Where a card was put by all together, in tenths; nothing where nobody put it anywhere."""

    card: Card
    n: int
    power: int
    interest: int
    spread_power: int
    spread_interest: int

    @property
    def is_apart(self) -> bool:
        return max(self.spread_power, self.spread_interest) >= APART


def visible_to(user: Any) -> QuerySet[Workshop]:
    """Give the workshops of initiatives that one may see."""
    found = Workshop.objects.filter(initiative__in=initiatives_visible_to(user))
    return found.select_related("initiative", "opened_by")


def workshops_of(user: Any, initiative: Initiative, most: int = 200) -> list[tuple[Workshop, int]]:
    """Give the newest of one initiative, each with how many took part."""
    found = list(
        visible_to(user).filter(initiative=initiative).order_by("-opened_at", "-pk")[:most]
    )
    came = Guest.objects.filter(workshop__in=found).values_list("workshop").annotate(n=Count("pk"))
    counts = dict(came.order_by())
    return [(workshop, counts.get(workshop.pk, 0)) for workshop in found]


def token_of(workshop: Workshop) -> str:
    """Give what the link carries: made from the installation's key, kept nowhere."""
    return _signer.sign(str(workshop.pk))


def by_token(token: str) -> Workshop | None:
    """Find the workshop of a link; nothing where somebody made the link up."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Workshop.objects.filter(pk=pk).select_related("initiative").first()


def is_open(workshop: Workshop, at: datetime) -> bool:
    return workshop.shown_at is None and at < workshop.closes_at


def cards_of(workshop: Workshop) -> list[Card]:
    """Give the cards in their order; of somebody restricted since, the card is taken up again."""
    found = Card.objects.filter(workshop=workshop, stake__party__visibility="everyone")
    return list(found.select_related("stake__party", "stake__initiative").order_by("position"))


def cards_visible_to(user: Any, workshop: Workshop) -> list[Card]:
    """Give the cards of stakes that one may see oneself."""
    seen = set(
        stakes_visible_to(user)
        .filter(initiative=workshop.initiative_id)
        .values_list("pk", flat=True)
    )
    return [card for card in cards_of(workshop) if card.stake_id in seen]


def candidates(user: Any, initiative: Initiative, at: datetime) -> list[tuple[Stake, bool]]:
    """Give the stakes that may be laid out, those first that are not on the map, and say which.

    What only named people may see is never laid out: the link goes from hand to hand.
    """
    held = [
        one for one in picture(user, initiative, at) if one.stake.party.visibility == "everyone"
    ]
    held.sort(key=lambda one: one.now.is_placed)
    return [(one.stake, not one.now.is_placed) for one in held]


def guest_of(workshop: Workshop, pk: int) -> Guest | None:
    return Guest.objects.filter(workshop=workshop, pk=pk).select_related("workshop").first()


def guests_of(workshop: Workshop) -> list[tuple[str, int]]:
    """Give who takes part and how many cards they put somewhere."""
    found = Guest.objects.filter(workshop=workshop).annotate(put=Count("placings"))
    rows = found.order_by("joined_at", "pk").values_list("name", "put")
    return [(name or _("Guest %(n)s") % {"n": n}, put) for n, (name, put) in enumerate(rows, 1)]


def guests_before(moment: datetime) -> QuerySet[Guest]:
    """Give those that have a name still, of workshops that were over at ``moment``."""
    return Guest.objects.filter(workshop__closes_at__lte=moment).exclude(name="").order_by("pk")


def placings_of(guest: Guest) -> dict[int, tuple[int, int]]:
    """Give power and interest in tenths by card."""
    found = Placing.objects.filter(guest=guest).values_list("card_id", "power", "interest")
    return {card: (power, interest) for card, power, interest in found}


def results(cards: Sequence[Card]) -> list[Result]:
    """Give the median of each card over all who put it somewhere, and how far they lie apart."""
    said: dict[int, list[tuple[int, int]]] = {card.pk: [] for card in cards}
    found = Placing.objects.filter(card__in=list(said)).values_list("card_id", "power", "interest")
    for card_id, power, interest in found:
        said[card_id].append((power, interest))
    return [_together(card, said[card.pk]) for card in cards if said[card.pk]]


def _together(card: Card, said: Sequence[tuple[int, int]]) -> Result:
    powers, interests = zip(*said, strict=True)
    return Result(
        card, len(said), round(median(powers)), round(median(interests)),
        max(powers) - min(powers), max(interests) - min(interests),
    )  # fmt: skip
