"""Every write on the checklists of stages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative
from accord.features.stages import policies, queries
from accord.features.stages.models import Stage, Telling
from accord.features.stages.states import FORMS, State
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.journal.words import because, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class TellingDetails:
    """What is told, on which channel, by when, by whom of us; to a segment or all with a stake."""

    words: str
    channel: str
    due_on: date
    owner_id: int
    audience_id: int | None = None


def lay_stages(
    *, by: Actor, initiative: Initiative, starts_on: date, owner: User, at: datetime
) -> list[Stage]:
    """Begin a checklist from the stages of the initiative's kind. Raises Stale where there is one.

    The words are in the language of whoever lays it down.
    """
    with change(policies.PLAN, by=by, at=at) as record:
        if Stage.objects.filter(initiative=initiative).exists():
            raise Stale(_("This initiative has a checklist already."))
        made, day = [], starts_on
        for form in FORMS[initiative.kind]:
            ends = day + timedelta(days=form.days - 1)
            stage = Stage(
                initiative=initiative, name=str(form.name), from_date=day, until_date=ends
            )
            record.add(stage)
            for one in form.told:
                record.add(
                    Telling(
                        stage=stage, words=str(one.words), channel=one.channel, owner=owner,
                        due_on=day + timedelta(days=one.day), added_at=at,
                    )
                )  # fmt: skip
            made.append(stage)
            day = ends + timedelta(days=1)
        record.subject = made[0]
    return made


def add_stage(
    *, by: Actor, initiative: Initiative, name: str, from_date: date, until_date: date, at: datetime
) -> Stage:
    if until_date < from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    stage = Stage(
        initiative=initiative, name=said(name, "name", 120), from_date=from_date,
        until_date=until_date,
    )  # fmt: skip
    with change(policies.PLAN, by=by, at=at) as record:
        record.subject = stage
        record.add(stage)
    return stage


def add_telling(*, by: Actor, stage: Stage, details: TellingDetails, at: datetime) -> Telling:
    if details.channel not in Channel.values:
        raise Invalid(_("There is no such choice."), field="channel")
    telling = Telling(
        stage=stage, words=said(details.words, "words", 300), channel=details.channel,
        due_on=details.due_on, owner_id=details.owner_id, audience_id=details.audience_id,
        added_at=at,
    )  # fmt: skip
    with change(policies.PLAN, by=by, at=at, subject=stage) as record:
        record.add(telling)
    return telling


def drop_telling(*, by: Actor, telling: Telling, at: datetime) -> None:
    """Take out what is not to be told after all; what was told stays."""
    with change(policies.PLAN, by=by, at=at, subject=telling.stage) as record:
        _check_open(telling)
        record.remove(telling)


def tick(*, by: Actor, telling: Telling, ref: str, at: datetime) -> Telling:
    """Name the talk, sent letter or meeting by which it was told. Raises Invalid, Stale."""
    ref = ref.strip()
    if "\x00" in ref or not queries.is_proof(by, ref):
        raise Invalid(_("There is no such talk, sent letter or meeting."), field="ref")
    with change(policies.TICK, by=by, at=at, subject=telling) as record:
        _check_open(telling)
        record.set(
            telling, state=State.DONE, told_ref=ref, closed_by_id=by.pk,
            closed_on=day_of(at, settings.HOUSE_TIME_ZONE),
        )  # fmt: skip
    return telling


def skip(*, by: Actor, telling: Telling, reason: str, at: datetime) -> Telling:
    """Say why it was not told."""
    reason = because(reason)
    with change(policies.TICK, by=by, at=at, subject=telling) as record:
        _check_open(telling)
        record.set(
            telling, state=State.SKIPPED, reason=reason, closed_by_id=by.pk,
            closed_on=day_of(at, settings.HOUSE_TIME_ZONE),
        )  # fmt: skip
    return telling


def _check_open(telling: Telling) -> None:
    if telling.state != State.OPEN:
        raise Stale(_("This was told or left out already."))
