"""A plan that fits what there is: feasible, and not always the shortest."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypedDict

from accord.methods import inputs
from accord.methods.errors import OutOfRange, UnknownWord
from accord.methods.result import Method, Result, basis

PRIORITY: Final = "latest finish time then id"
MOST_SLOTS: Final = 100_000

RCPSP_SERIAL_SGS: Final = Method("rcpsp_serial_sgs")


class Plan(TypedDict):
    """Whole slots of time, counted from 0."""

    start: dict[str, int]
    makespan: int


def rcpsp_serial_sgs(
    tasks: Mapping[str, Mapping[str, Any]], capacity: int, priority: str = PRIORITY
) -> Result[Plan]:
    """Start each task as early as its predecessors and the capacity allow, one after the other.

    A task has a `duration` in slots, `preds` that end before it begins, and a `demand` for each
    slot. Of those that may begin, the one whose latest finish is soonest goes first, then the id.
    The flag `not_optimal` says that a shorter plan may exist. Refuses circles, unknown
    predecessors and demands above the capacity (`OutOfRange`, `UnknownWord`).
    Source: serial schedule generation scheme, Kelley 1963.
    """
    inputs.word("priority", priority, [PRIORITY])
    room = inputs.count("capacity", capacity)
    order = _in_order(tasks)
    for key, task in tasks.items():
        if inputs.count(f"the demand of {key}", task["demand"]) > room:
            raise OutOfRange(f"{key} asks for more than there is")
    latest = _latest_finishes(tasks, order)
    start = _placed(tasks, room, latest)
    plan: Plan = {
        "start": start,
        "makespan": max((start[key] + tasks[key]["duration"] for key in start), default=0),
    }
    rests_on = basis({"tasks": tasks, "capacity": room}, n=len(tasks), priority=priority)
    return RCPSP_SERIAL_SGS.answer(plan, rests_on, "not_optimal")


def _in_order(tasks: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Give the tasks, each behind its predecessors. Refuses circles and unknown ones."""
    for key, task in tasks.items():
        inputs.count(f"the duration of {key}", task["duration"])
        for before in task["preds"]:
            if before not in tasks:
                raise UnknownWord(f"{key} waits for {before}, which is not there")
    order: list[str] = []
    left = dict(tasks)
    while left:
        ready = sorted(key for key, task in left.items() if not set(task["preds"]) & left.keys())
        if not ready:
            raise OutOfRange(f"these wait for each other: {', '.join(sorted(left))}")
        order += ready
        for key in ready:
            del left[key]
    return order


def _latest_finishes(
    tasks: Mapping[str, Mapping[str, Any]], order: Sequence[str]
) -> dict[str, int]:
    """Give by when each has to end so that the whole, without limits, is not late."""
    earliest: dict[str, int] = {}
    for key in order:
        begins = max((earliest[before] for before in tasks[key]["preds"]), default=0)
        earliest[key] = begins + tasks[key]["duration"]
    end = max(earliest.values(), default=0)
    latest = dict.fromkeys(tasks, end)
    for key in reversed(order):
        for before in tasks[key]["preds"]:
            latest[before] = min(latest[before], latest[key] - tasks[key]["duration"])
    return latest


def _placed(
    tasks: Mapping[str, Mapping[str, Any]], room: int, latest: Mapping[str, int]
) -> dict[str, int]:
    start: dict[str, int] = {}
    used: dict[int, int] = {}
    left = set(tasks)
    while left:
        ready = [key for key in left if not set(tasks[key]["preds"]) & left]
        key = min(ready, key=lambda one: (latest[one], one))
        task = tasks[key]
        slot = max((start[one] + tasks[one]["duration"] for one in task["preds"]), default=0)
        while not _fits(used, slot, task, room):
            slot += 1
            if slot > MOST_SLOTS:
                raise OutOfRange("this plan is too long")
        for at in range(slot, slot + task["duration"]):
            used[at] = used.get(at, 0) + task["demand"]
        start[key] = slot
        left.remove(key)
    return start


def _fits(used: Mapping[int, int], slot: int, task: Mapping[str, Any], room: int) -> bool:
    span = range(slot, slot + task["duration"])
    return all(used.get(at, 0) + task["demand"] <= room for at in span)
