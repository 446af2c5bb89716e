"""Agreed facts of the record, to answer with: promises, settled points, decisions."""

from dataclasses import dataclass
from typing import Any, Final

from accord.features.conduct.models import Pin
from accord.features.engagement.models import Point
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.escalations.queries import visible_to as escalations_visible_to
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.reach import points_at

MOST: Final = 12
POINT: Final = "point-"


@dataclass(frozen=True)
class Fact:
    """One thing the record holds; ``mark`` names it, ``ref`` is what it reads as."""

    mark: str
    ref: str
    words: str


def agreed_facts(user: Any, parties: list[Party]) -> list[Fact]:
    """Give what was agreed with ``parties`` last, as far as one may see it."""
    return [
        *_promises(user, party__in=parties),
        *_points(user, interaction__participations__party__in=parties),
        *_decisions(user, party__in=parties),
    ]


def pinned_facts(user: Any, pins: list[Pin]) -> list[tuple[Pin, Fact]]:
    """Give what is pinned, as far as one may see it."""
    marks = [pin.mark for pin in pins]
    keys = [int(mark.removeprefix(POINT)) for mark in marks if mark.startswith(POINT)]
    refs = [mark for mark in marks if not mark.startswith(POINT)]
    found = [
        *(_promises(user, ref__in=refs) if refs else ()),
        *(_points(user, pk__in=keys) if keys else ()),
        *(_decisions(user, ref__in=refs) if refs else ()),
    ]
    by_mark = {fact.mark: fact for fact in found}
    return [(pin, by_mark[pin.mark]) for pin in pins if pin.mark in by_mark]


def _promises(user: Any, **which: Any) -> list[Fact]:
    found = promises_visible_to(user).filter(**which).order_by("-pk")[:MOST]
    return [Fact(one.ref, one.ref, one.words) for one in found]


def _points(user: Any, **which: Any) -> list[Fact]:
    seen = points_at(talks_visible_to(user), "interaction")
    found = Point.objects.filter(seen, **which).select_related("interaction")
    return [
        Fact(f"{POINT}{one.pk}", one.interaction.ref, one.text)
        for one in found.distinct().order_by("-pk")[:MOST]
    ]


def _decisions(user: Any, **which: Any) -> list[Fact]:
    found = escalations_visible_to(user).filter(**which, decided_at__isnull=False)
    return [
        Fact(one.ref, one.ref, one.decision)
        for one in found.exclude(decision="").order_by("-pk")[:MOST]
    ]
