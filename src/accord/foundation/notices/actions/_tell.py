from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import names_of
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal import rows
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.rules import SYSTEM, Actor
from accord.foundation.kernel.text import visible
from accord.foundation.notices import queries
from accord.foundation.notices.kinds import NoticeKind, kinds
from accord.foundation.notices.models import Mailing, Notice
from accord.foundation.notices.times import as_told, loud_again, zone_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise | Callable[[], str]
else:
    Words = str

MAIL = "notices.mail"
# Mails at once wait this long, so that what happens together arrives together.
GATHER = timedelta(seconds=60)


class Caused(Protocol):
    """An event that says who caused it: nobody where it was the installation itself."""

    @property
    def at(self) -> datetime: ...

    @property
    def by_id(self) -> int | None: ...


@dataclass(frozen=True)
class Telling:
    """What is to be told.

    Words that depend on the language are lazy or a function without arguments: they are taken in
    the language of each person who is told.
    ``may_see`` is asked of each of them, deputies too: nobody is told what they may not see.
    """

    kind: str
    title: Words
    url: str = ""
    words: Words = ""
    may_see: Callable[[User], bool] = lambda _person: True


def notify(
    *, by: Actor, to: Iterable[int | None], telling: Telling, at: datetime,
    subject: models.Model | tuple[str, int] | None = None,
) -> list[Notice]:  # fmt: skip
    """Tell people, by id, in the caller's transaction; gives the notices that came of it.

    Who did it is not told, nor are closed accounts. Of somebody who is away the deputy is told too.
    ``subject`` is what it is about, or its name among ``sights`` and its key: whoever may see it no
    more when a notice is mailed or shown, reads nothing of it.
    """
    kind = kinds[telling.kind]
    wanted = dict.fromkeys(key for key in to if key is not None)
    if not kind.tells_self:
        wanted.pop(by.pk, None)
    away = (
        {} if kind.is_personal else queries.deputies(wanted, day_of(at, settings.HOUSE_TIME_ZONE))
    )
    instead_of = {deputy: key for key, deputy in away.items() if deputy not in wanted}
    told = _who_may_see([*wanted, *instead_of], telling)
    names = names_of(instead_of.values())
    made = []
    for channels in queries.preferences(told, kind):
        key = channels.person_id
        notice = _notice(telling, told[key], names.get(instead_of.get(key, 0), ""))
        notice.by_id, notice.for_id, notice.told_at = by.pk, instead_of.get(key), at
        notice.is_in_app, notice.mailing = channels.is_in_app, channels.mailing
        if subject is not None:
            notice.subject_type, notice.subject_id = _about(subject)
        made.append(notice)
    return _keep([n for n in made if n.is_in_app or n.mailing != Mailing.OFF], told, kind, at)


def pass_on(
    event: Caused, telling: Telling, *, to: Iterable[int | None], subject: tuple[str, int],
    at: datetime,
) -> None:  # fmt: skip
    """Tell people of what somebody did, in that one's name, as long as it is news."""
    if queries.is_news(event.at, at):
        notify(by=queries.actor(event.by_id), to=to, telling=telling, at=at, subject=subject)


def _about(subject: models.Model | tuple[str, int]) -> tuple[str, int]:
    if isinstance(subject, tuple):
        return subject
    return subject._meta.label_lower, subject.pk  # noqa: SLF001


def _who_may_see(keys: list[int], telling: Telling) -> dict[int, User]:
    people = User.objects.filter(is_active=True, is_service=False).in_bulk(keys)
    there = [people[key] for key in keys if key in people]
    return {person.pk: person for person in there if telling.may_see(person)}


def _keep(
    made: list[Notice], told: dict[int, User], kind: NoticeKind, at: datetime
) -> list[Notice]:
    with writing():
        rows.insert_many(Notice, made)
        for notice in made:
            if notice.mailing == Mailing.NOW:
                order_mail(told[notice.person_id], at, is_urgent=kind.is_required)
    return made


def _notice(telling: Telling, person: User, instead_of: str) -> Notice:
    with as_told(person):
        words = _said(telling.words)
        if instead_of:
            stands_in = _("You stand in for %(name)s.") % {"name": instead_of}
            words = f"{words} {stands_in}".strip()
        return Notice(
            person_id=person.pk,
            kind=telling.kind,
            title=_said(telling.title)[:300],
            words=words[:500],
            url=telling.url,
        )


def _said(words: Words) -> str:
    return visible(str(words() if callable(words) else words)).strip()


def order_mail(person: User, at: datetime, *, is_urgent: bool = False) -> None:
    """See to it that a person gets what waits for them: soon, or when their quiet time ends."""
    run_at = at
    if not is_urgent:
        run_at = loud_again(queries.routine(person), zone_of(person), at + GATHER)
    key = f"notices.mail:{person.pk}:{'now' if is_urgent else 'soon'}"
    order = Order(MAIL, {"person_id": person.pk}, unique_key=key, run_at=run_at)
    enqueue(by=SYSTEM, order=order, at=at)
