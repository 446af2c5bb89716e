"""What the answers of many say, each share with its interval; of fewer than five, nothing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from accord.features.pulses.models import Pulse, PulseScore
from accord.features.pulses.queries._pulses import owners_seen, visible_to
from accord.features.pulses.states import FEWEST, QUESTIONS, TOP, State
from accord.methods.surveys import csat, wilson_interval

GROUPS = ("strategy", "initiative", "owner")


@dataclass(frozen=True)
class Answered:
    """The answers to one question: how many, which share is content, and within which bounds."""

    question: str
    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass
class Group:
    """The figures of one strategy, initiative, owner, or of all."""

    key: int | None
    name: str = ""
    asked: int = 0
    answered: int = 0
    by_question: list[Answered] = field(default_factory=list)


def answered_by(counts: Mapping[int, int], question: str) -> Answered:
    """Reckon the share that is content: the upper two steps of either scale."""
    scale = QUESTIONS[question]
    n = sum(counts.values())
    if n < FEWEST:
        return Answered(question, n)
    if scale.steps == range(1, 6):
        five = csat([counts.get(step, 0) for step in scale.steps])
        assert five.value is not None  # noqa: S101 -- there are answers
        return Answered(
            question, n, five.value["csat"] / 100, five.value["lo"] / 100, five.value["hi"] / 100
        )
    content = sum(counts.get(step, 0) for step in scale.steps[-TOP:])
    found = wilson_interval(content, n)
    assert found.value is not None  # noqa: S101 -- there are answers
    return Answered(question, n, found.value["p"], found.value["lo"], found.value["hi"])


def overall(user: Any, since: datetime, until: datetime, **kind: Any) -> Group:
    """Give the figures of all pulses of a kind that were asked in a span of time."""
    pulses = _asked(user, since, until).filter(**kind)
    [found] = _grouped(pulses, "") or [Group(None)]
    return found


def groups(user: Any, by: str, since: datetime, until: datetime) -> list[Group]:
    """Give the figures by strategy, initiative or owner; of owners only whom one may read."""
    pulses = _asked(user, since, until).filter(**{f"{by}__isnull": False})
    if by == "owner":
        pulses = pulses.filter(owner__in=owners_seen(user))
    return _grouped(pulses, by)


def _asked(user: Any, since: datetime, until: datetime) -> QuerySet[Pulse]:
    found = visible_to(user).filter(asked_at__gte=since, asked_at__lt=until)
    return found.exclude(state=State.WITHDRAWN)


def _grouped(pulses: QuerySet[Pulse], by: str) -> list[Group]:
    """Count in two queries, however many groups there are."""
    named = [f"{by}_id", f"{by}__name"] if by else []
    found: dict[int | None, Group] = {}
    plain = pulses.select_related(None).order_by()
    for row in plain.values(*named, "state").annotate(n=Count("pk")):
        key = row.get(f"{by}_id")
        group = found.setdefault(key, Group(key, row.get(f"{by}__name") or ""))
        group.asked += row["n"]
        group.answered += row["n"] if row["state"] == State.ANSWERED else 0
    counts: dict[Any, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    scores = PulseScore.objects.filter(pulse__in=plain.values("pk"))
    grouped = [f"pulse__{by}_id"] if by else []
    for row in scores.order_by().values(*grouped, "question", "value").annotate(n=Count("pk")):
        counts[row.get(f"pulse__{by}_id")][row["question"]][row["value"]] = row["n"]
    for key, group in found.items():
        group.by_question = [
            answered_by(counts[key][question], question)
            for question in QUESTIONS
            if counts[key].get(question)
        ]
    return sorted(found.values(), key=lambda group: (-group.answered, group.name))
