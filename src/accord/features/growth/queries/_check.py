"""Whether a portfolio holds enough for people to judge a level. The level is never reckoned."""

from collections.abc import Collection, Iterable
from datetime import date

from accord.features.growth.models import PortfolioItem, Profile
from accord.features.growth.states import ItemState
from accord.methods.capability import LEVELS, evidence_check
from accord.methods.capability.evidence import Item, Portfolio
from accord.methods.result import Result


def responsibilities_of(level: int) -> tuple[str, ...]:
    return LEVELS[level].responsibilities


def checked(
    profile: Profile, items: Iterable[PortfolioItem], stated: Collection[str], on: date
) -> tuple[Result[Portfolio], list[PortfolioItem]]:
    """Check what there is for the level aimed at, and give the items in the order checked.

    Only an item that an assessor accepted has an assessor; drafts and withdrawn ones are left out.
    """
    wanted = responsibilities_of(profile.level)
    left_out = {ItemState.WITHDRAWN, ItemState.DRAFT}
    taken = [
        one
        for one in items
        if one.responsibility in wanted and one.state not in left_out and one.day <= on
    ]
    told = [_item(one) for one in taken]
    return evidence_check(profile.level, str(profile.person_id), told, on, stated), taken


def _item(item: PortfolioItem) -> Item:
    is_accepted = item.state == ItemState.ACCEPTED
    return {
        "responsibility": item.responsibility,
        "claim": item.claim,
        "records": [record.ref for record in item.records.all()],
        "reflection": item.reflection,
        "assessor": str(item.assessor_id) if is_accepted else "",
        "day": item.day,
    }
