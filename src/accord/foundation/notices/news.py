"""Mails of notices: written when they are sent, of what their reader may see by then."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.foundation.accounts.models import User
from accord.foundation.mail.letters import Item, Letter, Section
from accord.foundation.notices import queries
from accord.foundation.notices.kinds import digest_parts, kinds
from accord.foundation.notices.models import Notice
from accord.foundation.notices.times import as_told

NOW, DIGEST = "notices.now", "notices.digest"
MOST_LINES = 50


def subject(person: User, recipe: str, notices: Sequence[Notice]) -> str:
    """Name such a mail in lists of mails, without a word of what it tells."""
    with as_told(person):
        return _("Your digest") if recipe == DIGEST else _counted(len(notices))


def of_now(person: User, notices: Sequence[Notice]) -> Letter | None:
    """Write of what waited, in its reader's language; None when they may see nothing of it."""
    seen = queries.still_seen(person, notices)
    if not seen:
        return None
    with as_told(person):
        return _one(seen[0]) if len(seen) == 1 else _several(seen)


def of_digest(person: User, notices: Sequence[Notice], at: datetime) -> Letter | None:
    """Write the digest of a moment, with what others add; None when there is nothing to tell."""
    with as_told(person):
        parts = [part(person, at) for part in digest_parts]
        found = _sections(queries.still_seen(person, notices))
        sections = (*found, *(part for part in parts if part is not None))
        if not sections:
            return None
        return Letter(_("Your digest"), sections=sections, closing=_how_to_change())


def _now(args: dict[str, Any]) -> Letter | None:
    person, notices = _told(args)
    return None if person is None else of_now(person, notices)


def _digest(args: dict[str, Any]) -> Letter | None:
    person, notices = _told(args)
    at = datetime.fromisoformat(args["at"])
    return None if person is None else of_digest(person, notices, at)


def _told(args: dict[str, Any]) -> tuple[User | None, list[Notice]]:
    person = User.objects.filter(pk=args["person_id"], is_active=True).first()
    return person, list(Notice.objects.filter(pk__in=args["notices"]).order_by("id"))


def _one(notice: Notice) -> Letter:
    return Letter(
        notice.title,
        paragraphs=(notice.words,) if notice.words else (),
        button=(_("Open"), _absolute(notice.url)) if notice.url else None,
        closing=_how_to_change(),
    )


def _several(notices: list[Notice]) -> Letter:
    return Letter(
        _counted(len(notices)), sections=tuple(_sections(notices)), closing=_how_to_change()
    )


def _counted(count: int) -> str:
    return ngettext("%(count)s notice", "%(count)s notices", count) % {"count": count}


def _sections(notices: list[Notice]) -> list[Section]:
    by_kind: dict[str, list[Notice]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    return [_section(key, found) for key, found in by_kind.items()]


def _section(key: str, notices: list[Notice]) -> Section:
    kind = kinds.get(key)
    items = [
        Item(notice.title, _absolute(notice.url), notice.words) for notice in notices[-MOST_LINES:]
    ]
    more = len(notices) - len(items)
    if more:
        words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        items.append(Item(words))
    return Section(str(kind.label) if kind else key, tuple(items))


def _how_to_change() -> str:
    return _("In your preferences you choose what you are told, and when.")


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path


RECIPES = {NOW: _now, DIGEST: _digest}
