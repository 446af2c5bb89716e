"""Every write on engagement policies."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.engagement.states import Channel
from accord.features.escalations.actions import Bundle, raise_escalation
from accord.features.governance import policies, queries
from accord.features.governance.models import (
    Assignment,
    Cadence,
    ChannelRule,
    Duty,
    EngagementPolicy,
    Excuse,
    PolicyRole,
)
from accord.features.governance.states import (
    ESCALATED_AFTER,
    MOST_DAYS,
    REMINDED_WITHIN,
    Code,
    State,
)
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party, Segment
from accord.features.tasks.actions import TaskDetails, add_task
from accord.features.tasks.models import Task
from accord.features.tasks.states import State as TaskState
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import because, plain, said
from accord.foundation.kernel.days import day_of, last_second
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import SYSTEM, Actor


@dataclass(frozen=True)
class PolicyDetails:
    """What the policy is for, in which tone, with whose help, and when it is looked at again."""

    purpose: str
    owner_id: int
    review_on: date
    tone: str = ""
    support: str = ""

    def columns(self) -> dict[str, object]:
        return {
            **asdict(self), "purpose": said(self.purpose, "purpose", 4000),
            "tone": plain(self.tone, "tone", 4000), "support": plain(self.support, "support", 4000),
        }  # fmt: skip


def add_policy(
    *, by: Actor, initiative: Initiative, details: PolicyDetails, at: datetime
) -> EngagementPolicy:
    """Draft how we deal with the stakeholders of an initiative. Raises Stale where there is one."""
    fields = details.columns()
    with change(policies.LAY_DOWN, by=by, at=at) as record:
        if queries.policy_of(initiative) is not None:
            raise Stale(_("This initiative has a policy already."))
        policy = EngagementPolicy(
            ref=reference("EP", take_numbers("policy")[0]), initiative=initiative, **fields
        )
        record.subject = policy
        record.add(policy)
    return policy


def change_policy(
    *, by: Actor, policy: EngagementPolicy, details: PolicyDetails, at: datetime,
    seen: int | None = None,
) -> EngagementPolicy:  # fmt: skip
    fields = details.columns()
    with change(policies.LAY_DOWN, by=by, at=at, subject=policy, seen=seen) as record:
        _check_going(policy)
        record.set(policy, **fields)
    return policy


def approve_policy(*, by: Actor, policy: EngagementPolicy, at: datetime) -> EngagementPolicy:
    """Put a policy in force. Raises Invalid while its matrix has an error."""
    with change(policies.LAY_DOWN, by=by, at=at, subject=policy) as record:
        if policy.state != State.DRAFT:
            raise Stale(_("This policy is no draft any more."))
        _check_matrix(policy)
        record.set(policy, state=State.IN_FORCE, approved_at=at, approved_by_id=by.pk)
    return policy


def end_policy(*, by: Actor, policy: EngagementPolicy, at: datetime) -> EngagementPolicy:
    with change(policies.LAY_DOWN, by=by, at=at, subject=policy) as record:
        _check_going(policy)
        record.set(policy, state=State.ENDED, ended_at=at)
    return policy


def add_role(
    *, by: Actor, policy: EngagementPolicy, name: str, at: datetime, holder: User | None = None
) -> PolicyRole:
    """Add a role to the matrix; without a person it is a group, which can't be accountable."""
    role = PolicyRole(policy=policy, name=said(name, "name", 80), holder=holder)
    with change(policies.LAY_DOWN, by=by, at=at, subject=policy) as record:
        _check_going(policy)
        if PolicyRole.objects.filter(policy=policy, name=role.name).exists():
            raise Invalid(_("There is a role of this name already."), field="name")
        record.add(role)
    return role


def drop_role(*, by: Actor, role: PolicyRole, at: datetime) -> None:
    with change(policies.LAY_DOWN, by=by, at=at, subject=role.policy) as record:
        _check_going(role.policy)
        record.remove_many(list(Assignment.objects.filter(role=role)))
        record.remove(role)
        _check_sound(role.policy)


