from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving, party_visible
from accord.features.tradeoffs.models import (
    Bearing,
    Criterion,
    Demand,
    Merit,
    Option,
    Told,
    TradeOff,
)
from accord.features.tradeoffs.states import Effect, Meets
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.mentions import MARK


@dataclass(frozen=True)
class Column:
    """One option with how many of the demands gain and lose by it, and how many are unsaid."""

    option: Option
    gain: int
    lose: int
    unsaid: int


@dataclass(frozen=True)
class Board:
    """What is at odds: a row for each demand that one may see, a cell for each option."""

    columns: list[Column]
    rows: list[tuple[Demand, list[tuple[Option, Effect | None]]]]
    hidden: int


def visible_to(user: Any) -> QuerySet[TradeOff]:
    """Give the trade-offs; whoever may read anything may read what was decided on what grounds."""
    found = TradeOff.objects.select_related("initiative", "opened_by", "decided_by")
    return found if reach_of(user).grants else found.none()


def in_order(user: Any) -> QuerySet[TradeOff]:
    """Give those that wait for a decision, then those decided, each newest first."""
    return visible_to(user).order_by("decided_at", "-opened_at", "-pk")


def demands_visible_to(user: Any) -> QuerySet[Demand]:
    found = Demand.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "tradeoff").order_by("pk")


def options_visible_to(user: Any) -> QuerySet[Option]:
    found = Option.objects.filter(tradeoff__in=visible_to(user))
    return found.select_related("tradeoff")


def options_of(tradeoff: TradeOff) -> list[Option]:
    return list(Option.objects.filter(tradeoff=tradeoff).order_by("pk"))


def board(user: Any, tradeoff: TradeOff) -> Board:
    """Lay out demands by options. What one may not see counts as hidden and in no other figure."""
    options = options_of(tradeoff)
    demands = list(demands_visible_to(user).filter(tradeoff=tradeoff))
    said = {
        (option, demand): Effect(effect)
        for option, demand, effect in Bearing.objects.filter(demand__in=demands).values_list(
            "option_id", "demand_id", "effect"
        )
    }
    rows = [
        (demand, [(option, said.get((option.pk, demand.pk))) for option in options])
        for demand in demands
    ]
    columns = [_column(option, [said.get((option.pk, one.pk)) for one in demands])
               for option in options]  # fmt: skip
    every = Demand.objects.filter(tradeoff=tradeoff).count()
    return Board(columns, rows, every - len(demands))


def _column(option: Option, said: list[Effect | None]) -> Column:
    known = [effect for effect in said if effect is not None]
    return Column(
        option, sum(effect > 0 for effect in known), sum(effect < 0 for effect in known),
        len(said) - len(known),
    )  # fmt: skip


def unsaid(option: Option) -> int:
    """Count the demands, seen or not, of which nobody said how the option bears on them."""
    said = Bearing.objects.filter(option=option).values("demand")
    return Demand.objects.filter(tradeoff=option.tradeoff_id).exclude(pk__in=said).count()


@dataclass(frozen=True)
class Comparison:
    """How well each option meets each criterion, and what that comes to.

    ``sums`` are of weight times merit, with nothing where a merit is unsaid; ``most`` is what could
    be had. ``best`` are the options with the highest sum, ``turns`` the criteria whose weight,
    halved, would make another one the best.
    """

    rows: list[tuple[Criterion, list[tuple[Option, Meets | None]]]]
    sums: list[tuple[Option, int | None]]
    most: int
    best: list[Option]
    turns: list[Criterion]


def criteria_visible_to(user: Any) -> QuerySet[Criterion]:
    found = Criterion.objects.filter(tradeoff__in=visible_to(user))
    return found.select_related("tradeoff").order_by("pk")


