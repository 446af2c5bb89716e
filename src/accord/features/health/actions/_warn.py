"""What is done at an early warning: a task for whoever looks after the party, not too often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accord.features.health import policies, queries
from accord.features.health.models import Warned, WarningRule
from accord.features.health.queries import Shown, Standing
from accord.features.health.states import PLAYBOOKS, Sign
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

MOST = 5  # tasks that one owner is given in one night
TIME = timedelta(days=3)
LONGEST = 730  # days


@dataclass(frozen=True)
class RuleDetails:
    """Whether a sign opens tasks, from how many within how many days, and what they say."""

    sign: str
    figure: float
    days: int
    is_on: bool = True
    words: str = ""


def lay_down(*, by: Actor, details: RuleDetails, at: datetime) -> WarningRule:
    """Say from now on when a sign opens a task; what stood before stays written."""
    if details.sign not in Sign.values:
        raise Invalid(_("There is no such choice."), field="sign")
    if not 1 <= details.figure <= 100:  # noqa: PLR2004 -- more never happens
        raise Invalid(_("This goes from 1 to 100."), field="figure")
    if not 0 <= details.days <= LONGEST:
        raise Invalid(_("This goes from 0 to 730 days."), field="days")
    row = WarningRule(
        sign=details.sign, is_on=details.is_on, figure=details.figure, days=details.days,
        words=plain(details.words, "words")[:200], at=at, by_id=by.pk,
    )  # fmt: skip
    with change(policies.CONFIGURE, by=by, at=at) as record:
        record.subject = row
        record.add(row)
    return row


def warn(*, by: Actor, standings: Sequence[Standing], at: datetime) -> int:
    """Open the tasks that the signs ask for: none twice within 30 days or while one is open."""
    rules = queries.rules_in_force()
    owners = queries.owners_of(standings)
    key = queries.key_supporters(standings)
    found = [
        (one, shown, owners[one.evidence.party.pk])
        for one in standings
        if one.evidence.party.pk in owners
        for shown in queries.signs_of(one, rules, is_key=one.evidence.party.pk in key)
    ]
    if not found:
        return 0
    quiet = queries.damped([one.evidence.party.pk for one, _shown, _owner in found], at)
    given = queries.warned_now(at)
    count = 0
    for one, shown, owner in found:
        if (one.evidence.party.pk, shown.sign) in quiet or given[owner.pk] >= MOST:
            continue
        _open(by, one, shown, owner, rules[shown.sign], at)
        given[owner.pk] += 1
        count += 1
    return count


def _open(
    by: Actor, one: Standing, shown: Shown, owner: User, rule: WarningRule, at: datetime
) -> None:
    party = one.evidence.party
    with override(owner.language or settings.LANGUAGE_CODE):
        playbook = rule.words or str(PLAYBOOKS[Sign(shown.sign)])
        title = f"{_said(shown)}: {playbook}"
    with change(policies.WARN, by=by, at=at) as record:
        details = TaskDetails(title, owner.pk, party=party, due_at=at + TIME)
        task = add_task(by=by, details=details, at=at)
        warned = Warned(party=party, sign=shown.sign, at=at, task=task)
        record.subject = warned
        record.add(warned)


def _said(shown: Shown) -> str:
    given = {"n": shown.count, "days": shown.days, "ref": shown.ref}
    if shown.sign == Sign.CROSSED:
        return _("Health fell to %(n)s of 100") % given
    if shown.sign == Sign.SILENCE:
        said = ngettext(
            "%(n)s day without a talk with a key supporter",
            "%(n)s days without a talk with a key supporter", shown.count,
        )  # fmt: skip
        return said % given
    if shown.sign == Sign.MOVED:
        said = ngettext(
            "%(ref)s was given another day %(n)s time", "%(ref)s was given another day %(n)s times",
            shown.count,
        )  # fmt: skip
        return said % given
    said = ngettext(
        "%(n)s talk went badly in %(days)s days", "%(n)s talks went badly in %(days)s days",
        shown.count,
    )  # fmt: skip
    return said % given
