"""Engagement policies and the calendar, as the API tells them."""

from datetime import date, datetime
from typing import Any

from accord.features.governance import queries as governance
from accord.features.governance.models import Cadence, Duty, EngagementPolicy, PolicyRole
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.foundation.ui import formats
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of
from accord.overview.calendar import queries as calendar

_OWN = ("ref", "state", "purpose", "review_on", "approved_at", "version")


def policy_at(user: Any, ref: str) -> EngagementPolicy:
    """Find a policy. Raises Problem 404 where there is none such."""
    return one_of(governance.visible_to(user), ref=ref)


def policy_role_at(policy: EngagementPolicy, key: int) -> PolicyRole:
    return one_of(policy.roles.select_related("policy"), pk=key)


def policy_duty_at(policy: EngagementPolicy, key: int) -> Duty:
    return one_of(policy.duties.select_related("policy"), pk=key)


def cadence_at(policy: EngagementPolicy, key: int) -> Cadence:
    return one_of(policy.cadences.select_related("policy"), pk=key)


def policy_list(user: Any, span: Span) -> Page:
    rows, after = page_of(governance.visible_to(user), [], span)
    found = governance.visible_to(user).in_bulk([row["pk"] for row in rows])
    seen = _initiatives(user, [one.initiative_id for one in found.values()])
    return [_row(found[row["pk"]], seen) for row in rows], after


def policy(user: Any, found: EngagementPolicy) -> Row:
    """Give a policy with its matrix, checked, and its rules."""
    matrix = governance.matrix_of(found)
    names = {role.pk: role.name for role in matrix.roles}
    channels, cadences = governance.rules_of(found)
    return {
        **_row(found, _initiatives(user, [found.initiative_id])),
        "tone": found.tone, "support": found.support,
        "roles": [
            {"id": one.pk, "name": one.name, "holder": brief(one.holder)} for one in matrix.roles
        ],
        "duties": [
            {
                "id": duty.pk, "words": duty.words,
                "codes": {names[key]: code for key, code in codes.items()},
            }
            for duty, codes in matrix.rows
        ],
        "errors": [{"about": about, "code": code} for about, code in matrix.errors],
        "warnings": [{"about": about, "code": code} for about, code in matrix.warnings],
        "channels": [
            {"channel": one.channel, "is_allowed": one.is_allowed, "words": one.words}
            for one in channels
        ],
        "cadences": [
            {
                "id": one.pk, "segment": one.segment.name if one.segment else "",
                "ideal_days": one.ideal_days, "most_days": one.most_days,
            }
            for one in cadences
        ],
    }  # fmt: skip


def _initiatives(user: Any, keys: list[int]) -> dict[int, str]:
    return dict(initiatives_visible_to(user).filter(pk__in=keys).values_list("pk", "ref"))


def _row(found: EngagementPolicy, seen: dict[int, str]) -> Row:
    return {
        **{name: getattr(found, name) for name in _OWN},
        "initiative": seen.get(found.initiative_id, ""), "owner": brief(found.owner),
    }  # fmt: skip


def happenings(user: Any, whose: str, start: date, until: date) -> list[Row]:
    """Give what stands on a calendar, as its page does."""
    return [
        {
            "kind": kind, "key": one.key, "title": one.title, "whom": one.whom, "url": one.url,
            "day": formats.local(one.when), "is_done": one.is_done,
            "at": one.when if isinstance(one.when, datetime) else None,
        }
        for day in calendar.days_of(user, whose, start, until)
        for kind, one in day.happenings
    ]  # fmt: skip
