"""What the owner says of themselves: the level aimed at, how they stand, what they do next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accord.features.growth import policies
from accord.features.growth.actions._words import (
    kept_words,
    known_responsibility,
    one_of,
    said_words,
)
from accord.features.growth.models import GrowthStep, Profile, SelfAssessment, Statement
from accord.features.growth.states import Grade
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.methods.capability import ATTRIBUTES, LEVELS


@dataclass(frozen=True)
class StepDetails:
    """What is done next, until when, with whom; for which responsibility, if for one."""

    words: str
    due_date: date | None = None
    company: str = ""
    responsibility: str = ""


def aim(*, by: Actor, level: int, at: datetime) -> Profile:
    """Say which level one works towards; the first time, this begins the profile."""
    if level not in LEVELS:
        raise Invalid(_("There is no such choice."), field="level")
    with change(policies.AIM, by=by, at=at) as record:
        User.objects.select_for_update(no_key=True).get(
            pk=by.pk
        )  # one profile, even if asked twice
        profile = Profile.objects.filter(person_id=by.pk).first()
        if profile is None:
            profile = Profile(person_id=by.pk, level=level, started_at=at)
            record.subject = profile
            policies.AIM.demand(by, profile)
            record.add(profile)
        else:
            record.subject = profile
            record.set(profile, level=level)
    return profile


def assess_self(
    *, by: Actor, profile: Profile, key: str, grade: str, at: datetime, note: str = ""
) -> SelfAssessment:
    """Say how one stands at a responsibility; what was said before stays."""
    made = SelfAssessment(
        profile=profile, responsibility=known_responsibility(key),
        grade=one_of(grade, Grade.values, "grade"), note=kept_words(note, "note", 300), at=at,
    )  # fmt: skip
    with change(policies.WRITE, by=by, at=at, subject=profile) as record:
        record.add(made)
    return made


def state(*, by: Actor, profile: Profile, attribute: str, words: str, at: datetime) -> Statement:
    """Say in one's own words what one attribute of the level is with oneself."""
    attribute = one_of(attribute, list(ATTRIBUTES), "attribute")
    words = said_words(words, "words")
    with change(policies.WRITE, by=by, at=at, subject=profile) as record:
        there = Statement.objects.filter(profile=profile, attribute=attribute).first()
        if there is None:
            there = Statement(profile=profile, attribute=attribute, words=words, at=at)
            record.add(there)
        else:
            record.set(there, words=words, at=at)
    return there


def plan_step(*, by: Actor, profile: Profile, details: StepDetails, at: datetime) -> GrowthStep:
    """Write down what is done next."""
    step = GrowthStep(profile=profile, **_checked(details))
    with change(policies.WRITE, by=by, at=at, subject=profile) as record:
        record.add(step)
    return step


def change_step(
    *, by: Actor, step: GrowthStep, details: StepDetails, at: datetime, seen: int | None = None
) -> GrowthStep:
    fields = _checked(details)
    with change(policies.WRITE, by=by, at=at, subject=step, seen=seen) as record:
        record.set(step, **fields)
    return step


def finish_step(
    *, by: Actor, step: GrowthStep, done_date: date, at: datetime, effect: str = ""
) -> GrowthStep:
    """Say when a step was done and, then or later, what came of it."""
    if done_date > localdate(at):
        raise Invalid(_("This day has not come yet."), field="done_date")
    effect = kept_words(effect, "effect")
    with change(policies.WRITE, by=by, at=at, subject=step) as record:
        record.set(step, done_date=done_date, effect=effect)
    return step


def drop_step(*, by: Actor, step: GrowthStep, at: datetime) -> None:
    """Take a step out of the profile."""
    with change(policies.WRITE, by=by, at=at, subject=step) as record:
        record.remove(step)


def _checked(details: StepDetails) -> dict[str, object]:
    key = details.responsibility
    return {
        "words": said_words(details.words, "words", 300), "due_date": details.due_date,
        "company": kept_words(details.company, "company", 200),
        "responsibility": known_responsibility(key) if key else "",
    }  # fmt: skip
