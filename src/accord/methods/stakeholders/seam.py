"""The engagement assessment matrix: where somebody stands, where we wish them, the way there."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.errors import OutOfRange
from accord.methods.result import Method, Result, basis

LEVELS: Final = ("unaware", "resistant", "neutral", "supportive", "leading")
DESIRABLE: Final = LEVELS[2:]
HIGHEST_SALIENCE: Final = 3

SEAM_GAP: Final = Method("seam_gap")
SEAM_MATRIX: Final = Method("seam_matrix")
SEAM_BACKLOG: Final = Method("seam_backlog")


class Gap(TypedDict):
    gap: int
    status: str
    path: list[str]


class Matrix(TypedDict):
    """`cells` counts stakeholders by current, then by desired level; all cells stand in it."""

    cells: dict[str, dict[str, int]]
    with_gap: int


class BacklogItem(TypedDict):
    key: str
    gap: int
    weight: int


class Wish(TypedDict):
    """One stakeholder's line of the backlog; salience 1 to 3."""

    key: str
    current: str
    desired: str
    salience: int


def seam_gap(current: str, desired: str, observation: str | int | None = None) -> Result[Gap]:
    """Find the gap between two levels of engagement and each next level on the way.

    Levels: unaware, resistant, neutral, supportive, leading; nobody is wished unaware or
    resistant (`UnknownWord`). Who is unaware is informed first and does not pass through
    resistance, so the gap counts the steps from there. One action is due for each step of
    `path`. `observation` is the interaction that shows the current level; without one the
    answer bears the flag `not_observed`.
    Source: stakeholder engagement assessment matrix of the PMBOK Guide; path rule of our own.
    """
    flags = ("not_observed",) if observation is None else ()
    rests_on = basis({"current": current, "desired": desired, "observation": observation})
    return SEAM_GAP.answer(_gap(current, desired), rests_on, *flags)


def seam_matrix(pairs: Sequence[Sequence[str]]) -> Result[Matrix]:
    """Count the stakeholders in each cell (current, desired) and those with a gap.

    Levels are words, not numbers: no mean of them is ever taken. No pair gives None and
    `insufficient_n`.
    """
    gaps = [_gap(current, desired)["gap"] for current, desired in pairs]
    rests_on = basis({"pairs": pairs}, n=len(pairs))
    if not pairs:
        return SEAM_MATRIX.answer(None, rests_on, "insufficient_n")
    counted = Counter((current, desired) for current, desired in pairs)
    matrix: Matrix = {
        "cells": {
            current: {desired: counted[current, desired] for desired in DESIRABLE}
            for current in LEVELS
        },
        "with_gap": sum(gap != 0 for gap in gaps),
    }
    return SEAM_MATRIX.answer(matrix, rests_on)


def seam_backlog(wishes: Sequence[Wish]) -> Result[list[BacklogItem]]:
    """Order gaps by salience (1 to 3) times the size of the gap, then by key.

    Who stands where we wish them is left out.
    """
    items = [_item(wish) for wish in wishes]
    waiting = sorted(
        (item for item in items if item["gap"]), key=lambda item: (-item["weight"], item["key"])
    )
    return SEAM_BACKLOG.answer(waiting, basis({"wishes": wishes}, n=len(wishes)))


def _item(wish: Wish) -> BacklogItem:
    salience = inputs.count("salience", wish["salience"])
    if not 1 <= salience <= HIGHEST_SALIENCE:
        raise OutOfRange(f"salience must lie between 1 and 3, not {salience}")
    gap = _gap(wish["current"], wish["desired"])["gap"]
    return {"key": wish["key"], "gap": gap, "weight": salience * abs(gap)}


def _gap(current: str, desired: str) -> Gap:
    inputs.word("current", current, LEVELS)
    inputs.word("desired", desired, DESIRABLE)
    here, there = LEVELS.index(current), LEVELS.index(desired)
    if current == "unaware":
        path = list(LEVELS[2 : there + 1])
        return {"gap": len(path), "status": "inform_first", "path": path}
    if there > here:
        return {
            "gap": there - here,
            "status": "raise",
            "path": list(LEVELS[here + 1 : there + 1]),
        }
    status = "over_engaged" if there < here else "aligned"
    return {"gap": there - here, "status": status, "path": list(LEVELS[there:here][::-1])}
