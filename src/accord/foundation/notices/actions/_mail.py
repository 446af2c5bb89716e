"""From notices to mails: those to be told at once, and the digests."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.jobs.context import Context
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.actions import Draft, post
from accord.foundation.mail.models import OutMail
from accord.foundation.notices import news, queries
from accord.foundation.notices.actions._tell import order_mail
from accord.foundation.notices.models import Digested, Mailing, Notice
from accord.foundation.notices.news import DIGEST, NOW
from accord.foundation.notices.times import last_digest, zone_of

SENT = (NOW, DIGEST)
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
    if person is not None and waiting and queries.still_seen(person, waiting):
        _post(person, NOW, waiting, at)
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
        is_news = news.of_digest(person, waiting, at) is not None
        if is_news:
            _post(person, DIGEST, waiting, at)
        _mark(waiting, at)
    return 1 if is_news else 0


def _locked(person_id: int, mailing: str) -> list[Notice]:
    waiting = queries.to_mail(mailing).filter(person_id=person_id)
    if connection.features.has_select_for_update:
        waiting = waiting.select_for_update()
    return list(waiting)


def _mark(notices: list[Notice], at: datetime) -> None:
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)


def _post(person: User, recipe: str, notices: list[Notice], at: datetime) -> None:
    keys = [notice.pk for notice in notices]
    draft = Draft(
        kind=recipe, to=person.email, to_name=person.name, person_id=person.pk,
        language=person.language or settings.LANGUAGE_CODE, recipe=recipe,
        recipe_args={"person_id": person.pk, "notices": keys, "at": at.isoformat()},
        subject=news.subject(person, recipe, notices),
    )  # fmt: skip
    post(by=SYSTEM, draft=draft, at=at)


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
