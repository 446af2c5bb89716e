"""What is asked about segments themselves: their rules, and who leans on them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as say

from accord.features.stakeholders.models import Segment, SegmentMember
from accord.features.stakeholders.queries._list import party_filters, segments
from accord.features.stakeholders.queries._party import visible_to
from accord.foundation.accounts.reach import points_at
from accord.foundation.ui.listing import filters as on
from accord.foundation.ui.listing.columns import Asking
from accord.foundation.ui.listing.state import State


def open_segments() -> QuerySet[Segment]:
    return segments().filter(is_active=True)


def picked(user: Any) -> QuerySet[SegmentMember]:
    """Give whom somebody picked into segments, of those whom ``user`` may see."""
    seen = SegmentMember.objects.filter(points_at(visible_to(user), "party"))
    return seen.select_related("party", "segment")


def rule_problem(rule: Sequence[str], asking: Asking, own: int | None) -> str:
    """Say what keeps a rule from being asked; nothing where it can be."""
    state = State.of({"filters": rule})
    if not state.filters:
        return say("Choose at least one filter.")
    known = {found.key: found for found in party_filters()}
    for use in state.filters:
        problem = on.check(use, known.get(use.key), asking).problem
        if problem:
            return problem
        if use.key == "segment" and str(own) in use.values:
            return say("A segment can't ask for itself.")
    return ""


def rule_words(segment: Segment, asking: Asking) -> list[tuple[str, str]]:
    """Give the rule of a segment as it reads: (what is asked, the answer)."""
    known = {found.key: found for found in party_filters()}
    uses = State.of({"filters": segment.rule}).filters
    checked = [on.check(use, known.get(use.key), asking) for use in uses]
    return [(str(one.label), one.problem or one.words) for one in checked]


def segments_asking_for(segment: Segment) -> list[Segment]:
    """Give the segments whose rules ask for this one."""
    return [
        other
        for other in segments().filter(is_rule=True)
        if asks_for(State.of({"filters": other.rule}), segment)
    ]


def asks_for(state: State, segment: Segment) -> bool:
    """Tell whether a state of the list names a segment."""
    return any(use.key == "segment" and str(segment.pk) in use.values for use in state.filters)
