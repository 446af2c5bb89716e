from typing import Any

from ninja import Query, Router

from accord.features.engagement import actions, policies
from accord.features.promises.actions import PromiseDetails
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import work as f
from accord.overview.api.views._lookups import check_all, named_party, people
from accord.overview.api.views._operation import Request, reads, writes

router = Router(tags=["interactions"])
SORT = "interactions"


@reads(router, "", policies.VIEW, f.TalksTold)
def list_interactions(request: Request, asked: Query[f.TalksAsked]) -> Any:
    items, after = queries.records(
        request.user, SORT, asked.model_dump(), asked.cursor, asked.limit
    )
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.TalkWholeTold)
def get_interaction(request: Request, ref: str) -> Any:
    """Tell one interaction with the promises and needs that came of it."""
    return queries.record(request.user, SORT, ref) | queries.outcomes(request.user, ref)


@writes(router, "POST", "", policies.LOG, f.TalkWholeTold, 201)
def log_interaction(request: Request, given: f.TalkGiven) -> Any:
    """Log one talk with all who took part; promises and needs named are made with it."""
    parties = [named_party(request.user, ref, "parties") for ref in dict.fromkeys(given.parties)]
    fields = given.model_dump(exclude={"parties", "promises", "reader_ids"})
    details = actions.TalkDetails(
        **fields | {"needs": tuple(given.needs)},
        promises=tuple(PromiseDetails(**check_all(one.model_dump())) for one in given.promises),
        reader_ids=tuple(person.pk for person in people(given.reader_ids)),
    )
    talk = actions.log_interaction(
        by=request.user, parties=parties, details=details, at=clock.now()
    )
    return queries.record(request.user, SORT, talk.ref) | queries.outcomes(request.user, talk.ref)
