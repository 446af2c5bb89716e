"""Engagement policies, from the draft to the end; what stands on a calendar."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.governance import actions
from accord.features.governance import policies as rules
from accord.features.governance.models import EngagementPolicy
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.foundation.ui import formats
from accord.overview.api import queries
from accord.overview.api.forms import governance as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import (
    check_all,
    named_initiative,
    named_party,
    open_segment,
    somebody,
)
from accord.overview.api.views._operation import Request, held, reads, seen, writes
from accord.overview.calendar import policies as calendar

router = Router(tags=["policies"])
USUAL, LONGEST = timedelta(weeks=5), timedelta(days=366)


@reads(router, "/policies", rules.VIEW, f.PoliciesTold)
def list_policies(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.policy_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/policies/{ref}", rules.VIEW, f.PolicyTold)
def get_policy(request: Request, ref: str) -> Any:
    return queries.policy(request.user, queries.policy_at(request.user, ref))


@writes(router, "POST", "/policies", rules.LAY_DOWN, f.PolicyTold, 201)
def draft_policy(request: Request, given: f.PolicyGiven) -> Any:
    """Draft how the stakeholders of an initiative are dealt with."""
    of = named_initiative(request.user, given.initiative, "initiative")
    details = actions.PolicyDetails(**check_all(given.model_dump(exclude={"initiative"})))
    made = actions.add_policy(by=request.user, initiative=of, details=details, at=clock.now())
    return _told(request, made)


@writes(router, "PATCH", "/policies/{ref}", rules.LAY_DOWN, f.PolicyTold)
def change_policy(request: Request, ref: str, given: f.PolicyChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    found = queries.policy_at(request.user, ref)
    version = seen(request, found, given.version)
    names = ("purpose", "owner_id", "review_on", "tone", "support")
    fields = {name: getattr(found, name) for name in names}
    fields |= check_all(given.model_dump(exclude_unset=True, exclude={"version"}))
    for name in ("owner_id", "review_on"):
        if fields[name] is None:
            raise Invalid(_("There is no such choice."), field=name)
    details = actions.PolicyDetails(**fields)
    actions.change_policy(
        by=request.user, policy=found, details=details, at=clock.now(), seen=version
    )
    return _told(request, found)


@writes(router, "POST", "/policies/{ref}/approve", rules.LAY_DOWN, f.PolicyTold)
def approve_policy(request: Request, ref: str) -> Any:
    """Put a draft in force; refused while its matrix has errors."""
    found = _held(request, ref)
    actions.approve_policy(by=request.user, policy=found, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/policies/{ref}/end", rules.LAY_DOWN, f.PolicyTold)
def end_policy(request: Request, ref: str) -> Any:
    found = _held(request, ref)
    actions.end_policy(by=request.user, policy=found, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/policies/{ref}/roles", rules.LAY_DOWN, f.PolicyTold, 201)
def add_policy_role(request: Request, ref: str, given: f.PolicyRoleGiven) -> Any:
    found = _held(request, ref)
    holder = somebody(given.holder_id, "holder_id") if given.holder_id else None
    actions.add_role(by=request.user, policy=found, name=given.name, holder=holder, at=clock.now())
    return _told(request, found)


@writes(router, "DELETE", "/policies/{ref}/roles/{int:key}", rules.LAY_DOWN, f.PolicyTold)
def drop_policy_role(request: Request, ref: str, key: int) -> Any:
    found = queries.policy_at(request.user, ref)
    role = held(request, queries.policy_role_at(found, key))
    actions.drop_role(by=request.user, role=role, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/policies/{ref}/duties", rules.LAY_DOWN, f.PolicyTold, 201)
def add_policy_duty(request: Request, ref: str, given: f.PolicyDutyGiven) -> Any:
    """Add a piece of work, with what each role has to do with it."""
    found = _held(request, ref)
    codes = {one.role_id: one.code for one in given.codes}
    actions.add_duty(by=request.user, policy=found, words=given.words, codes=codes, at=clock.now())
    return _told(request, found)


@writes(router, "PUT", "/policies/{ref}/duties/{int:key}", rules.LAY_DOWN, f.PolicyTold)
def assign_policy_duty(request: Request, ref: str, key: int, given: f.PolicyDutyAssigned) -> Any:
    found = queries.policy_at(request.user, ref)
    duty = held(request, queries.policy_duty_at(found, key))
    codes = {one.role_id: one.code for one in given.codes}
    actions.assign_duty(by=request.user, duty=duty, codes=codes, at=clock.now())
    return _told(request, found)


@writes(router, "DELETE", "/policies/{ref}/duties/{int:key}", rules.LAY_DOWN, f.PolicyTold)
def drop_policy_duty(request: Request, ref: str, key: int) -> Any:
    found = queries.policy_at(request.user, ref)
    duty = held(request, queries.policy_duty_at(found, key))
    actions.drop_duty(by=request.user, duty=duty, at=clock.now())
    return _told(request, found)


@writes(router, "PUT", "/policies/{ref}/channels/{channel}", rules.LAY_DOWN, f.PolicyTold)
def rule_channel(request: Request, ref: str, channel: str, given: f.ChannelRuleGiven) -> Any:
    """Say whether a channel is to be used, and when."""
    found = _held(request, ref)
    actions.rule_channel(
        by=request.user, policy=found, channel=channel, at=clock.now(), **given.model_dump()
    )
    return _told(request, found)


@writes(router, "POST", "/policies/{ref}/cadences", rules.LAY_DOWN, f.PolicyTold, 201)
def set_cadence(request: Request, ref: str, given: f.CadenceGiven) -> Any:
    """Say how often those of a segment are to be in contact."""
    found = _held(request, ref)
    segment = open_segment(given.segment_id, "segment_id")
    actions.set_cadence(
        by=request.user, policy=found, segment=segment, ideal_days=given.ideal_days,
        most_days=given.most_days, at=clock.now(),
    )  # fmt: skip
    return _told(request, found)


@writes(router, "DELETE", "/policies/{ref}/cadences/{int:key}", rules.LAY_DOWN, f.PolicyTold)
def drop_cadence(request: Request, ref: str, key: int) -> Any:
    found = queries.policy_at(request.user, ref)
    cadence = held(request, queries.cadence_at(found, key))
    actions.drop_cadence(by=request.user, cadence=cadence, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/policies/{ref}/excuses", rules.EXCUSE, f.PolicyTold, 201)
def excuse_from_rhythm(request: Request, ref: str, given: f.RhythmExcuse) -> Any:
    """Say why the rhythm does not hold for somebody until a day."""
    found = _held(request, ref)
    party = named_party(request.user, given.party, "party")
    actions.excuse(
        by=request.user, policy=found, party=party, reason=given.reason, until=given.until,
        at=clock.now(),
    )  # fmt: skip
    return _told(request, found)


def _told(request: Request, one: EngagementPolicy) -> Any:
    return queries.policy(request.user, one)


def _held(request: Request, ref: str) -> EngagementPolicy:
    return held(request, queries.policy_at(request.user, ref))


@reads(router, "/calendar", calendar.VIEW, f.CalendarTold)
def list_happenings(request: Request, asked: Query[f.CalendarAsked]) -> Any:
    """Give what stands on your calendar, or on that of your department."""
    start = asked.start or formats.local(clock.now())
    until = asked.until or start + USUAL
    if not start < until <= start + LONGEST:
        raise Invalid(_("Ask for up to a year."), field="until")
    return {"items": queries.happenings(request.user, asked.whose, start, until)}
