from typing import Any

from ninja import Query, Router

from accord.features.stakeholders import actions, policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import parties as f
from accord.overview.api.views._operation import Request, reads, writes

router = Router(tags=["stakeholders"])


@reads(router, "", policies.MERGE, f.PairsTold)
def list_duplicates(request: Request, asked: Query[f.PairsAsked]) -> Any:
    """List the pairs that may be of the same stakeholder, the likeliest first.

    Only pairs of which the key's owner may see both. `evidence` tells of each thing compared how
    alike it is, and its weight: the binary logarithm of how much likelier that is of the same.
    """
    items, after = queries.pairs(request.user, asked.cursor, asked.limit)
    return {"items": items, "next": after}


@writes(router, "POST", "/{int:key}/apart", policies.MERGE, dict[str, int], 201)
def tell_apart(request: Request, key: int) -> Any:
    """Remember that the two of a pair are not the same; can be undone."""
    found = queries.pair_at(request.user, key)
    apart = actions.tell_apart(
        by=request.user, first=found.first, second=found.second, at=clock.now()
    )
    return {"id": apart.pk}
