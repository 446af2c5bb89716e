"""The vocabulary, places, segments, own fields, people and departments."""

from typing import Any

from ninja import Query, Router

from accord.features.stakeholders import actions, policies
from accord.foundation.accounts.policies import DIRECTORY
from accord.foundation.fields import actions as fields
from accord.foundation.fields import policies as of_fields
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import shapes
from accord.overview.api.forms import words as f
from accord.overview.api.views._lookups import check_all, named_party
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["vocabulary"])
PARTY = "stakeholders.party"


def _page(name: str, asked: shapes.Asked) -> Any:
    items, after = queries.words(name, asked.span)
    return {"items": items, "next": after}


@reads(router, "/categories", policies.VIEW, f.CategoriesTold)
def list_categories(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    return _page("categories", asked)


@writes(router, "POST", "/categories", policies.CONFIGURE, f.CategoryTold, 201)
def add_category(request: Request, given: f.CategoryGiven) -> Any:
    made = actions.add_category(by=request.user, at=clock.now(), **given.model_dump())
    return queries.word("categories", made.pk)


@reads(router, "/topics", policies.VIEW, f.WordsTold)
def list_topics(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    return _page("topics", asked)


@writes(router, "POST", "/topics", policies.CONFIGURE, f.WordTold, 201)
def add_topic(request: Request, given: f.TopicGiven) -> Any:
    made = actions.add_topic(by=request.user, name=given.name, at=clock.now())
    return queries.word("topics", made.pk)


@reads(router, "/consent-purposes", policies.VIEW, f.WordsTold)
def list_consent_purposes(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    return _page("consent-purposes", asked)


@writes(router, "POST", "/consent-purposes", policies.CONFIGURE, f.WordTold, 201)
def add_consent_purpose(request: Request, given: f.PurposeGiven) -> Any:
    made = actions.add_consent_purpose(by=request.user, name=given.name, at=clock.now())
    return queries.word("consent-purposes", made.pk)


@reads(router, "/tags", policies.VIEW, f.TagsTold)
def list_tags(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    return _page("tags", asked)


@writes(router, "POST", "/tags", of_fields.GOVERN_TAGS, f.TagTold, 201)
def add_tag(request: Request, given: f.TagGiven) -> Any:
    made = fields.add_tag(by=request.user, at=clock.now(), **given.model_dump())
    return queries.word("tags", made.pk)


@reads(router, "/fields", policies.VIEW, f.FieldsTold)
def list_fields(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List the fields that people added to stakeholders."""
    del request
    return _page("fields", asked)


@writes(router, "POST", "/fields", of_fields.CONFIGURE, f.FieldTold, 201)
def add_field(request: Request, given: f.FieldGiven) -> Any:
    """Add a field; each option is its words by language."""
    plain = given.model_dump(exclude={"options"})
    options = [{"labels": labels} for labels in given.options]
    details = fields.FieldDetails(applies_to=PARTY, options=options, **plain)
    made = fields.add_field(by=request.user, details=details, at=clock.now())
    return queries.word("fields", made.pk)


@reads(router, "/places", policies.VIEW, f.PlacesTold)
def list_places(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    return _page("places", asked)


@reads(router, "/places/{ref}", policies.VIEW, f.PlaceTold)
def get_place(request: Request, ref: str) -> Any:
    del request
    return queries.word("places", queries.place_at(ref).pk)


@writes(router, "POST", "/places", policies.ADD, f.PlaceTold, 201)
def add_place(request: Request, given: f.PlaceGiven) -> Any:
    details = actions.PlaceDetails(**given.model_dump())
    made = actions.add_place(by=request.user, details=details, at=clock.now())
    return queries.word("places", made.pk)


@reads(router, "/segments", policies.VIEW, f.SegmentsTold)
def list_segments(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    return _page("segments", asked)


@writes(router, "POST", "/segments", policies.ADD, f.SegmentTold, 201)
def add_segment(request: Request, given: f.SegmentGiven) -> Any:
    """Make a hand-picked segment."""
    facts = check_all(given.model_dump())
    made = actions.add_segment(by=request.user, at=clock.now(), **facts)
    return queries.word("segments", made.pk)


@reads(router, "/segments/{int:key}/members", policies.VIEW, f.MembersTold)
def list_members(request: Request, key: int, asked: Query[shapes.Asked]) -> Any:
    """List who is in a segment now, as far as one may see them."""
    segment = queries.word_at("segments", key)
    items, after = queries.parties_of(request.user, segment, clock.now(), asked.span)
    return {"items": items, "next": after}


@writes(router, "POST", "/segments/{int:key}/members", policies.CHANGE, f.MemberTold, 201)
def pick_member(request: Request, key: int, given: f.PickGiven) -> Any:
    segment = queries.word_at("segments", key)
    seen(request, segment, None, must=False)
    party = named_party(request.user, given.party, "party")
    actions.pick(by=request.user, segment=segment, party=party, at=clock.now())
    return {"ref": party.ref, "name": party.name, "kind": party.kind}


@reads(router, "/people", DIRECTORY, f.PeopleTold)
def list_people(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List who works here."""
    del request
    return _page("people", asked)


@reads(router, "/departments", DIRECTORY, f.DepartmentsTold)
def list_departments(request: Request, asked: Query[shapes.Asked]) -> Any:
    del request
    return _page("departments", asked)
