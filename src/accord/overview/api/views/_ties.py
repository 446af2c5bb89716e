"""Ties of a stakeholder, and the types that ties are of."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.ties import actions, policies
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import shapes
from accord.overview.api.forms import ties as f
from accord.overview.api.forms import words as w
from accord.overview.api.views._lookups import named_party
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["ties"])
DETAILS = ("strength", "source", "from_date", "until_date")


@reads(router, "/tie-types", policies.VIEW, f.TypesTold)
def list_tie_types(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    items, after = queries.words("tie-types", asked.span)
    return {"items": items, "next": after}


@writes(router, "POST", "/tie-types", policies.CONFIGURE, f.TypeTold, 201)
def add_tie_type(request: Request, given: f.TypeGiven) -> Any:
    made = actions.add_type(by=request.user, at=clock.now(), **given.model_dump())
    return queries.word("tie-types", made.pk)


@writes(router, "PATCH", "/tie-types/{int:key}", policies.CONFIGURE, f.TypeTold)
def change_tie_type(request: Request, key: int, given: f.TypeChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    kind = queries.word_at("tie-types", key)
    version = seen(request, kind, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version"})
    actions.change_type(by=request.user, kind=kind, at=clock.now(), seen=version, **fields)
    return queries.word("tie-types", kind.pk)


@reads(router, "/stakeholders/{ref}/ties", policies.VIEW, list[f.TieTold])
def list_ties(request: Request, ref: str) -> Any:
    """List to whom a stakeholder is or was tied, as far as one may see them."""
    return queries.ties(request.user, queries.party_at(request.user, ref))


@writes(router, "POST", "/stakeholders/{ref}/ties", policies.TIE, list[f.TieTold], 201)
def add_tie(request: Request, ref: str, given: f.TieGiven) -> Any:
    """Tie a stakeholder to another; the answer is all of its ties."""
    party = queries.party_at(request.user, ref)
    other = named_party(request.user, given.other, "other")
    kind = queries.chosen("tie-types", given.type_id)
    if kind is None:
        raise Invalid(_("There is no such choice."), field="type_id")
    one, two = (other, party) if given.reversed else (party, other)
    details = actions.TieDetails(**given.model_dump(include=set(DETAILS)))
    actions.tie(
        by=request.user, kind=kind, one=one, other=two,
        details=details, at=clock.now(),
    )  # fmt: skip
    return queries.ties(request.user, party)


@writes(router, "PATCH", "/stakeholders/{ref}/ties/{int:key}", policies.TIE, list[f.TieTold])
def change_tie(request: Request, ref: str, key: int, given: f.TieChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    party = queries.party_at(request.user, ref)
    tied = queries.tie_at(request.user, party, key)
    version = seen(request, tied, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version"})
    details = actions.TieDetails(**{name: getattr(tied, name) for name in DETAILS} | fields)
    actions.change_tie(by=request.user, held=tied, details=details, at=clock.now(), seen=version)
    return queries.ties(request.user, party)


@writes(router, "POST", "/stakeholders/{ref}/ties/{int:key}/end", policies.TIE, list[f.TieTold])
def end_tie(request: Request, ref: str, key: int, given: f.TieEnded) -> Any:
    party = queries.party_at(request.user, ref)
    tied = queries.tie_at(request.user, party, key)
    actions.end_tie(by=request.user, held=tied, until_date=given.until_date, at=clock.now())
    return queries.ties(request.user, party)


@writes(router, "DELETE", "/stakeholders/{ref}/ties/{int:key}", policies.TIE, w.NumberTold)
def remove_tie(request: Request, ref: str, key: int) -> Any:
    """Take away what was never so; what is over is ended instead."""
    tied = queries.tie_at(request.user, queries.party_at(request.user, ref), key)
    actions.remove_tie(by=request.user, held=tied, at=clock.now())
    return {"id": key}
