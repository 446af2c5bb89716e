from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import translation

from accord.foundation.accounts.models import User
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal import rows
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.rules import SYSTEM, Actor
from accord.foundation.kernel.text import visible
from accord.foundation.notices import queries
from accord.foundation.notices.kinds import kinds
from accord.foundation.notices.models import Mailing, Notice
from accord.foundation.notices.times import loud_again, zone_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise | Callable[[], str]
else:
    Words = str

MAIL = "notices.mail"
# Mails at once wait this long, so that what happens together arrives together.
GATHER = timedelta(seconds=60)


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
    subject: models.Model | None = None,
) -> list[Notice]:  # fmt: skip
    """Tell people, by id, in the caller's transaction; gives the notices that came of it.

    Who did it is not told, nor are closed accounts. Of somebody who is away the deputy is told too.
    """
    kind = kinds[telling.kind]
    wanted = dict.fromkeys(key for key in to if key is not None)
    if not kind.tells_self:
        wanted.pop(by.pk, None)
    deputies = {} if kind.is_personal else queries.deputies(wanted, at.date())
    everybody = [*wanted, *(key for key in deputies.values() if key not in wanted)]
    people = User.objects.filter(pk__in=everybody, is_active=True, is_service=False)
    told = {person.pk: person for person in people if telling.may_see(person)}
    channels = queries.preferences(told, kind)
    instead_of = {deputy: away for away, deputy in deputies.items() if deputy not in wanted}
    made = []
    for key in [key for key in everybody if key in told]:
        notice = _notice(telling, told[key], by, at)
        notice.for_id = instead_of.get(key)
        notice.is_in_app = channels[key].is_in_app
        notice.mailing = channels[key].mailing
        if subject is not None:
            notice.subject_type = subject._meta.label_lower  # noqa: SLF001
            notice.subject_id = subject.pk
        made.append(notice)
    made = [notice for notice in made if notice.is_in_app or notice.mailing != Mailing.OFF]
    with writing():
        rows.insert_many(Notice, made)
        for notice in made:
            if notice.mailing == Mailing.NOW:
                order_mail(told[notice.person_id], at, is_urgent=kind.is_required)
    return made


def _notice(telling: Telling, person: User, by: Actor, at: datetime) -> Notice:
    with translation.override(person.language or settings.LANGUAGE_CODE):
        return Notice(
            person_id=person.pk,
            by_id=by.pk,
            kind=telling.kind,
            title=_said(telling.title)[:300],
            words=_said(telling.words)[:500],
            url=telling.url,
            told_at=at,
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
