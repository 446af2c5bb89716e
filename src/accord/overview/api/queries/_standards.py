"""The communication process, answer times and samples, as the API tells them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.standards import queries as standards
from accord.features.standards.models import Process, Review, Sample, Standard
from accord.features.standards.states import PERIOD
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of, page_with

MOST = 200
_PROCESS = ("ref", "state", "weekly_hours", "approved_level", "approved_at", "version")
_STANDARD = ("channel", "answer_days", "minutes_each", "words", "version")


def process_at(user: Any, ref: str) -> Process:
    return one_of(standards.visible_to(user), ref=ref)


def process_list(user: Any, span: Span) -> Page:
    return page_with(standards.visible_to(user), _process, span)


def _process(one: Process) -> Row:
    return {
        **{name: getattr(one, name) for name in _PROCESS},
        "owner": brief(one.owner), "approved_by": brief(one.approved_by),
    }  # fmt: skip


def process(one: Process) -> Row:
    """Give a version with its channels and what was found of people, templates and hours."""
    return {
        **_process(one), "principles": one.principles, "gaps_reason": one.gaps_reason,
        "standards": [
            {
                "id": row.pk, **{name: getattr(row, name) for name in _STANDARD},
                "answers": brief(row.answers), "template": brief(row.template),
            }
            for row in standards.standards_of(one)
        ],
        "checks": [
            {
                "channel": row.channel, "gap": row.gap, "is_met": row.is_met,
                "figure": row.figure,
            }
            for row in standards.capability_of(one, clock.now())
        ],
    }  # fmt: skip


def standard_on(process: Process, channel: str) -> Standard:
    found = next((one for one in standards.standards_of(process) if one.channel == channel), None)
    if found is None:
        raise missing()
    return found


def _period() -> tuple[date, date]:
    today = day_of(clock.now(), settings.HOUSE_TIME_ZONE)
    return today - timedelta(days=PERIOD), today


def answer_times(user: Any) -> Row:
    """Hold what came in the last 90 days against the version in force."""
    first, last = _period()
    approved = standards.approved()
    found = standards.measured(user, approved, first, last) if approved else []
    spoken_of, unwanted = standards.unwanted(user, first, last)
    return {
        "from_date": first, "until_date": last, "channels": [_measure(one) for one in found],
        "spoken_of": spoken_of, "unwanted": [one.ref for one in unwanted[:MOST]],
    }  # fmt: skip


def _measure(one: standards.Measure) -> Row:
    return {
        "channel": one.standard.channel, "asked_days": one.standard.answer_days, "n": one.n,
        "in_time": one.in_time, "unanswered": one.unanswered, "median_days": one.days,
        "share": one.in_time / one.n if one.n else None, "low": one.low if one.n else None,
        "high": one.high if one.n else None,
    }  # fmt: skip


def answers_on(user: Any, channel: str) -> list[Row]:
    """Give the messages behind one answer time. Raises Problem 404 for another channel."""
    approved = standards.approved()
    found = standards.measured(user, approved, *_period()) if approved else []
    one = next((each for each in found if each.standard.channel == channel), None)
    if one is None:
        raise missing()
    return [
        {
            "ref": row.talk.ref, "came_at": row.talk.at, "due_at": row.due,
            "answered_at": row.answered_at, "is_in_time": row.is_in_time,
        }
        for row in one.rows[:MOST]
    ]  # fmt: skip


def sample_at(user: Any, key: int) -> Sample:
    return one_of(standards.samples_visible_to(user), pk=key)


def sample_list(user: Any, span: Span) -> Page:
    found = standards.samples_visible_to(user)
    rows, after = page_of(found, [], span)
    samples = found.in_bulk([row["pk"] for row in rows])
    read: dict[int, list[Review]] = {key: [] for key in samples}
    for one in standards.reviews_of(samples.values()):
        read[one.sample_id].append(one)
    return [_sample(samples[row["pk"]], read[row["pk"]]) for row in rows], after


def _sample(one: Sample, reviews: Sequence[Review]) -> Row:
    met, marked = standards.share_met(reviews)
    same = ("from_date", "until_date", "seed", "drawn_at")
    return {
        "id": one.pk, **{name: getattr(one, name) for name in same},
        "drawn_by": brief(one.drawn_by), "size": len(one.refs), "met": met, "marked": marked,
    }  # fmt: skip


def sample(user: Any, one: Sample) -> Row:
    """Give a sample as far as one may see what was drawn, with who read it, and how alike."""
    reviews = list(standards.reviews_of([one]))
    agreement = standards.agreement_of(reviews)
    seen = set(talks_visible_to(user).filter(ref__in=one.refs).values_list("ref", flat=True))
    return {
        **_sample(one, reviews), "refs": [ref for ref in one.refs if ref in seen],
        "sheets": [
            {"ref": each.ref, "reviewer": brief(each.reviewer), "at": each.at}
            for each in reviews
            if each.ref in seen
        ],
        "agreement": None if agreement is None else {
            "n": agreement.n, "alike": agreement.alike, "kappa": agreement.kappa,
        },
    }  # fmt: skip


def is_drawn(user: Any, one: Sample, ref: str) -> bool:
    """Tell whether a talk that one may see was drawn into a sample."""
    return ref in one.refs and talks_visible_to(user).filter(ref=ref).exists()
