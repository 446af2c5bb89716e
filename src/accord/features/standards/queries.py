"""The process as it stands, what it lacks, and how communication measured up to it."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from accord.features.engagement.models import Interaction, Participation
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.states import Direction
from accord.features.governance.models import ChannelRule
from accord.features.letters.models import Wording
from accord.features.stakeholders.queries import working_calendar
from accord.features.stakeholders.states import Visibility
from accord.features.standards.models import Process, Review, Sample, Standard
from accord.features.standards.policies import VIEW
from accord.features.standards.states import DEMAND_WEEKS, Gap, Line, Mark, State
from accord.foundation.accounts.queries import away
from accord.foundation.kernel.days import day_of, stretch
from accord.methods import METHODS
from accord.methods.calendar import Calendar

MOST = 20_000


@dataclass(frozen=True)
class Check:
    """One thing that the process lacks, or has; ``figure`` is what it rests on."""

    channel: str
    gap: Gap
    is_met: bool
    figure: str


@dataclass(frozen=True)
class Answered:
    """A message that came in, when it was answered, and whether in time; None where open."""

    talk: Interaction
    answered_at: datetime | None
    due: datetime
    is_in_time: bool


@dataclass(frozen=True)
class Measure:
    """Answer times on one channel: the median in days, the share in time with its interval."""

    standard: Standard
    n: int
    in_time: int
    unanswered: int
    days: float | None
    low: float
    high: float
    rows: list[Answered]


@dataclass(frozen=True)
class Agreement:
    """Two readers of one sample: marks that both set, share alike, and Cohen's kappa."""

    n: int
    alike: float
    kappa: float | None


def visible_to(user: Any) -> QuerySet[Process]:
    found = Process.objects.all() if VIEW.allows(user) else Process.objects.none()
    return found.select_related("owner", "written_by", "approved_by")


def in_state(state: str) -> Process | None:
    return Process.objects.filter(state=state).select_related("owner").first()


def standards_of(process: Process) -> list[Standard]:
    found = Standard.objects.filter(process=process).select_related("answers", "template")
    return list(found.order_by("pk"))


def samples_visible_to(user: Any) -> QuerySet[Sample]:
    found = Sample.objects.all() if VIEW.allows(user) else Sample.objects.none()
    return found.select_related("drawn_by").order_by("-pk")


def capability_of(process: Process, at: datetime) -> list[Check]:
    """Check people, templates and hours of each channel; hours over all of them."""
    rows = standards_of(process)
    if not rows:
        return [Check("", Gap.CHANNELS, is_met=False, figure="0")]
    absent = away(day_of(at, settings.HOUSE_TIME_ZONE))
    worded = set(
        Wording.objects.filter(template__in=[one.template_id for one in rows if one.template_id])
        .values_list("template_id", flat=True)
    )  # fmt: skip
    checks = []
    for one in rows:
        gone = absent.get(one.answers_id)
        stands_in = gone is None or (gone.deputy is not None and gone.deputy.is_active)
        name = one.answers.name
        checks.append(Check(one.channel, Gap.PERSON, one.answers.is_active, name))
        checks.append(Check(one.channel, Gap.AWAY, stands_in, name))
        if one.template is not None:
            there = one.template.is_active and one.template_id in worded
            checks.append(Check(one.channel, Gap.TEMPLATE, there, one.template.name))
    return [*checks, _hours(process, rows, at)]


def _hours(process: Process, rows: Sequence[Standard], at: datetime) -> Check:
    since = at - timedelta(weeks=DEMAND_WEEKS)
    came = Counter(
        Interaction.objects.filter(direction=Direction.IN, at__gte=since, at__lte=at)
        .values_list("channel", flat=True)[:MOST]
    )  # fmt: skip
    needed = sum(came[one.channel] * one.minutes_each for one in rows) / 60 / DEMAND_WEEKS
    given = float(process.weekly_hours)
    load = METHODS["load_vs_capacity"](demand_hours=needed, capacity_hours=given).value
    met = needed <= 0 or (load is not None and load["status"] != "over")
    return Check("", Gap.HOURS, met, f"{needed:.1f} / {given:.1f} h")


def measured(user: Any, process: Process, first: date, last: date) -> list[Measure]:
    """Hold each message that came in against the standard of its channel.

    It is answered by the next talk with one of the same stakeholders in which we spoke. What is
    not answered and not due yet does not count.
    """
    rules = {one.channel: one for one in standards_of(process)}
    came, spoken = _passed(user, first, last)
    by_channel: dict[str, list[Answered]] = {channel: [] for channel in rules}
    calendar = working_calendar()
    for talk, parties in came:
        if talk.channel in rules:
            moments = [at for key in parties for at in spoken.get(key, ()) if at > talk.at]
            days = rules[talk.channel].answer_days
            row = _held(talk, min(moments, default=None), days, calendar)
            if row.answered_at or day_of(row.due, settings.HOUSE_TIME_ZONE) <= last:
                by_channel[talk.channel].append(row)
    return [_measure(rules[channel], rows) for channel, rows in by_channel.items()]


