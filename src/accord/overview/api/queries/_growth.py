"""Growth, as the API tells it: one's own whole, of others what they let one see."""

from typing import Any

from accord.features.growth import exports
from accord.features.growth import queries as growing
from accord.features.growth.models import PortfolioItem
from accord.foundation.kernel import clock
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import one_of


def growth(user: Any) -> Row:
    """Give one's own profile. Raises Problem 404 where one has begun none."""
    profile = growing.profile_of(user)
    if profile is None:
        raise missing()
    return exports.whole(user, profile, clock.now())


def growth_items(user: Any, span: Span) -> Page:
    rows, after = page_of(growing.items_visible_to(user), [], span)
    seen = growing.items_visible_to(user).prefetch_related("records")
    found = seen.in_bulk([row["pk"] for row in rows])
    return [_item(found[row["pk"]]) for row in rows], after


def growth_item(user: Any, key: int) -> Row:
    return _item(one_of(growing.items_visible_to(user), pk=key))


def _item(found: PortfolioItem) -> Row:
    person = found.profile.person
    return {**exports.item(found), "person": {"id": person.pk, "name": person.name}}
