"""Escalations, as the API tells them."""

from typing import Any

from accord.features.escalations import queries as escalations
from accord.features.escalations.models import Escalation
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of

_NAMES = (
    "ref", "question", "happened", "tried", "wish", "about", "state", "level", "raised_at",
    "due_at", "decision", "decided_at", "answer", "answered_at", "version",
)  # fmt: skip
_PEOPLE = ("holder", "raised_by", "decided_by", "answered_by")


def escalation_at(user: Any, ref: str) -> Escalation:
    """Find an escalation. Raises Problem 404 where there is none such."""
    return one_of(escalations.visible_to(user), ref=ref)


def escalation_list(user: Any, span: Span) -> Page:
    rows, after = page_of(escalations.visible_to(user), [], span)
    found = escalations.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_row(found[row["pk"]]) for row in rows], after


def escalation(found: Escalation) -> Row:
    """Give an escalation with its way up."""
    return {
        **_row(found),
        "climbs": [
            {
                "at": one.at, "by": brief(one.by), "holder": brief(one.holder),
                "level": one.level, "reason": one.reason,
            }
            for one in escalations.climbs_of(found)
        ],
    }  # fmt: skip


def _row(found: Escalation) -> Row:
    return {
        **{name: getattr(found, name) for name in _NAMES},
        **{name: brief(getattr(found, name)) for name in _PEOPLE},
        "party": {"ref": found.party.ref, "name": found.party.name},
    }