def add_duty(
    *, by: Actor, policy: EngagementPolicy, words: str, at: datetime,
    codes: Mapping[int, str] | None = None,
) -> Duty:  # fmt: skip
    """Add a piece of work, with what each role (by key) has to do with it."""
    duty = Duty(policy=policy, words=said(words, "words", 200))
    with change(policies.LAY_DOWN, by=by, at=at, subject=policy) as record:
        _check_going(policy)
        if Duty.objects.filter(policy=policy, words=duty.words).exists():
            raise Invalid(_("This is in the matrix already."), field="words")
        record.add(duty)
        _assign(record, duty, codes or {})
        _check_sound(policy)
    return duty


def assign_duty(*, by: Actor, duty: Duty, codes: Mapping[int, str], at: datetime) -> Duty:
    """Say anew what each role has to do with a piece of work."""
    with change(policies.LAY_DOWN, by=by, at=at, subject=duty.policy) as record:
        _check_going(duty.policy)
        record.remove_many(list(Assignment.objects.filter(duty=duty)))
        _assign(record, duty, codes)
        _check_sound(duty.policy)
    return duty


def drop_duty(*, by: Actor, duty: Duty, at: datetime) -> None:
    with change(policies.LAY_DOWN, by=by, at=at, subject=duty.policy) as record:
        _check_going(duty.policy)
        record.remove_many(list(Assignment.objects.filter(duty=duty)))
        record.remove(duty)


def rule_channel(
    *, by: Actor, policy: EngagementPolicy, channel: str, is_allowed: bool, at: datetime,
    words: str = "",
) -> ChannelRule:  # fmt: skip
    """Say whether a channel is to be used, when and in which tone."""
    if channel not in Channel.values:
        raise Invalid(_("There is no such choice."), field="channel")
    words = plain(words, "words", 300)
    with change(policies.LAY_DOWN, by=by, at=at, subject=policy) as record:
        _check_going(policy)
        rule = ChannelRule.objects.filter(policy=policy, channel=channel).first()
        if rule is None:
            rule = ChannelRule(policy=policy, channel=channel, is_allowed=is_allowed, words=words)
            record.add(rule)
        else:
            record.set(rule, is_allowed=is_allowed, words=words)
    return rule


def set_cadence(
    *, by: Actor, policy: EngagementPolicy, ideal_days: int, most_days: int, at: datetime,
    segment: Segment | None = None,
) -> Cadence:  # fmt: skip
    """Say how often a segment is to be in contact; without one, all others with a stake."""
    if not 0 < ideal_days <= most_days <= MOST_DAYS:
        raise Invalid(_("Give days from 1 to 730, the longest last."), field="most_days")
    with change(policies.LAY_DOWN, by=by, at=at, subject=policy) as record:
        _check_going(policy)
        cadence = Cadence.objects.filter(policy=policy, segment=segment).first()
        if cadence is None:
            cadence = Cadence(
                policy=policy, segment=segment, ideal_days=ideal_days, most_days=most_days
            )
            record.add(cadence)
        else:
            record.set(cadence, ideal_days=ideal_days, most_days=most_days)
    return cadence


def drop_cadence(*, by: Actor, cadence: Cadence, at: datetime) -> None:
    with change(policies.LAY_DOWN, by=by, at=at, subject=cadence.policy) as record:
        _check_going(cadence.policy)
        record.remove(cadence)


def excuse(
    *, by: Actor, policy: EngagementPolicy, party: Party, reason: str, until: date, at: datetime
) -> Excuse:
    """Say why the rhythm of a policy does not hold for a party until a day."""
    reason = because(reason)
    if until < day_of(at, settings.HOUSE_TIME_ZONE):
        raise Invalid(_("Choose a day that lies ahead."), field="until")
    made = Excuse(policy=policy, party=party, reason=reason, until=until, at=at, by_id=by.pk)
    with change(policies.EXCUSE, by=by, at=at) as record:
        policies.EXCUSE.demand(by, made)
        _check_going(policy)
        record.subject = made
        record.add(made)
    return made


