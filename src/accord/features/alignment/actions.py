"""Every write on the vision, its aims, and what serves them."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.alignment import policies
from accord.features.alignment.models import Aim, Service, Vision
from accord.features.initiatives.models import Initiative
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor


def set_vision(*, by: Actor, words: str, reason: str, at: datetime) -> Vision:
    """Say from now on what we want to be; what stood before stays written."""
    made = Vision(
        words=said(words, "words", 4000), reason=said(reason, "reason", 300), at=at,
        by_id=by.pk,
    )  # fmt: skip
    with change(policies.SET, by=by, at=at) as record:
        record.subject = made
        record.add(made)
    return made


def add_aim(*, by: Actor, words: str, at: datetime) -> Aim:
    """Add one thing that the vision asks for, after the others."""
    last = Aim.objects.order_by("-position").values_list("position", flat=True).first()
    made = Aim(words=said(words, "words", 200), position=(last or 0) + 1)
    with change(policies.SET, by=by, at=at) as record:
        record.subject = made
        record.add(made)
    return made


def change_aim(
    *, by: Actor, aim: Aim, words: str, at: datetime, seen: int | None = None
) -> Aim:  # fmt: skip
    """Put an aim in other words."""
    words = said(words, "words", 200)
    with change(policies.SET, by=by, at=at, subject=aim, seen=seen) as record:
        record.set(aim, words=words)
    return aim


def close_aim(*, by: Actor, aim: Aim, at: datetime) -> Aim:
    """Ask for it no longer; what served it stays written. Raises Stale when it is closed."""
    with change(policies.SET, by=by, at=at, subject=aim) as record:
        if aim.closed_at is not None:
            raise Stale(_("This aim is closed already."))
        record.set(aim, closed_at=at)
    return aim


def serve(
    *, by: Actor, initiative: Initiative, aim: Aim, words: str, at: datetime
) -> Service:  # fmt: skip
    """Say how an initiative serves an aim; said anew, the newer words count."""
    words = said(words, "words", 300)
    with change(policies.SERVE, by=by, at=at, subject=initiative) as record:
        if aim.closed_at is not None:
            raise Stale(_("This aim is closed already."))
        there = Service.objects.filter(initiative=initiative, aim=aim).first()
        if there is None:
            there = Service(initiative=initiative, aim=aim, words=words)
            record.add(there)
        else:
            record.set(there, words=words)
    return there


def serve_no_longer(*, by: Actor, service: Service, at: datetime) -> None:
    """Take away that an initiative serves an aim."""
    with change(policies.WITHDRAW, by=by, at=at, subject=service.initiative) as record:
        record.remove(service)
