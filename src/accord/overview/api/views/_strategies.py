"""Strategies, their activities, and the contacts they plan."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.strategies import actions as strategies
from accord.features.strategies import policies as rules
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import shapes
from accord.overview.api.forms import strategies as f
from accord.overview.api.views._lookups import (
    check_all,
    checked,
    named_initiative,
    named_parties,
    named_party,
)
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["strategies"])
_ACTIVITY = "/strategies/{ref}/activities/{int:key}"


def _today() -> date:
    return day_of(clock.now(), settings.HOUSE_TIME_ZONE)


@reads(router, "/strategies", rules.VIEW, f.StrategiesTold)
def list_strategies(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.strategy_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/strategies/{ref}", rules.VIEW, f.StrategyTold)
def get_strategy(request: Request, ref: str) -> Any:
    """Give a strategy with objectives, activities, deliverables, planned against actual."""
    found = queries.strategy_at(request.user, ref)
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", "/strategies", rules.ADD, f.StrategyTold, 201)
def draft_strategy(request: Request, given: f.StrategyGiven) -> Any:
    fields = check_all(given.model_dump(exclude={"initiative"}))
    if given.initiative:
        found = named_initiative(request.user, given.initiative, "initiative")
        fields["initiative_id"] = found.pk
    details = strategies.StrategyDetails(**fields)
    made = strategies.add_strategy(by=request.user, details=details, at=clock.now())
    return queries.strategy(request.user, made, _today())


@writes(router, "POST", "/strategies/{ref}/approve", rules.APPROVE, f.StrategyTold)
def approve_strategy(request: Request, ref: str) -> Any:
    """Agree to a draft, so that its activities may start."""
    found = held(request, queries.strategy_at(request.user, ref))
    strategies.approve_strategy(by=request.user, strategy=found, at=clock.now())
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", "/strategies/{ref}/objectives", rules.PLAN, f.StrategyTold, 201)
def add_strategy_objective(request: Request, ref: str, given: f.ObjectiveGiven) -> Any:
    found = held(request, queries.strategy_at(request.user, ref))
    details = strategies.ObjectiveDetails(given.words, given.measure)
    strategies.add_objective(by=request.user, strategy=found, details=details, at=clock.now())
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", "/strategies/{ref}/activities", rules.PLAN, f.StrategyTold, 201)
def add_activity(request: Request, ref: str, given: f.ActivityGiven) -> Any:
    """Plan an activity; its contacts come once it is started."""
    found = held(request, queries.strategy_at(request.user, ref))
    objective = queries.strategy_objective_at(request.user, found, given.objective_id)
    parties = [named_party(request.user, one, "parties") for one in given.parties]
    fields = check_all(given.model_dump(exclude={"objective_id", "parties"}))
    checked("segments", given.segment_id, "segment_id")
    strategies.add_activity(
        by=request.user, objective=objective, details=strategies.ActivityDetails(**fields),
        parties=parties, at=clock.now(),
    )  # fmt: skip
    return queries.strategy(request.user, found, _today())


@writes(
    router, "POST", "/strategies/{ref}/activities/{int:key}/start", rules.PLAN, f.StrategyTold
)  # fmt: skip
def start_activity(request: Request, ref: str, key: int) -> Any:
    """Start an activity: a contact is planned with each of those it is for."""
    found = held(request, queries.strategy_at(request.user, ref))
    activity = queries.activity_at(request.user, found, key)
    strategies.start_activity(by=request.user, activity=activity, at=clock.now())
    return queries.strategy(request.user, found, _today())


@writes(router, "PATCH", "/strategies/{ref}", rules.PLAN, f.StrategyTold)
def change_strategy(request: Request, ref: str, given: f.StrategyChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    found = queries.strategy_at(request.user, ref)
    version = seen(request, found, given.version)
    fields = {name: getattr(found, name) for name in strategies.StrategyDetails.__annotations__}
    fields |= check_all(given.model_dump(exclude_unset=True, exclude={"version"}))
    for name in ("owner_id", "from_date", "until_date"):
        if fields[name] is None:
            raise Invalid(_("There is no such choice."), field=name)
    details = strategies.StrategyDetails(**fields)
    strategies.change_strategy(
        by=request.user, strategy=found, details=details, at=clock.now(), seen=version
    )
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", "/strategies/{ref}/end", rules.PLAN, f.StrategyTold)
def end_strategy(request: Request, ref: str, given: f.StrategyEnded) -> Any:
    """Say what came of it; what was still planned is dropped."""
    found = held(request, queries.strategy_at(request.user, ref))
    strategies.end_strategy(by=request.user, strategy=found, outcome=given.outcome, at=clock.now())
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", "/strategies/{ref}/objectives/{int:key}/settle", rules.PLAN, f.StrategyTold)
def settle_objective(request: Request, ref: str, key: int, given: f.ObjectiveSettled) -> Any:
    """Say whether it was reached."""
    found = held(request, queries.strategy_at(request.user, ref))
    objective = queries.strategy_objective_at(request.user, found, key)
    strategies.settle_objective(
        by=request.user, objective=objective, at=clock.now(), **given.model_dump()
    )
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", f"{_ACTIVITY}/stop", rules.PLAN, f.StrategyTold)
def stop_activity(request: Request, ref: str, key: int, given: f.ActivityStopped) -> Any:
    """Stop an activity; its contacts ahead are dropped."""
    found = held(request, queries.strategy_at(request.user, ref))
    activity = queries.activity_at(request.user, found, key)
    strategies.stop_activity(
        by=request.user, activity=activity, reason=given.reason, at=clock.now()
    )
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", f"{_ACTIVITY}/parties", rules.PLAN, f.StrategyTold, 201)
def address_parties(request: Request, ref: str, key: int, given: f.ActivityAddressed) -> Any:
    """Pick stakeholders by hand whom it is for."""
    found = held(request, queries.strategy_at(request.user, ref))
    strategies.address_parties(
        by=request.user, activity=queries.activity_at(request.user, found, key),
        parties=named_parties(request.user, given.parties, "parties"), at=clock.now(),
    )  # fmt: skip
    return queries.strategy(request.user, found, _today())


@writes(router, "DELETE", f"{_ACTIVITY}/parties/{{party}}", rules.PLAN, f.StrategyTold)
def drop_pick(request: Request, ref: str, key: int, party: str) -> Any:
    """Take out whom somebody picked by hand."""
    found = held(request, queries.strategy_at(request.user, ref))
    pick = queries.pick_of(request.user, queries.activity_at(request.user, found, key), party)
    strategies.drop_pick(by=request.user, pick=pick, at=clock.now())
    return queries.strategy(request.user, found, _today())


@writes(router, "POST", f"{_ACTIVITY}/deliverables", rules.PLAN, f.StrategyTold, 201)
def add_deliverable(request: Request, ref: str, key: int, given: f.DeliverableGiven) -> Any:
    found = held(request, queries.strategy_at(request.user, ref))
    activity = queries.activity_at(request.user, found, key)
    strategies.add_deliverable(
        by=request.user, activity=activity, at=clock.now(), **given.model_dump()
    )
    return queries.strategy(request.user, found, _today())


@writes(
    router, "POST", "/strategies/{ref}/deliverables/{int:key}/settle", rules.WORK, f.StrategyTold
)
def settle_deliverable(request: Request, ref: str, key: int, given: f.DeliverableSettled) -> Any:
    """Say whether it was delivered, or why not."""
    found = held(request, queries.strategy_at(request.user, ref))
    deliverable = queries.deliverable_at(request.user, found, key)
    strategies.settle_deliverable(
        by=request.user, deliverable=deliverable, on=_today(), at=clock.now(),
        **given.model_dump(),
    )  # fmt: skip
    return queries.strategy(request.user, found, _today())


@reads(router, "/touches", rules.VIEW, f.TouchesTold)
def list_touches(request: Request, asked: Query[f.TouchesAsked]) -> Any:
    """List planned contacts, oldest first."""
    items, after = queries.touch_list(request.user, asked.span, mine=asked.mine)
    return {"items": items, "next": after}


@writes(router, "POST", "/touches/{int:key}/move", rules.TOUCH, f.TouchTold)
def move_touch(request: Request, key: int, given: f.TouchMoved) -> Any:
    found = held(request, queries.touch_at(request.user, key))
    strategies.move_touch(by=request.user, touch=found, at=clock.now(), **given.model_dump())
    return queries.touch(found)


@writes(router, "POST", "/touches/{int:key}/drop", rules.TOUCH, f.TouchTold)
def drop_touch(request: Request, key: int, given: f.TouchDropped) -> Any:
    found = held(request, queries.touch_at(request.user, key))
    strategies.drop_touch(by=request.user, touch=found, reason=given.reason, at=clock.now())
    return queries.touch(found)


@writes(router, "POST", "/touches/{int:key}/close", rules.TOUCH, f.TouchTold)
def close_touch(request: Request, key: int, given: f.TouchClosed) -> Any:
    """Say that a contact took place which nobody logged as a talk."""
    found = held(request, queries.touch_at(request.user, key))
    strategies.close_touch(by=request.user, touch=found, at=clock.now(), **given.model_dump())
    return queries.touch(found)
