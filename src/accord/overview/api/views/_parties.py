from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.stakeholders import actions, policies
from accord.foundation.fields.models import Tag
from accord.foundation.fields.queries import fields_by_key, tag_named
from accord.foundation.fields.values import clean_all
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import actions as own
from accord.overview.api import queries
from accord.overview.api.forms import parties as f
from accord.overview.api.views._lookups import check_all, named_party, people, somebody
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["stakeholders"])
PARTY = "stakeholders.party"


@reads(router, "", policies.VIEW, f.PartiesTold)
def list_parties(request: Request, asked: Query[f.PartiesAsked]) -> Any:
    """List the stakeholders that the key's owner may see; by rank where `q` is given."""
    given = asked.model_dump(exclude={"cursor", "limit", "changed_since"}, exclude_unset=True)
    items, after = queries.parties(request.user, given, asked.span)
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.PartyTold)
def get_party(request: Request, ref: str) -> Any:
    return queries.party(request.user, ref)


@writes(router, "POST", "", policies.ADD, f.PartyTold, 201)
def add_party(request: Request, given: f.PartyGiven) -> Any:
    """Write a stakeholder down, with ways to reach it, answers to own fields, and tags."""
    fields = given.model_dump(exclude_unset=True, exclude={"contact_points", "custom", "tags"})
    fields = _resolved(request, check_all(fields))
    details = actions.PartyDetails(
        kind=given.kind, name=given.name, source="api", owner_id=fields.pop("owner_id", None),
        more={key: value for key, value in fields.items() if key not in {"kind", "name"}},
    )  # fmt: skip
    if not given.is_contact_permitted and not given.contact_refusal.strip():
        raise Invalid(_("Say why they may not be contacted."), field="contact_refusal")
    edit = own.PartyEdit(custom=_custom(given.custom), tags=_tags(given.tags))
    points = [actions.ContactDetails(**point.model_dump()) for point in given.contact_points]
    party = own.write_party(
        by=request.user, details=details, points=points, edit=edit, at=clock.now()
    )
    return queries.party(request.user, party.ref)


@writes(router, "PATCH", "/{ref}", policies.CHANGE, f.PartyTold)
def change_party(request: Request, ref: str, given: f.PartyChanged) -> Any:
    """Write what is named, in one entry; needs If-Match or `version`."""
    party = queries.party_at(request.user, ref)
    version = seen(request, party, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version", "custom", "tags"})
    edit = own.PartyEdit(
        _resolved(request, check_all(fields)),
        _custom(given.custom),
        _tags(given.tags) if "tags" in given.model_fields_set else None,
    )
    own.edit_party(by=request.user, party=party, edit=edit, at=clock.now(), seen=version)
    return queries.party(request.user, ref)


def _resolved(request: Request, fields: dict[str, Any]) -> dict[str, Any]:
    if "parent" in fields:
        ref = fields.pop("parent")
        above = named_party(request.user, ref, "parent") if ref else None
        if above is not None and above.kind != "group":
            raise Invalid(_("Choose a group."), field="parent")
        fields["parent_id"] = above.pk if above else None
    return fields


def _custom(answers: dict[str, Any]) -> dict[str, Any]:
    return clean_all(fields_by_key(PARTY), answers) if answers else {}


def _tags(names: list[str]) -> list[Tag]:
    found = []
    for name in names:
        tag = tag_named(name)
        if tag is None:
            raise Invalid(_("There is no tag “%(name)s”.") % {"name": name}, field="tags")
        found.append(tag)
    return found


@writes(router, "POST", "/{ref}/retire", policies.RETIRE, f.PartyTold)
def retire_party(request: Request, ref: str, given: f.ReasonGiven) -> Any:
    party = queries.party_at(request.user, ref)
    seen(request, party, None, must=False)
    actions.retire_party(by=request.user, party=party, reason=given.reason, at=clock.now())
    return queries.party(request.user, ref)


@writes(router, "POST", "/{ref}/reactivate", policies.RETIRE, f.PartyTold)
def reactivate_party(request: Request, ref: str) -> Any:
    party = queries.party_at(request.user, ref)
    seen(request, party, None, must=False)
    actions.reactivate_party(by=request.user, party=party, at=clock.now())
    return queries.party(request.user, ref)


@writes(router, "POST", "/{ref}/hand-over", policies.HAND_OVER, f.PartyTold)
def hand_over_party(request: Request, ref: str, given: f.HandOverGiven) -> Any:
    party = queries.party_at(request.user, ref)
    seen(request, party, None, must=False)
    deputy = somebody(given.deputy_id, "deputy_id") if given.deputy_id else None
    actions.hand_over(
        by=request.user, party=party, to=somebody(given.to_id, "to_id"), deputy=deputy,
        words=given.words, at=clock.now(),
    )  # fmt: skip
    return queries.party(request.user, ref)


@writes(router, "POST", "/{ref}/merge", policies.MERGE, f.PartyTold)
def merge_party(request: Request, ref: str, given: f.MergeGiven) -> Any:
    """Let another record of the same go into this one; its reference leads on here.

    Where both have a value this one's stays, but for the facts named in `take` (`name`, `tier`,
    `owner_id`, `custom.KEY` and so on).
    """
    party = queries.party_at(request.user, ref)
    seen(request, party, None, must=False)
    merged = named_party(request.user, given.merged, "merged")
    actions.merge_parties(
        by=request.user, survivor=party, merged=merged, take=given.take, at=clock.now()
    )
    return queries.party(request.user, ref)


@writes(router, "POST", "/{ref}/part", policies.MERGE, f.PartyTold)
def part_party(request: Request, ref: str, given: f.PartGiven) -> Any:
    """Give a record that went into this one its own back, as it was, within 90 days."""
    party = queries.party_at(request.user, ref)
    seen(request, party, None, must=False)
    merge = queries.merge_at(request.user, party, given.merged)
    actions.unmerge(by=request.user, merge=merge, at=clock.now())
    return queries.party(request.user, ref)


@writes(router, "POST", "/{ref}/restrict", policies.CHANGE, f.PartyTold)
def restrict_party(request: Request, ref: str, given: f.RestrictGiven) -> Any:
    """Say who may see a stakeholder; you stay among those named."""
    party = queries.party_at(request.user, ref)
    seen(request, party, None, must=False)
    actions.restrict(
        by=request.user, party=party, visibility=given.visibility, at=clock.now(),
        readers=people(given.reader_ids),
    )  # fmt: skip
    return queries.party(request.user, ref)


@reads(router, "/{ref}/timeline", policies.VIEW, f.TimelineTold)
def list_timeline(request: Request, ref: str, asked: Query[f.TimelineAsked]) -> Any:
    """List what passed, newest first; rows for other eyes are counted in `hidden`."""
    party = queries.party_at(request.user, ref)
    (items, after), hidden = queries.timeline(
        request.user, party, asked.kind or "", asked.cursor, asked.limit
    )
    return {"items": items, "next": after, "hidden": hidden}


@writes(router, "POST", "/{ref}/notes", policies.NOTE, dict[str, int], 201)
def keep_note(request: Request, ref: str, given: f.NoteGiven) -> Any:
    """Keep words byte for byte; they are read on the timeline."""
    note = actions.keep_note(
        by=request.user, party=queries.party_at(request.user, ref), text=given.text,
        visibility=given.visibility, readers=people(given.reader_ids), at=clock.now(),
    )  # fmt: skip
    return {"id": note.pk}
