"""Pulses and nudges, as the API tells them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse

from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.pulses import policies
from accord.features.pulses import queries as pulses
from accord.features.pulses.models import Pulse, PulseRule
from accord.features.pulses.states import QUESTIONS, State, Way
from accord.features.strategies.queries import visible_to as strategies_visible_to
from accord.foundation.kernel import clock
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of, party_told
from accord.overview.nudges import queries as nudges

YEAR = timedelta(days=365)
_PULSE = (
    "ref", "about", "way", "state", "asked_at", "answered_at", "words", "is_last", "version",
)  # fmt: skip


def pulse_at(user: Any, ref: str) -> Pulse:
    return one_of(pulses.visible_to(user), ref=ref)


def pulse_list(user: Any, asked: Mapping[str, Any], span: Span) -> Page:
    """Give a page; of owners only whom one may read. Raises Problem 404 for others."""
    found = pulses.visible_to(user)
    if asked.get("state"):
        found = found.filter(state=asked["state"])
    if asked.get("owner_id"):
        if not pulses.owners_seen(user).filter(pk=asked["owner_id"]).exists():
            raise missing()
        found = found.filter(owner=asked["owner_id"])
    for name, seen in (("initiative", initiatives_visible_to), ("strategy", strategies_visible_to)):
        if asked.get(name):
            found = found.filter(**{name: one_of(seen(user), ref=asked[name])})
    rows, after = page_of(found, [], span)
    there = pulses.visible_to(user).in_bulk([row["pk"] for row in rows])
    scores = pulses.scores_of(list(there))
    return [_pulse(user, there[row["pk"]], scores.get(row["pk"], {})) for row in rows], after


def _pulse(user: Any, one: Pulse, scores: Mapping[str, int]) -> Row:
    return {
        **{name: getattr(one, name) for name in _PULSE}, "party": party_told(one.party),
        "owner": brief(one.owner) if pulses.sees_owner(user, one) else None,
        "initiative": one.initiative.ref if one.initiative else "",
        "strategy": one.strategy.ref if one.strategy else "",
        "questions": pulses.asked_questions(one), "scores": dict(scores),
    }  # fmt: skip


def pulse(user: Any, one: Pulse, root: str) -> Row:
    """Give one with its answers, and the link of their own to whoever may write it down."""
    waits = one.state == State.ASKED and one.way == Way.LINK
    link = reverse("pulses:read", args=[pulses.token_of(one)])
    return {
        **_pulse(user, one, pulses.scores_of([one.pk]).get(one.pk, {})),
        "link": f"{root}{link}" if waits and policies.ENTER.allows(user, one) else "",
    }


def pulse_figures(user: Any) -> Row:
    """Give what a year of answers says."""
    until = clock.now()
    since = until - YEAR
    by = {name: pulses.groups(user, name, since, until) for name in pulses.GROUPS}
    return {
        "since": since, "until": until, "whole": _group(pulses.overall(user, since, until)),
        **{
            plural: [_group(one) for one in by[name]]
            for name, plural in (
                ("strategy", "strategies"), ("initiative", "initiatives"), ("owner", "owners"),
            )
        },
    }  # fmt: skip


def _group(one: pulses.Group) -> Row:
    return {
        "id": one.key, "name": one.name, "asked": one.asked, "answered": one.answered,
        "questions": [
            {
                "question": each.question, "n": each.n, "share": each.share, "low": each.low,
                "high": each.high,
            }
            for each in one.by_question
        ],
    }  # fmt: skip


def pulse_rule() -> Row:
    now: PulseRule = pulses.rule_now()
    return {
        "questions": now.questions, "again_days": now.again_days, "set_at": now.set_at,
        "purpose": brief(now.purpose),
        "known": [
            {"key": key, "words": str(one.words), "least": one.least, "most": one.most}
            for key, one in QUESTIONS.items()
        ],
    }  # fmt: skip


def nudge_at(user: Any, key: str) -> nudges.Nudge:
    found = nudges.nudge_at(user, key, clock.now())
    if found is None:
        raise missing()
    return found


def nudge_list(user: Any) -> list[Row]:
    """Give whom to write to first, each with why."""
    return [
        {
            "key": one.key, "kind": one.kind, "about": one.ref, "reason": one.reason,
            "party": party_told(one.party) if one.party else None,
        }
        for one in nudges.nudges_for(user, clock.now())
    ]  # fmt: skip


def nudge_reply(user: Any, key: str, letter: str = "") -> Row:
    """Give what somebody did about a nudge."""
    found = nudges.reply_of(user, key)
    if found is None:
        raise missing()
    same = ("key", "state", "until", "why")
    return {**{name: getattr(found, name) for name in same}, "letter": letter}
