"""Retention: rules are tried before they are switched on, and go gently once they are."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.actions._erase import ERASE_JOB
from accord.features.stakeholders.events import ReviewsProposed
from accord.features.stakeholders.models import Category, Party, RetentionReview, RetentionRule
from accord.features.stakeholders.states import Countdown, Kind, Outcome, Verdict
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

REVIEWS_A_NIGHT = 50  # of one rule
ERASURES_A_NIGHT = 25
FEW = 50  # records that a rule may always erase, whatever share of all they are
LONGEST = 1200  # months


@dataclass(frozen=True)
class RuleDetails:
    """For whom a rule holds, from when on it counts, and what it does."""

    name: str
    months: int
    kind: str = ""
    category: Category | None = None
    purpose: str = ""
    counts_from: str = Countdown.SILENCE
    outcome: str = Outcome.REVIEW


def add_rule(*, by: Actor, details: RuleDetails, at: datetime) -> RetentionRule:
    """Write a rule down; it does nothing until it is switched on."""
    rule = RetentionRule(**_columns(details))
    with change(policies.PROTECT, by=by, at=at) as record:
        record.subject = rule
        record.add(rule)
    return rule


def change_rule(
    *, by: Actor, rule: RetentionRule, details: RuleDetails, at: datetime
) -> RetentionRule:
    """Change a rule, which switches it off: what it would do now must be looked at again."""
    with change(policies.PROTECT, by=by, at=at, subject=rule) as record:
        record.set(rule, **_columns(details), is_active=False)
    return rule


def _columns(details: RuleDetails) -> dict[str, object]:
    name = said(details.name, "name", 120, why=_("A rule needs a name."))
    if not 1 <= details.months <= LONGEST:
        raise Invalid(_("Give a number of months from 1 to 1200."), field="months")
    return {
        "name": name,
        "months": details.months,
        "kind": Kind(details.kind) if details.kind else "",
        "category_id": details.category.pk if details.category else None,
        "purpose": details.purpose.strip(),
        "counts_from": Countdown(details.counts_from),
        "outcome": Outcome(details.outcome),
    }


def switch_rule(
    *, by: Actor, rule: RetentionRule, is_active: bool, seen: int, at: datetime
) -> RetentionRule:
    """Switch a rule on or off. Raises Stale when it is not the one whose preview was ``seen``."""
    with change(policies.PROTECT, by=by, at=at, subject=rule) as record:
        if rule.version != seen:
            raise Stale(_("This rule was changed meanwhile. Look at what it does now."))
        record.set(rule, is_active=is_active)
    return rule


def apply_rules(*, by: Actor, at: datetime) -> dict[str, int]:
    """Do what the rules ask for tonight: a few reviews and fewer erasures of each."""
    done = {"reviews": 0, "erasures": 0}
    for rule in queries.retention_rules().filter(is_active=True):
        if rule.outcome == Outcome.ERASE and not _takes_too_many(rule, at):
            done["erasures"] += _erase(by, rule, at)
        else:
            done["reviews"] += _propose(by, rule, at)
    return done


def _takes_too_many(rule: RetentionRule, at: datetime) -> bool:
    """Tell whether a rule would erase more than a twentieth of all: then it asks instead."""
    share = max(FEW, Party.objects.count() // 20)
    return queries.due_by(rule, at).order_by()[: share + 1].count() > share


def _erase(by: Actor, rule: RetentionRule, at: datetime) -> int:
    found = list(queries.newly_due(rule, at)[:ERASURES_A_NIGHT])
    for party in found:
        reason = _("Retention rule: %(name)s") % {"name": rule.name}
        args = {"party_id": party.pk, "by_id": by.pk, "reason": reason[:300]}
        order = Order(ERASE_JOB, args, unique_key=f"erase-{party.pk}")
        enqueue(by=by, order=order, at=at)
    return len(found)


def _propose(by: Actor, rule: RetentionRule, at: datetime) -> int:
    found = list(queries.newly_due(rule, at)[:REVIEWS_A_NIGHT])
    if not found:
        return 0
    with change(policies.PROTECT, by=by, at=at, subject=rule) as record:
        record.add_many(
            [RetentionReview(party=party, rule=rule, proposed_at=at) for party in found]
        )
        keys = tuple(party.pk for party in found)
        record.publish(ReviewsProposed(at=at, rule_id=rule.pk, party_ids=keys))
    return len(found)


def keep_longer(*, by: Actor, review: RetentionReview, at: datetime) -> RetentionReview:
    """Decide that a record is needed: its rule leaves it alone for as long again."""
    with change(policies.KEEP, by=by, at=at, subject=review) as record:
        if review.verdict:
            raise Stale(_("Somebody has decided this already."))
        record.set(review, verdict=Verdict.KEEP, decided_at=at, decided_by_id=by.pk)
    return review
