"""What belongs to a party: ways to reach it, names, numbers, posts, groups, places, consents."""

from typing import Any, cast

from django.utils.translation import gettext as _
from ninja import Router

from accord.features.stakeholders import actions, policies
from accord.features.stakeholders.queries import belongings, posts_with
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.errors import Problem, missing
from accord.overview.api.forms import parties as f
from accord.overview.api.forms import shapes, words
from accord.overview.api.views._lookups import named_party
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["facts of a stakeholder"])


def _belonging(request: Request, ref: str, kind: str, key: int) -> Any:
    party = queries.party_at(request.user, ref)
    found = belongings(party, kind).filter(pk=key).first()
    if found is None:
        raise missing()
    return found


@reads(router, "/{ref}/contact-points", policies.VIEW, list[f.PointTold])
def list_contact_points(request: Request, ref: str) -> Any:
    return queries.contact_points(queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/contact-points", policies.CHANGE, list[f.PointTold], 201)
def add_contact_point(request: Request, ref: str, given: f.PointGiven) -> Any:
    """Add a way to reach a stakeholder; the answer is all of them."""
    party = held(request, queries.party_at(request.user, ref))
    details = actions.ContactDetails(**given.model_dump())
    actions.add_contact_point(by=request.user, party=party, details=details, at=clock.now())
    return queries.contact_points(party)


@writes(router, "PATCH", "/{ref}/contact-points/{int:key}", policies.CHANGE, list[f.PointTold])
def change_contact_point(request: Request, ref: str, key: int, given: f.PointChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    point = _belonging(request, ref, "contact", key)
    version = seen(request, point, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version"})
    if not str(fields.get("value", "-")).strip():
        raise Invalid(_("Give the address or number."), field="value")
    actions.change_contact_point(
        by=request.user, point=point, at=clock.now(), seen=version, **fields
    )
    return queries.contact_points(point.party)


@writes(
    router, "POST", "/{ref}/contact-points/{int:key}/primary", policies.CHANGE, list[f.PointTold]
)
def make_contact_point_primary(request: Request, ref: str, key: int) -> Any:
    point = _belonging(request, ref, "contact", key)
    actions.make_primary(by=request.user, point=point, at=clock.now())
    return queries.contact_points(point.party)


def _removal(kind: str, path: str) -> None:
    def remove(request: Request, ref: str, key: int) -> Any:
        row = _belonging(request, ref, kind, key)
        actions.remove_fact(by=request.user, row=row, at=clock.now())
        return {"id": key}

    remove.__name__ = f"remove_{path.replace('-', '_').removesuffix('s')}"
    remove.__doc__ = "Take away what was never so; what ended is ended instead."
    address = f"/{{ref}}/{path}/{{int:key}}"
    writes(router, "DELETE", address, policies.CHANGE, words.NumberTold)(remove)


for _kind, _path in {
    "contact": "contact-points", "name": "names", "identifier": "identifiers", "post": "posts",
    "group": "groups", "place": "places",
}.items():  # fmt: skip
    _removal(_kind, _path)


@reads(router, "/{ref}/names", policies.VIEW, list[f.NameTold])
def list_names(request: Request, ref: str) -> Any:
    return queries.names(queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/names", policies.CHANGE, list[f.NameTold], 201)
def add_name(request: Request, ref: str, given: f.NameGiven) -> Any:
    party = held(request, queries.party_at(request.user, ref))
    actions.add_name(by=request.user, party=party, at=clock.now(), **given.model_dump())
    return queries.names(party)


@reads(router, "/{ref}/identifiers", policies.VIEW, list[f.IdentifierTold])
def list_identifiers(request: Request, ref: str) -> Any:
    return queries.identifiers(queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/identifiers", policies.CHANGE, list[f.IdentifierTold], 201)
def add_identifier(request: Request, ref: str, given: f.IdentifierGiven) -> Any:
    party = held(request, queries.party_at(request.user, ref))
    actions.add_identifier(by=request.user, party=party, at=clock.now(), **given.model_dump())
    return queries.identifiers(party)


@reads(router, "/{ref}/posts", policies.VIEW, list[f.PostTold])
def list_posts(request: Request, ref: str) -> Any:
    """List the posts that a person holds, or that people hold in an organisation."""
    return queries.posts(request.user, queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/posts", policies.CHANGE, list[f.PostTold], 201)
def add_post(request: Request, ref: str, given: f.PostGiven) -> Any:
    """Give a person a dated role in an organisation; `moves` ends what they held before."""
    person = held(request, queries.party_at(request.user, ref))
    fields = given.model_dump(exclude={"organisation", "moves"})
    organisation = named_party(request.user, given.organisation, "organisation")
    post = actions.Post(organisation=organisation, **fields)
    add = actions.move_person if given.moves else actions.add_affiliation
    add(by=request.user, person=person, post=post, at=clock.now())
    return queries.posts(request.user, person)


@writes(router, "POST", "/{ref}/posts/{int:key}/end", policies.CHANGE, list[f.PostTold])
def end_post(request: Request, ref: str, key: int, given: f.PostEnded) -> Any:
    party = held(request, queries.party_at(request.user, ref))
    shown = {post["id"] for post in queries.posts(request.user, party)}
    there = posts_with(party).filter(pk=key).first() if key in shown else None
    if there is None:
        raise missing()
    actions.end_affiliation(
        by=request.user, affiliation=there, until_date=given.until_date, at=clock.now()
    )
    return queries.posts(request.user, party)


@reads(router, "/{ref}/groups", policies.VIEW, list[f.MembershipTold])
def list_groups(request: Request, ref: str) -> Any:
    """List the groups a stakeholder belongs to, and the members if it is a group."""
    return queries.groups(request.user, queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/groups", policies.CHANGE, list[f.MembershipTold], 201)
def add_to_group(request: Request, ref: str, given: f.MembershipGiven) -> Any:
    party = held(request, queries.party_at(request.user, ref))
    group = named_party(request.user, given.group, "group")
    actions.add_to_group(
        by=request.user, group=group, party=party, from_date=given.from_date, at=clock.now()
    )
    return queries.groups(request.user, party)


@reads(router, "/{ref}/topics", policies.VIEW, list[shapes.Named])
def list_topics_of_party(request: Request, ref: str) -> Any:
    return queries.topics(queries.party_at(request.user, ref))


@writes(router, "PUT", "/{ref}/topics", policies.CHANGE, list[shapes.Named])
def set_topics(request: Request, ref: str, given: f.TopicsGiven) -> Any:
    """Make these the whole of what a stakeholder wants to hear about."""
    party = held(request, queries.party_at(request.user, ref))
    topics = [queries.chosen("topics", key) for key in given.topic_ids]
    if None in topics:
        raise Invalid(_("There is no such choice."), field="topic_ids")
    actions.set_topics(by=request.user, party=party, topics=topics, at=clock.now())
    return queries.topics(party)


@reads(router, "/{ref}/places", policies.VIEW, list[f.PartyPlaceTold])
def list_places_of_party(request: Request, ref: str) -> Any:
    return queries.places(queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/places", policies.CHANGE, list[f.PartyPlaceTold], 201)
def link_place(request: Request, ref: str, given: f.PartyPlaceGiven) -> Any:
    party = held(request, queries.party_at(request.user, ref))
    try:
        place = queries.place_at(given.place)
    except Problem as error:
        raise Invalid(_("There is no such place."), field="place") from error
    actions.link_place(by=request.user, party=party, place=place, role=given.role, at=clock.now())
    return queries.places(party)


@reads(router, "/{ref}/consents", policies.VIEW, list[f.ConsentTold])
def list_consents(request: Request, ref: str) -> Any:
    """List everything a stakeholder said about being written to, newest first."""
    return queries.consents(queries.party_at(request.user, ref))


@writes(router, "POST", "/{ref}/consents", policies.CHANGE, list[f.ConsentTold], 201)
def record_consent(request: Request, ref: str, given: f.ConsentGiven) -> Any:
    """Write down what a stakeholder said; earlier words stay."""
    party = held(request, queries.party_at(request.user, ref))
    purpose = queries.chosen("consent-purposes", given.purpose_id)
    if purpose is None:
        raise Invalid(_("There is no such choice."), field="purpose_id")
    actions.record_consent(
        by=request.user, party=party, purpose=cast("Any", purpose), at=clock.now(),
        **given.model_dump(exclude={"purpose_id"}),
    )  # fmt: skip
    return queries.consents(party)
