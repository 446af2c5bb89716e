"""What retention rules hold for, and who is due by each."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from accord.features.stakeholders.models import (
    Erasure,
    Party,
    RetentionReview,
    RetentionRule,
    TimelineRow,
)
from accord.features.stakeholders.queries._party import party_visible
from accord.features.stakeholders.states import Countdown, RowKind, Verdict
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.prepared import Prepared

# What passed between the two sides; what we merely wrote about them breaks no silence.
LIFE = (RowKind.TALK, RowKind.PROMISE, RowKind.NEED, RowKind.NOTE, RowKind.CASE)


def retention_rules() -> QuerySet[RetentionRule]:
    return RetentionRule.objects.select_related("category").order_by("name", "pk")


def rules_for(party: Party) -> Sequence[RetentionRule]:
    """Give the rules in force that hold for a party."""
    return [
        rule
        for rule in retention_rules().filter(is_active=True)
        if rule.kind in ("", party.kind)
        and rule.category_id in (None, party.category_id)
        and rule.purpose in ("", party.purpose)
    ]


def _fitting(rule: RetentionRule) -> QuerySet[Party]:
    found = Party.objects.exclude(Exists(Erasure.objects.filter(party_id=OuterRef("pk"))))
    if rule.kind:
        found = found.filter(kind=rule.kind)
    if rule.category_id:
        found = found.filter(category_id=rule.category_id)
    if rule.purpose:
        found = found.filter(purpose=rule.purpose)
    return found


def months_before(at: datetime, months: int) -> datetime:
    """Go back by the calendar; where the month is shorter, to its last day."""
    count = at.year * 12 + at.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return at.replace(year=year, month=month, day=min(at.day, monthrange(year, month)[1]))


def due_by(rule: RetentionRule, at: datetime) -> QuerySet[Party]:
    """Give the parties that a rule holds for and whose time is over, the longest silent first.

    Who was kept on review is left alone for as long again as the rule says.
    """
    end = months_before(at, rule.months)
    found = _fitting(rule)
    if rule.counts_from == Countdown.INACTIVE:
        found = found.filter(is_active=False, inactive_at__lt=end)
    else:
        lately = TimelineRow.objects.filter(party=OuterRef("pk"), at__gte=end, kind__in=LIFE)
        found = found.filter(added_at__lt=end).exclude(Exists(lately))
    kept = RetentionReview.objects.filter(
        party=OuterRef("pk"), verdict=Verdict.KEEP, decided_at__gte=end
    )
    return found.exclude(Exists(kept)).order_by(
        Coalesce("inactive_at", "last_contact_at", "added_at"), "pk"
    )


def newly_due(rule: RetentionRule, at: datetime) -> QuerySet[Party]:
    """Give those of them that nobody has been asked about yet."""
    asked = RetentionReview.objects.filter(party=OuterRef("pk"), verdict="")
    return due_by(rule, at).exclude(Exists(asked))


def open_reviews(user: Any) -> QuerySet[RetentionReview]:
    """Give what waits for a decision about parties that one may see, the oldest first."""
    found = RetentionReview.objects.filter(party_visible(reach_of(user), "party"), verdict="")
    return found.select_related("party", "rule", "party__owner").order_by("proposed_at", "pk")


_open_reviews = Prepared(
    lambda party: (
        RetentionReview.objects.filter(party=party, verdict="")
        .select_related("rule")
        .order_by("pk")
    )
)


def review_of(party: Party) -> RetentionReview | None:
    """Give what a rule asks about a party, while nobody has decided."""
    found = ask_reviews(party)()
    return found[0] if found else None


def ask_reviews(party: Party) -> Callable[[], list[RetentionReview]]:
    """Ask for what rules ask, the first of which comes first, to be had later."""
    return _open_reviews.objects_later(party.pk)
