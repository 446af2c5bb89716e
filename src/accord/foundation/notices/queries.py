"""What somebody was told and has not read, and how they want to be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import stand_ins
from accord.foundation.kernel.rules import SYSTEM, Actor
from accord.foundation.notices.kinds import NoticeKind, kinds, sights
from accord.foundation.notices.models import Mailing, Notice, Preference, Routine

MOST = 100
NEWS = timedelta(days=7)
LONGEST_CHAIN = 3


@dataclass(frozen=True)
class Channels:
    """How one person is told of one kind."""

    person_id: int
    kind: NoticeKind
    is_in_app: bool
    mailing: str


def visible_to(user: Any) -> QuerySet[Notice]:
    """Give a person's own notices, newest first."""
    return Notice.objects.filter(person_id=user.pk, is_in_app=True).order_by("-id")


def unread(user: Any) -> QuerySet[Notice]:
    return visible_to(user).filter(read_at=None)


def unread_of(user: Any, kinds_of: Iterable[str], limit: int) -> list[Notice]:
    """Give the newest unread notices of some kinds."""
    return veiled(user, list(unread(user).filter(kind__in=list(kinds_of))[:limit]))


def still_seen(person: User, notices: Sequence[Notice]) -> list[Notice]:
    """Give those whose person may see by now what they are about; asked once for each sort."""
    keys: dict[str, set[int]] = {}
    for notice in notices:
        if notice.subject_type in sights and notice.subject_id is not None:
            keys.setdefault(notice.subject_type, set()).add(notice.subject_id)
    seen = {name: sights[name](person, found) for name, found in keys.items()}
    return [
        one for one in notices
        if one.subject_type not in seen or one.subject_id in seen[one.subject_type]
    ]  # fmt: skip


def veiled(person: User, notices: Sequence[Notice]) -> list[Notice]:
    """Give notices to be shown: of what their person may see no more, only that there was one."""
    seen = {one.pk for one in still_seen(person, notices)}
    for one in notices:
        if one.pk not in seen:
            one.title, one.words, one.url = _("You may no longer see what this was about."), "", ""
    return list(notices)


def unread_count(user: Any) -> int:
    """How many notices are unread, counted up to 100: cheap enough to be asked all the time."""
    return unread(user).order_by()[:MOST].count()


def channels(person: User) -> list[Channels]:
    """How a person is told of each kind there is, in the order of the registry."""
    chosen = {row.kind: row for row in Preference.objects.filter(person=person)}
    return [_channels(person.pk, kind, chosen.get(kind.key)) for kind in kinds]


def _channels(person_id: int, kind: NoticeKind, chosen: Preference | None) -> Channels:
    if chosen is None or kind.is_required:
        return Channels(person_id, kind, kind.is_in_app, kind.mailing)
    return Channels(person_id, kind, chosen.is_in_app, chosen.mailing)


def preferences(people: Iterable[int], kind: NoticeKind) -> list[Channels]:
    """How each of ``people`` is told of one kind, in their order."""
    keys = list(people)
    found = Preference.objects.filter(person_id__in=keys, kind=kind.key)
    chosen = {row.person_id: row for row in found}
    return [_channels(key, kind, chosen.get(key)) for key in keys]


def routine(person: User) -> Routine:
    """Give a person's routine; an unsaved one with the defaults if they never chose."""
    return Routine.objects.filter(person=person).first() or Routine(person=person)


def deputies(people: Iterable[int], on: date) -> dict[int, int]:
    """Map who of ``people`` is away to who stands in, and is not away in turn."""
    away = stand_ins(on)
    found: dict[int, int] = {}
    for person in people:
        deputy, steps = away.get(person), 0
        while deputy in away and steps < LONGEST_CHAIN:
            deputy, steps = away[deputy], steps + 1
        if deputy is not None and deputy != person:
            found[person] = deputy
    return found


def to_mail(mailing: str = Mailing.NOW) -> QuerySet[Notice]:
    """Give what waits to be mailed and was not read meanwhile, oldest first."""
    waiting = Notice.objects.filter(mailing=mailing, mailed_at=None, read_at=None)
    return waiting.order_by("id")


def is_news(happened_at: datetime, at: datetime) -> bool:
    """Tell whether people should still hear of it: not of a past that was only now written down."""
    return at - happened_at < NEWS


def actor(by_id: int | None) -> Actor:
    """Give who did what an event tells: that person, or the installation itself."""
    if by_id is None:
        return SYSTEM
    return User.objects.filter(pk=by_id).first() or SYSTEM
