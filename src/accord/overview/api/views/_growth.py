"""One's own growth, and the items of those who named one."""

from typing import Any

from ninja import Query, Router

from accord.features.growth import policies as rules
from accord.overview.api import queries
from accord.overview.api.forms import growth as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._operation import Request, reads

router = Router(tags=["growth"])


@reads(router, "/growth", rules.VIEW, f.GrowthTold)
def get_growth(request: Request) -> Any:
    """Give your own profile; nobody gets that of another."""
    return queries.growth(request.user)


@reads(router, "/growth/items", rules.VIEW, f.ItemsTold)
def list_growth_items(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List your items, and those that somebody who named you lets you see."""
    items, after = queries.growth_items(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/growth/items/{key}", rules.VIEW, f.OthersItemTold)
def get_growth_item(request: Request, key: int) -> Any:
    return queries.growth_item(request.user, key)
