"""The vision, strategic segments and workshops, as the API tells them."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from accord.features.alignment import queries as alignment
from accord.features.alignment.models import Aim, Service, Vision
from accord.features.alignment.queries import Line
from accord.features.initiatives.models import Initiative
from accord.features.wants import queries as wants
from accord.features.wants.models import Focus, Want
from accord.features.workshops import policies as workshop_rules
from accord.features.workshops import queries as workshops
from accord.features.workshops.models import Workshop
from accord.foundation.kernel.roles import Role
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of

Found = TypeVar("Found", bound=Model)
MOST = 50


def _of(initiative: Initiative) -> Row:
    return {"ref": initiative.ref, "name": initiative.name}


# The vision


def aim_at(key: int) -> Aim:
    """Find an aim. Raises Problem 404 where there is none such."""
    return one_of(alignment.aims(closed=True), pk=key)


def service_at(user: Any, key: int) -> Service:
    return one_of(alignment.services_visible_to(user), pk=key)


def aligned(user: Any) -> Row:
    """Give the vision, its aims, and what departments do for them as far as one may see it."""
    found = alignment.alignment(user)
    said = [_vision(one) for one in alignment.visions()[: MOST + 1]]
    return {
        "vision": said[0] if said else None, "before": said[1:],
        "aims": [aim(one, is_served=one not in found.unserved) for one in found.aims],
        "departments": [_line(line) for line in found.lines],
    }  # fmt: skip


def _vision(one: Vision) -> Row:
    return {"words": one.words, "reason": one.reason, "at": one.at, "by": brief(one.by)}


def aim(one: Aim, *, is_served: bool) -> Row:
    return {
        "id": one.pk, "words": one.words, "closed_at": one.closed_at, "is_served": is_served,
        "version": one.version,
    }  # fmt: skip


def service(one: Service) -> Row:
    return {
        "id": one.pk, "aim_id": one.aim_id, "initiative": _of(one.initiative),
        "words": one.words,
    }  # fmt: skip


def _line(line: Line) -> Row:
    return {
        "department": brief(line.department), "people": line.people,
        "key_relationships": line.keys,
        "services": [service(one) for each in line.services.values() for one in each],
        "unaligned": [_of(one) for one in line.unaligned],
        "roles": [{"role": role, "n": line.roles[role]} for role in Role if line.roles[role]],
    }  # fmt: skip


# Strategic segments


def focus_at(user: Any, key: int) -> Focus:
    """Find a strategic segment. Raises Problem 404 where there is none such."""
    return one_of(wants.visible_to(user), pk=key)


def want_at(user: Any, focus: Focus, key: int) -> Want:
    return one_of(wants.wants_visible_to(user).filter(focus=focus), pk=key)


def focus_list(user: Any, span: Span) -> Page:
    rows, after = page_of(wants.visible_to(user), [], span)
    found = wants.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_focus(found[row["pk"]]) for row in rows], after


def focus(user: Any, found: Focus, at: datetime) -> Row:
    """Give a strategic segment with what it wants, wanted before, and the roll-up of members."""
    rolled = wants.rollups(user, [found], at)[found.pk]
    edge = wants.edge_of(found, at)
    now = wants.wants_visible_to(user).filter(focus=found)
    return {
        **_focus(found),
        "wants": [want(one, is_stale=one.confirmed_on < edge) for one in now],
        "before": [want(one, is_stale=False) for one in wants.wants_before(found)[:MOST]],
        "rollup": {
            "members": rolled.members, "known": rolled.known, "needs": rolled.needs,
            "kinds": dict(rolled.kinds), "confidences": dict(rolled.confidences),
            "met": rolled.met, "share_met": rolled.share_met, "share_from": wants.FEWEST,
            "median_day": rolled.median, "oldest_day": rolled.oldest,
            "newest_day": rolled.newest, "stale": rolled.stale(edge),
        },
    }  # fmt: skip


def _focus(found: Focus) -> Row:
    return {
        "id": found.pk, "segment": brief(found.segment), "owner": brief(found.owner),
        "reason": found.reason, "fresh_months": found.fresh_months, "version": found.version,
    }  # fmt: skip


def want(one: Want, *, is_stale: bool) -> Row:
    names = (
        "kind", "words", "source", "confidence", "confirmed_on", "at", "replaces_id",
        "ended_at", "ended_why",
    )  # fmt: skip
    told = {name: getattr(one, name) for name in names}
    return {"id": one.pk, **told, "is_stale": is_stale, "by": brief(one.by)}


# Workshops


def workshop_at(user: Any, key: int) -> Workshop:
    """Find a workshop that one may hold. Raises Problem 404 where there is none such."""
    found = one_of(workshops.visible_to(user), pk=key)
    if not workshop_rules.CONDUCT.allows(user, found):
        raise missing()
    return found


def workshop_list(user: Any, span: Span, at: datetime) -> Page:
    """Give those one may hold; a page may be short while others follow."""
    rows, after = page_of(workshops.visible_to(user), [], span)
    found = workshops.visible_to(user).in_bulk([row["pk"] for row in rows])
    held = [found[row["pk"]] for row in rows]
    return [_workshop(one, at) for one in held if workshop_rules.CONDUCT.allows(user, one)], after


def workshop(user: Any, found: Workshop, at: datetime) -> Row:
    """Give a workshop with its guests and the cards one may see; what was said once shown."""
    cards = workshops.cards_visible_to(user, found)
    said = {one.card.pk: one for one in workshops.results(cards)} if found.shown_at else {}
    told = []
    for card in cards:
        one, party = said.get(card.pk), card.stake.party
        told.append(
            {
                "id": card.pk, "stake_id": card.stake_id,
                "party": {"ref": party.ref, "name": party.name},
                "n": one.n if one else None, "power": one.power if one else None,
                "interest": one.interest if one else None,
                "is_apart": one.is_apart if one else None,
            }
        )  # fmt: skip
    guests = workshops.guests_of(found)
    return {
        **_workshop(found, at), "cards": told,
        "guests": [{"name": name, "placed": placed} for name, placed in guests],
    }  # fmt: skip


def link_token(found: Workshop, at: datetime) -> str:
    """Give what the link carries while a workshop is open, else nothing."""
    return workshops.token_of(found) if workshops.is_open(found, at) else ""


def _workshop(found: Workshop, at: datetime) -> Row:
    names = ("title", "opened_at", "closes_at", "shown_at", "adopted_at", "version")
    return {
        "id": found.pk, **{name: getattr(found, name) for name in names},
        "initiative": _of(found.initiative), "opened_by": brief(found.opened_by),
        "is_open": workshops.is_open(found, at),
    }  # fmt: skip
