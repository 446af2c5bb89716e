"""Hard contacts and arrangements, as the API tells them."""

from typing import Any

from accord.features.conduct import queries as conduct
from accord.features.conduct.models import Arrangement, Incident
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of

_INCIDENT = (
    "ref", "side", "happened_at", "facts", "taken", "markers", "patterns", "has_accommodation",
    "is_repeat", "computed", "level", "response", "reason", "decided_at", "version",
)  # fmt: skip
_ARRANGEMENT = (
    "ref", "kinds", "channel", "times", "every_days", "reason", "from_date", "review_date",
    "decided_at", "told_at", "told_how", "ended_at", "outcome", "version",
)  # fmt: skip
_APPEAL = ("words", "received_at", "outcome", "grounds", "decided_at")
_UNREAD = {"level": None, "response": "", "reason": "", "decided_at": None, "decided_by": None}


def incident_at(user: Any, ref: str) -> Incident:
    """Find an incident. Raises Problem 404 where there is none such."""
    return one_of(conduct.visible_to(user), ref=ref)


def incident_list(user: Any, span: Span) -> Page:
    rows, after = page_of(conduct.visible_to(user), [], span)
    found = conduct.visible_to(user).in_bulk([row["pk"] for row in rows])
    unread = conduct.to_read(user)
    return [_incident(found[row["pk"]], unread) for row in rows], after


def incident(user: Any, found: Incident) -> Row:
    return _incident(found, conduct.to_read(user))


def _incident(found: Incident, unread: frozenset[int]) -> Row:
    told = {
        **{name: getattr(found, name) for name in _INCIDENT},
        "interaction": found.talk.ref, "party": _party(found),
        "decided_by": brief(found.decided_by), "handler": brief(found.handler),
    }  # fmt: skip
    return told | _UNREAD if found.pk in unread else told


def arrangement_at(user: Any, ref: str) -> Arrangement:
    """Find an arrangement. Raises Problem 404 where there is none such."""
    known = conduct.arrangements_visible_to(user)
    return one_of(known, ref=ref)


def arrangement_list(user: Any, span: Span) -> Page:
    known = conduct.arrangements_visible_to(user)
    rows, after = page_of(known, [], span)
    found = known.in_bulk([row["pk"] for row in rows])
    return [_arrangement(found[row["pk"]]) for row in rows], after


def arrangement(found: Arrangement) -> Row:
    """Give an arrangement with the appeals against it."""
    appeals = [{name: getattr(one, name) for name in _APPEAL} for one in conduct.appeals_of(found)]
    return {**_arrangement(found), "appeals": appeals}


def _arrangement(found: Arrangement) -> Row:
    return {
        **{name: getattr(found, name) for name in _ARRANGEMENT},
        "party": _party(found), "contact": brief(found.contact),
        "decided_by": brief(found.decided_by),
    }  # fmt: skip


def _party(found: Any) -> Row:
    return {"ref": found.party.ref, "name": found.party.name}
