from typing import Any

from ninja import Query, Router

from accord.features.engagement import actions, policies
from accord.features.engagement.queries import FoundNeed
from accord.features.promises.actions import PromiseDetails
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import talks as f
from accord.overview.api.views._lookups import (
    check_all,
    named_initiative,
    named_party,
    people,
    somebody,
)
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["interactions"])
SORT = "interactions"


@reads(router, "", policies.VIEW, f.TalksTold)
def list_interactions(request: Request, asked: Query[f.TalksAsked]) -> Any:
    items, after = queries.records(request.user, SORT, asked.model_dump(), asked.span)
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.TalkWholeTold)
def get_interaction(request: Request, ref: str) -> Any:
    """Tell one interaction with its points, and the promises and needs that came of it."""
    return _whole(request, ref)


@writes(router, "POST", "", policies.LOG, f.TalkWholeTold, 201)
def log_interaction(request: Request, given: f.TalkGiven) -> Any:
    """Log one talk with all who took part; promises and needs named are made with it."""
    parties = [named_party(request.user, ref, "parties") for ref in dict.fromkeys(given.parties)]
    shaped = {"parties", "promises", "reader_ids", "points", "attendee_ids", "initiative"}
    details = actions.TalkDetails(
        **given.model_dump(exclude=shaped) | {"needs": tuple(map(FoundNeed, given.needs))},
        promises=tuple(PromiseDetails(**check_all(one.model_dump())) for one in given.promises),
        reader_ids=_keys(given.reader_ids, "reader_ids"),
        points=tuple((point.text, point.needs_follow_up) for point in given.points),
        attendee_ids=_keys(given.attendee_ids, "attendee_ids"),
        initiative_id=_initiative(request, given.initiative),
    )
    talk = actions.log_interaction(
        by=request.user, parties=parties, details=details, at=clock.now()
    )
    return _whole(request, talk.ref)


def _whole(request: Request, ref: str) -> Any:
    return queries.record(request.user, SORT, ref) | queries.outcomes(request.user, ref)


def _keys(given: list[int], field: str) -> tuple[int, ...]:
    return tuple(person.pk for person in people(given, field))


def _initiative(request: Request, ref: str) -> int | None:
    return named_initiative(request.user, ref, "initiative").pk if ref else None


@writes(router, "PATCH", "/{ref}", policies.CORRECT, f.TalkWholeTold)
def correct_interaction(request: Request, ref: str, given: f.TalkCorrected) -> Any:
    """Put a talk right; needs If-Match or `version`."""
    talk = queries.record_at(request.user, SORT, ref)
    version = seen(request, talk, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version"})
    if "parties" in fields:
        fields["parties"] = tuple(
            named_party(request.user, ref, "parties") for ref in dict.fromkeys(given.parties)
        )
    if "initiative" in fields:
        fields["initiative_id"] = _initiative(request, fields.pop("initiative"))
    for name in {"reader_ids", "attendee_ids"} & fields.keys():
        fields[name] = _keys(fields[name], name)
    details = actions.Correction(**queries.as_it_stands(request.user, talk) | fields)
    actions.correct_interaction(
        by=request.user, talk=talk, details=details, at=clock.now(), seen=version,
        hidden=queries.hidden_from(request.user, talk),
    )  # fmt: skip
    return _whole(request, ref)


@writes(router, "POST", "/{ref}/points", policies.POINT, f.TalkWholeTold, 201)
def note_point(request: Request, ref: str, given: f.TalkPointGiven) -> Any:
    """Note what was discussed, behind the other points."""
    talk = held(request, queries.record_at(request.user, SORT, ref))
    actions.note_point(by=request.user, talk=talk, at=clock.now(), **given.model_dump())
    return _whole(request, ref)


@writes(router, "PATCH", "/{ref}/points/{int:key}", policies.POINT, f.TalkWholeTold)
def change_point(request: Request, ref: str, key: int, given: f.TalkPointChanged) -> Any:
    """Write what is named; needs If-Match or `version`. Where a task follows, it says how it is."""
    point = queries.point_at(request.user, ref, key)
    version = seen(request, point, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version", "is_settled"})
    at = clock.now()
    if fields:
        actions.change_point(by=request.user, point=point, at=at, seen=version, **fields)
    if "is_settled" in given.model_fields_set:
        settle = actions.settle_point if given.is_settled else actions.reopen_point
        settle(by=request.user, point=point, at=at)
    return _whole(request, ref)


@writes(router, "POST", "/{ref}/points/{int:key}/follow-up", policies.POINT, f.TalkWholeTold)
def follow_up_point(request: Request, ref: str, key: int, given: f.TalkFollowUpGiven) -> Any:
    """Have a task follow a point up; from then on it says how the point stands."""
    point = queries.point_at(request.user, ref, key)
    owner = somebody(given.owner_id or request.user.pk, "owner_id")
    parties = queries.as_it_stands(request.user, point.interaction)["parties"]
    actions.follow_up(
        by=request.user, point=point, parties=parties, owner_id=owner.pk, due_at=given.due_at,
        at=clock.now(),
    )  # fmt: skip
    return _whole(request, ref)
