"""Colleagues named behind an @ in somebody's words: they are told, where they may read them."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues, names_of
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.kernel.text import fold
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.models import Notice
from accord.foundation.notices.queries import actor

MENTIONED, UNSEEN = "notices.mentioned", "notices.mention-unseen"
MOST = 20  # in one text
_BEHIND = re.compile(r"(?<![\w@])@(?=\w)")
_FIRST = re.compile(r"[\u3400-\u9fff]|[\w’'-]+")  # a name in Han has no space behind it
_HAN = re.compile(r"[\u3400-\u9fff]$")


def colleagues_in(text: str) -> list[User]:
    """Give the colleagues whose whole name stands behind an @ in ``text``, in its order.

    Of two names of which one begins the other, the longer counts.
    """
    starts = [found.end() for found in _BEHIND.finditer(text)][:MOST]
    if not starts:
        return []
    firsts = {word[0] for start in starts if (word := _FIRST.match(text, start))}
    asked = Q(pk__in=())
    for first in firsts:
        asked |= Q(name__istartswith=first)
    known = sorted(colleagues().filter(asked), key=lambda one: -len(one.name))
    found: dict[int, User] = {}
    for start in starts:
        behind = fold(text[start:])
        one = next((one for one in known if _begins(behind, fold(one.name))), None)
        if one is not None:
            found.setdefault(one.pk, one)
    return list(found.values())


def _begins(text: str, name: str) -> bool:
    ends = _HAN.search(name) is not None or not text[len(name) : len(name) + 1].isalnum()
    return text.startswith(name) and ends


def has_mention(text: str) -> bool:
    return _BEHIND.search(text) is not None


def tell_mentioned(  # noqa: PLR0913 -- one word for each thing that is told
    *, by_id: int | None, text: str, title: Callable[[str], str], url: str, at: datetime,
    may_see: Callable[[User], bool], subject: models.Model,
) -> None:  # fmt: skip
    """Tell those named in ``text``, each once a subject; its author, who of them may not see it.

    ``title`` is of the author's name, in the language of whoever is told.
    """
    named = [one for one in colleagues_in(text) if one.pk != by_id]
    told = _told_before(named, subject)
    named = [one for one in named if one.pk not in told]
    if not named:
        return
    author = names_of([by_id]).get(by_id or 0, "") if by_id else ""
    telling = Telling(
        kind=MENTIONED, title=lambda: title(author or _("The system")), words=text, url=url,
        may_see=may_see,
    )  # fmt: skip
    notify(by=actor(by_id), to=[one.pk for one in named], telling=telling, at=at, subject=subject)
    unseen = [one.name for one in named if not may_see(one)]
    if unseen and by_id is not None:
        notify(
            by=SYSTEM, to=[by_id], at=at, subject=subject,
            telling=Telling(kind=UNSEEN, title=lambda: _untold(unseen), url=url),
        )  # fmt: skip


def _told_before(named: Sequence[User], subject: models.Model) -> set[int]:
    label = subject._meta.label_lower  # noqa: SLF001
    found = Notice.objects.filter(
        kind=MENTIONED, person_id__in=[one.pk for one in named], subject_type=label,
        subject_id=subject.pk,
    )  # fmt: skip
    return set(found.values_list("person_id", flat=True))


def _untold(names: Sequence[str]) -> str:
    return _("Not told, for they may not see it: %(names)s.") % {"names": ", ".join(names)}