def remind(*, by: Actor, policy: EngagementPolicy, at: datetime) -> dict[str, int]:
    """Give whoever looks after a party in the red the task to get in touch, once.

    What stays undone for a week after its day goes up the ladder, once too. Done again, it finds
    nothing to do.
    """
    reminded = escalated = 0
    for one in queries.in_red(queries.cadence_of(SYSTEM, policy, at)):
        if one.owner is None:
            continue
        task = _reminder(policy, one.party)
        if task is None:
            _ask(by, policy, one, one.owner, at)
            reminded += 1
        elif task.due_at and at - task.due_at > timedelta(days=ESCALATED_AFTER):
            escalated += _escalate(by, policy, one, task, at)
    return {"reminded": reminded, "escalated": escalated}


def _reminder(policy: EngagementPolicy, party: Party) -> Task | None:
    found = Task.objects.filter(party=party, origin_ref=policy.ref, state=TaskState.OPEN)
    return found.order_by("pk").first()


def _ask(
    by: Actor, policy: EngagementPolicy, one: queries.Standing, owner: User, at: datetime
) -> None:
    day = day_of(at, settings.HOUSE_TIME_ZONE) + timedelta(days=REMINDED_WITHIN)
    title = _("Get in touch with %(name)s: the policy asks for a contact every %(n)s days")
    details = TaskDetails(
        (title % {"name": one.party.name, "n": one.most})[:300], owner.pk, party=one.party,
        due_at=last_second(day, settings.HOUSE_TIME_ZONE), origin_ref=policy.ref,
    )  # fmt: skip
    add_task(by=by, details=details, at=at)


def _escalate(
    by: Actor, policy: EngagementPolicy, one: queries.Standing, task: Task, at: datetime
) -> int:
    """Send a contact that was not made up the ladder; give how many went."""
    question = _("Nobody got in touch with %(name)s. Who does?") % {"name": one.party.name}
    if queries.is_escalated(one.party, policy):
        return 0
    facts = _("Policy %(ref)s asks for a contact every %(n)s days; the task %(task)s is late.")
    happened = facts % {"ref": policy.ref, "n": one.most, "task": task.ref}
    bundle = Bundle(question[:200], happened, about=policy.ref)
    try:
        raise_escalation(by=by, party=one.party, bundle=bundle, at=at)
    except Invalid:  # nobody on the ladder may see them
        return 0
    return 1


def _assign(record: Record, duty: Duty, codes: Mapping[int, str]) -> None:
    known = set(PolicyRole.objects.filter(policy=duty.policy).values_list("pk", flat=True))
    rows = []
    for role, code in codes.items():
        if role not in known or (code and code not in Code.values):
            raise Invalid(_("There is no such choice."), field=f"role_{role}")
        if code:
            rows.append(Assignment(duty=duty, role_id=role, code=code))
    record.add_many(rows)


def _check_sound(policy: EngagementPolicy) -> None:
    """Keep the matrix of a policy in force as sound as it had to be to come into force."""
    if policy.state == State.IN_FORCE:
        _check_matrix(policy)


def _check_matrix(policy: EngagementPolicy) -> None:
    errors = len(queries.matrix_of(policy).errors)
    if errors:
        words = ngettext(
            "The matrix has %(n)s error; mend it first.",
            "The matrix has %(n)s errors; mend them first.", errors,
        )  # fmt: skip
        raise Invalid(words % {"n": errors})


def _check_going(policy: EngagementPolicy) -> None:
    if policy.state == State.ENDED:
        raise Stale(_("This policy has ended."))
