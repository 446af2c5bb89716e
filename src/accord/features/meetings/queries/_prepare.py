"""What a meeting could be about: all that stands open between those who are asked to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from accord.features.engagement.queries import open_points_with, parties_in_talks
from accord.features.meetings.models import AgendaItem, Meeting
from accord.features.meetings.queries._meetings import parties_in
from accord.features.meetings.states import ItemKind
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.promises.states import Side
from accord.features.promises.states import State as PromiseState
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.tasks.queries import visible_to as tasks_visible_to
from accord.features.tasks.states import State as TaskState
from accord.features.tradeoffs.queries import demands_visible_to
from accord.features.tradeoffs.queries import visible_to as tradeoffs_visible_to

MOST = 40
_OPEN = {"visibility": "everyone"}


@dataclass(frozen=True)
class Proposal:
    """Something that waits between us; ``key`` tells it from the others.

    ``parties`` are those of theirs who know of it, and ``asked`` all of theirs who are invited.
    """

    key: str
    title: str
    kind: str
    origin_ref: str
    why: str
    parties: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()

    @property
    def is_between_us(self) -> bool:
        """Tell whether all who are invited know of it: what is not, nobody else need read.

        What we do and weigh among ourselves is between nobody but us.
        """
        return bool(self.parties) and self.parties >= self.asked


def proposals_for(user: Any, meeting: Meeting) -> list[Proposal]:
    """Give what is open with those invited and not on the agenda; never what is restricted."""
    asked = [party.pk for party in parties_in(meeting)]
    keys = list(parties_visible_to(user).filter(pk__in=asked).values_list("pk", flat=True))
    if not keys:
        return []
    there = set(AgendaItem.objects.filter(meeting=meeting).values_list("origin_ref", "title"))
    found = [
        *_promises(user, keys),
        *_points(user, keys),
        *_weighed(user, keys),
        *_tasks(user, keys),
    ]
    new = [one for one in found if (one.origin_ref, one.title) not in there]
    return [replace(one, asked=frozenset(asked)) for one in new[:MOST]]


def _promises(user: Any, keys: Sequence[int]) -> Iterator[Proposal]:
    open_ = promises_visible_to(user).filter(
        party__in=keys, state=PromiseState.AGREED, party__visibility="everyone", **_OPEN
    )
    for one in open_.order_by("due_at", "pk")[:MOST]:
        why = _("we promised it") if one.side == Side.WE else _("they promised it")
        yield Proposal(
            f"p{one.pk}", one.words[:300], ItemKind.INFORMATION, one.ref, why,
            frozenset({one.party_id}),
        )  # fmt: skip


def _points(user: Any, keys: Sequence[int]) -> Iterator[Proposal]:
    points = open_points_with(user, keys)
    there = parties_in_talks([one.interaction_id for one in points])
    for one in points:
        yield Proposal(
            f"k{one.pk}", one.text[:300], ItemKind.DISCUSSION, one.interaction.ref,
            _("left open in a talk"), there.get(one.interaction_id, frozenset()),
        )  # fmt: skip


def _weighed(user: Any, keys: Sequence[int]) -> Iterator[Proposal]:
    asked = demands_visible_to(user).filter(party__in=keys).values("tradeoff")
    for one in tradeoffs_visible_to(user).filter(pk__in=asked, decided_at=None).order_by("pk"):
        yield Proposal(
            f"b{one.pk}", one.title[:300], ItemKind.DECISION, one.ref, _("waits for a decision")
        )


def _tasks(user: Any, keys: Sequence[int]) -> Iterator[Proposal]:
    open_ = tasks_visible_to(user).filter(
        party__in=keys, state=TaskState.OPEN, party__visibility="everyone", **_OPEN
    )
    for one in open_.order_by("due_at", "pk")[:MOST]:
        yield Proposal(f"t{one.pk}", one.title, ItemKind.INFORMATION, one.ref, _("a task of ours"))
