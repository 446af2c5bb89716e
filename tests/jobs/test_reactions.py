from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from accord.foundation.jobs.actions import _letters
from accord.foundation.jobs.models import Job, Slot
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.models import Letter
from accord.foundation.kernel.events import Event

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    name: ClassVar[str] = "tests.happened"
    who: str


def happen(at, who="Łucja"):
    return Letter.objects.create(
        name="tests.happened", body={"at": at.isoformat(), "who": who}, written_at=at
    )


def jobs():
    return list(
        Job.objects.filter(name="jobs.react").order_by("id").values_list("state", "tries", "error")
    )


def test_an_event_reaches_its_reaction_as_it_was_published(reaction, at):
    seen = []
    reaction(Happened, lambda event, _at: seen.append(event))
    letter = happen(at)
    drain()
    letter.refresh_from_db()
    assert seen == [Happened(at=at, who="Łucja")]
    assert letter.delivered_at is not None
    assert jobs() == [("done", 1, "")]


def test_a_letter_without_reaction_is_delivered_to_nobody(at):
    happen(at)
    assert _letters.deliver(at=at) == 1
    assert _letters.deliver(at=at) == 0
    assert (jobs(), _letters.is_any_waiting()) == ([], False)


def test_a_reaction_that_fails_has_written_nothing_and_is_tried_again(reaction, at):
    tries = []

    def react(event, at):
        Slot(name=event.who, slot="1", filled_at=at).save()
        tries.append(event)
        if len(tries) == 1:
            raise OSError

    reaction(Happened, react)
    happen(at)
    drain()
    assert (len(tries), Slot.objects.filter(name="Łucja").count()) == (1, 0)
    assert jobs() == [("waiting", 1, "OSError: ")]
    Job.objects.filter(name="jobs.react").update(run_at=at)
    drain()
    assert (len(tries), Slot.objects.filter(name="Łucja").count()) == (2, 1)
    assert jobs() == [("done", 2, "")]


def test_one_bad_reaction_does_not_keep_the_others(reaction, at):
    seen = []

    def fail(event, at):
        raise OSError(event.who, at)

    reaction(Happened, fail, "tests.bad")
    reaction(Happened, lambda event, _at: seen.append(event.who), "tests.good")
    happen(at)
    drain()
    assert seen == ["Łucja"]
    assert sorted(state for state, _, _ in jobs()) == ["done", "waiting"]


def test_an_event_that_no_longer_fits_is_kept_and_visible(reaction, at):
    reaction(Happened, lambda event, _at: None)  # noqa: ARG005
    Letter.objects.create(name="tests.happened", body={"at": at.isoformat()}, written_at=at)
    drain()
    ((state, _, error),) = jobs()
    assert state == "waiting"
    assert "missing required field `who`" in error
    last = Job.objects.get(name="jobs.react")
    assert last.run_at - last.started_at >= timedelta(seconds=1)