def comparison(tradeoff: TradeOff, options: Sequence[Option]) -> Comparison:
    """Compare the options of a trade-off by its criteria."""
    criteria = list(Criterion.objects.filter(tradeoff=tradeoff).order_by("pk"))
    said = {
        (option, criterion): Meets(value)
        for option, criterion, value in Merit.objects.filter(criterion__in=criteria).values_list(
            "option_id", "criterion_id", "value"
        )
    }
    rows = [(one, [(option, said.get((option.pk, one.pk))) for option in options])
            for one in criteria]  # fmt: skip
    weights = {one.pk: 2 * one.weight for one in criteria}  # in halves, to halve one exactly
    full = [
        option for option in options
        if criteria and all((option.pk, one.pk) in said for one in criteria)
    ]  # fmt: skip
    best = _best(full, weights, said)
    turns = [
        one for one in criteria
        if best and _best(full, {**weights, one.pk: one.weight}, said) != best
    ]  # fmt: skip
    sums = [
        (option, _sum(option, weights, said) // 2 if option in full else None) for option in options
    ]
    return Comparison(rows, sums, 5 * sum(one.weight for one in criteria), best, turns)


def _sum(
    option: Option, weights: Mapping[int, int], said: Mapping[tuple[int, int], Meets]
) -> int:  # fmt: skip
    return sum(weight * said[(option.pk, key)] for key, weight in weights.items())


def _best(
    options: Sequence[Option], weights: Mapping[int, int], said: Mapping[tuple[int, int], Meets]
) -> list[Option]:
    sums = {option: _sum(option, weights, said) for option in options}
    return [option for option, total in sums.items() if total == max(sums.values())]


def unmeasured(option: Option) -> int:
    """Count the criteria of which nobody said how well the option meets them."""
    said = Merit.objects.filter(option=option).values("criterion")
    return Criterion.objects.filter(tradeoff=option.tradeoff_id).exclude(pk__in=said).count()


@dataclass(frozen=True)
class ToldList:
    """Who is to be told of a decision, each with when they were; ``missing`` counts hidden ones."""

    rows: list[tuple[Party, Told | None]]
    told: int
    missing: int


def told_list(user: Any, tradeoff: TradeOff) -> ToldList:
    """Give everybody concerned, once each; those one may not see count, and are not named."""
    told = {
        row.party_id: row for row in Told.objects.filter(tradeoff=tradeoff).select_related("by")
    }
    demands = demands_visible_to(user).filter(tradeoff=tradeoff)
    parties = {demand.party_id: demand.party for demand in demands}
    every = set(Demand.objects.filter(tradeoff=tradeoff).values_list("party_id", flat=True))
    listed = [(party, told.get(key)) for key, party in parties.items()]
    return ToldList(listed, len(every & told.keys()), len(every - told.keys()))


def to_be_told(user: Any, tradeoff: TradeOff) -> QuerySet[Party]:
    """Give those concerned whom nobody has told yet, as far as one may see them."""
    asked = demands_visible_to(user).filter(tradeoff=tradeoff).values("party_id")
    told = Told.objects.filter(tradeoff=tradeoff).values("party_id")
    return Party.objects.filter(pk__in=asked).exclude(pk__in=told).order_by("sort_key")


HELD = Held(
    label=_("Demands weighed against others"), model=Demand, order=330,
    becomes=lambda _demand, _at: {"words": MARK},
    seen=lambda user, party: demands_visible_to(user).filter(party=party),
    told={"words": ("words", _("What")), "tradeoff": ("tradeoff__title", _("Trade-off"))},
)  # fmt: skip
MOVING = Moving(model=Demand)
HELD_TOLD = Held(
    label=_("Decisions they were told of"), model=Told, order=331, by="at",
    becomes=lambda _told, _at: {"words": ""},
    told={
        "at": ("at", _("When")), "tradeoff": ("tradeoff__title", _("Trade-off")),
        "words": ("words", _("How they took it")),
    },
)  # fmt: skip
MOVING_TOLD = Moving(model=Told, twin=lambda row: row.tradeoff_id)
