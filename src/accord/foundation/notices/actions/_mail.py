"""From notices to mails: those to be told at once, and the digests."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.foundation.accounts.models import User
from accord.foundation.jobs.context import Context
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.actions import Draft, post_letter
from accord.foundation.mail.letters import Item, Letter, Section
from accord.foundation.mail.models import OutMail
from accord.foundation.notices import queries
from accord.foundation.notices.actions._tell import order_mail
from accord.foundation.notices.kinds import digest_parts, kinds
from accord.foundation.notices.models import Digested, Mailing, Notice
from accord.foundation.notices.times import as_told, last_digest, zone_of

NOW, DIGEST = "notices.now", "notices.digest"
SENT = (NOW, DIGEST)
MOST_LINES = 50
KEPT_FOR = timedelta(days=180)
ABSURD = timedelta(days=1)  # ahead: no digest is marked as sent before its hour


def mail(ctx: Context, *, person_id: int) -> None:
    """Send one person, in one mail, what waits for them and is unread. Part of one transaction.

    What was hidden from them meanwhile counts as mailed: it is not told once it is open again.
    """
    del ctx
    at = clock.now()
    person = User.objects.filter(pk=person_id, is_active=True).first()
    waiting = _locked(person_id, Mailing.NOW)
    if person is not None and waiting and (seen := queries.still_seen(person, waiting)):
        with as_told(person):
            letter = _one(seen[0]) if len(seen) == 1 else _several(seen)
        _post(person, NOW, letter, at)
    _mark(waiting, at)


def send_digests(*, at: datetime) -> int:
    """Send each person whose hour has come their digest; gives how many there were."""
    people = User.objects.filter(is_active=True, is_service=False)
    return sum(_digest(person, at) for person in people.order_by("id").iterator())


def _digest(person: User, at: datetime) -> int:
    due = last_digest(queries.routine(person), zone_of(person), at)
    if due is None:
        return 0
    with writing():
        known = Digested.objects.select_for_update().filter(pk=person.pk).first()
        if known is None or known.due_at - at > ABSURD:
            # The first digest is the one after somebody came, or a wrong clock was put right.
            Digested.objects.update_or_create(pk=person.pk, defaults={"due_at": due})
            return 0
        if known.due_at >= due:
            return 0
        Digested.objects.filter(pk=person.pk).update(due_at=due)
        waiting = _locked(person.pk, Mailing.DIGEST)
        with as_told(person):
            parts = [part(person, at) for part in digest_parts]
            seen = queries.still_seen(person, waiting)
            sections = [*_sections(seen), *(part for part in parts if part is not None)]
            letter = Letter(_("Your digest"), sections=tuple(sections), closing=_how_to_change())
        if sections:
            _post(person, DIGEST, letter, at)
        _mark(waiting, at)
    return 1 if sections else 0


def _locked(person_id: int, mailing: str) -> list[Notice]:
    waiting = queries.to_mail(mailing).filter(person_id=person_id)
    if connection.features.has_select_for_update:
        waiting = waiting.select_for_update()
    return list(waiting)


def _mark(notices: list[Notice], at: datetime) -> None:
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)


def _one(notice: Notice) -> Letter:
    return Letter(
        notice.title,
        paragraphs=(notice.words,) if notice.words else (),
        button=(_("Open"), _absolute(notice.url)) if notice.url else None,
        closing=_how_to_change(),
    )


def _several(notices: list[Notice]) -> Letter:
    count = len(notices)
    subject = ngettext("%(count)s notice", "%(count)s notices", count) % {"count": count}
    return Letter(subject, sections=tuple(_sections(notices)), closing=_how_to_change())


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


def _post(person: User, kind: str, letter: Letter, at: datetime) -> None:
    draft = Draft(
        kind=kind, to=person.email, to_name=person.name, person_id=person.pk,
        language=person.language or settings.LANGUAGE_CODE,
    )  # fmt: skip
    post_letter(by=SYSTEM, draft=draft, letter=letter, at=at)


def sweep(*, at: datetime) -> None:
    """Order mails for whoever still waits for one, and drop notices of long ago."""
    late = queries.to_mail().filter(told_at__lt=at - timedelta(minutes=10))
    waiting = set(late.values_list("person_id", flat=True))
    for person in User.objects.filter(pk__in=waiting, is_active=True):
        order_mail(person, at)
    with writing():
        Notice.objects.filter(told_at__lt=at - KEPT_FOR).delete()


def why_stays(mail: OutMail, at: datetime) -> str:
    """Say why a mail of notices that waits in the outbox leaves no more: its account was closed."""
    del at
    if (
        mail.kind not in SENT
        or User.objects.filter(pk=mail.person_id or 0, is_active=True).exists()
    ):
        return ""
    return _("This account is closed.")