def _passed(
    user: Any, first: date, last: date
) -> tuple[list[tuple[Interaction, list[int]]], dict[int, list[datetime]]]:
    """Give what came in within a period, and when we spoke with each party since."""
    since, end = stretch(first, last, settings.HOUSE_TIME_ZONE)
    rows = Participation.objects.filter(
        interaction__in=talks_visible_to(user).filter(at__gte=since).values("pk")
    ).select_related("interaction")
    came: dict[int, tuple[Interaction, list[int]]] = {}
    spoken: dict[int, list[datetime]] = {}
    for row in rows.order_by("interaction__at", "pk")[:MOST]:
        talk = row.interaction
        if talk.direction != Direction.IN:
            spoken.setdefault(row.party_id, []).append(talk.at)
        elif talk.at < end:
            came.setdefault(talk.pk, (talk, []))[1].append(row.party_id)
    return list(came.values()), spoken


def _held(talk: Interaction, answered: datetime | None, days: int, calendar: Calendar) -> Answered:
    found = (
        METHODS["working_day_deadline"](
            calendar=calendar, received=talk.at, working_days=days
        ).value
        or {}
    )
    moment = datetime.fromisoformat(found["due_instant"])
    return Answered(talk, answered, moment, answered is not None and answered <= moment)


def _measure(standard: Standard, rows: list[Answered]) -> Measure:
    in_time = sum(row.is_in_time for row in rows)
    spans = [
        (row.answered_at - row.talk.at).total_seconds() / 86_400 for row in rows if row.answered_at
    ]
    low, high = 0.0, 0.0
    if rows:
        interval = METHODS["wilson_interval"](x=in_time, n=len(rows)).interval
        low, high = interval or (0.0, 0.0)
    return Measure(
        standard, len(rows), in_time, sum(row.answered_at is None for row in rows),
        median(spans) if spans else None, low, high, rows,
    )  # fmt: skip


def unwanted(user: Any, first: date, last: date) -> tuple[int, list[Interaction]]:
    """Give how many talks a channel rule in force spoke of, and those on an unwanted channel."""
    rules = {
        (row.policy.initiative_id, row.channel): row.is_allowed
        for row in ChannelRule.objects.filter(policy__state="in-force").select_related("policy")
    }
    since, end = stretch(first, last, settings.HOUSE_TIME_ZONE)
    found = talks_visible_to(user).filter(
        at__gte=since, at__lt=end, initiative__in={key for key, _channel in rules}
    )
    talks = [
        talk for talk in found.order_by("-at", "-pk")[:MOST]
        if (talk.initiative_id, talk.channel) in rules
    ]  # fmt: skip
    return len(talks), [one for one in talks if not rules[(one.initiative_id or 0, one.channel)]]


def drawn(first: date, last: date, size: int, seed: int) -> list[str]:
    """Draw from what we said and everybody here may read; the same seed draws the same."""
    since, end = stretch(first, last, settings.HOUSE_TIME_ZONE)
    found = Interaction.objects.filter(
        ~Q(direction=Direction.IN), ~Q(text=""), visibility=Visibility.EVERYONE,
        at__gte=since, at__lt=end,
    )  # fmt: skip
    refs = list(found.order_by("pk").values_list("ref", flat=True)[:MOST])
    return sorted(random.Random(seed).sample(refs, min(size, len(refs))))  # noqa: S311 -- a sample


def reviews_of(samples: Iterable[Sample]) -> QuerySet[Review]:
    found = Review.objects.filter(sample__in=list(samples)).select_related("reviewer")
    return found.order_by("pk")


def share_met(reviews: Iterable[Review]) -> tuple[int, int]:
    """Count the marks that say yes, and all that say yes or no."""
    marks = [mark for one in reviews for mark in one.marks.values() if mark != Mark.NONE]
    return sum(mark == Mark.YES for mark in marks), len(marks)


def agreement_of(reviews: Sequence[Review]) -> Agreement | None:
    """Hold two readers of the same text against each other (Cohen 1960); none where one read."""
    by_ref: dict[str, list[Review]] = {}
    for one in reviews:
        by_ref.setdefault(one.ref, []).append(one)
    pairs = [
        (rows[0].marks[line], rows[1].marks[line])
        for rows in by_ref.values()
        if len(rows) > 1
        for line in Line.values
        if line in rows[0].marks and line in rows[1].marks
    ]
    if not pairs:
        return None
    return Agreement(len(pairs), _alike(pairs), kappa(pairs))


def _alike(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(one == other for one, other in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Give Cohen's kappa; None where chance alone makes both always agree."""
    n = len(pairs)
    ones, others = Counter(one for one, _x in pairs), Counter(other for _x, other in pairs)
    chance = sum(ones[mark] * others[mark] for mark in ones) / n**2
    return None if chance >= 1 else (_alike(pairs) - chance) / (1 - chance)


def approved() -> Process | None:
    return in_state(State.APPROVED)
