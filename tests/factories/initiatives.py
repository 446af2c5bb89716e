"""Minimal valid initiatives and stakes, made by the same actions as everybody's."""

from itertools import count

from accord.features.initiatives import actions
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party

_numbers = count(1)


def initiative(name="", *, at=NOON, **details):
    given = actions.InitiativeDetails(name or f"Initiative {next(_numbers)}", **details)
    return actions.add_initiative(by=SYSTEM, details=given, at=at)


def stake(of=None, *, who=None, at=NOON, **details):
    """Give ``who`` (or a new party) a stake in ``of`` (or a new initiative)."""
    of = of or initiative(at=at)
    who = who or party(at=at)
    given = actions.StakeDetails(**details)
    return actions.take_stakes(by=SYSTEM, initiative=of, parties=[who], details=given, at=at)[0]


def said(by, of, *, at=NOON, round_=None, level="", reason="", **scores):
    """Let ``by`` say something of a stake: scores from 1 to 5, in tenths at the finest."""
    tenths = {name: round(score * 10) for name, score in scores.items()}
    what = actions.Said(tenths, level, reason)
    return actions.assess(by=by, stake=of, what=what, at=at, round_=round_)
