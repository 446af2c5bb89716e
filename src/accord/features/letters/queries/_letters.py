from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from accord.features.correspondence.queries import names_known_to
from accord.features.engagement.queries import FoundPromise, read
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.letters.models import Addressee, Letter, Manner
from accord.features.letters.states import ENDED, UNDERWAY, Copy, State
from accord.features.promises.states import Side
from accord.features.stakeholders.queries import names_seen
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.days import day_of
from accord.foundation.mail.models import OutMail
from accord.foundation.mail.models import State as Sent

MAIL = "letter"
MOST_AT_ONCE = 500


def visible_to(user: Any) -> QuerySet[Letter]:
    """Give one's own letters, those one is asked to read, and those that were filed for one."""
    reach = reach_of(user)
    letters = Letter.objects.select_related(
        "author", "sender", "reader", "message", "answers", "talk"
    )
    if reach.person_id is None and reach.everything:
        return letters
    filed = talks_visible_to(user).filter(pk=OuterRef("message__interaction_id"))
    posted = talks_visible_to(user).filter(pk=OuterRef("talk_id"))
    asked = Q(reader_id=reach.person_id) & ~Q(state=State.DRAFT)
    return letters.filter(Q(author_id=reach.person_id) | asked | Exists(filed) | Exists(posted))


def to_read(user: Any) -> QuerySet[Letter]:
    """Give the letters that wait for ``user`` to agree to them."""
    found = visible_to(user).filter(reader=user.pk, state=State.HELD, agreed_at__isnull=True)
    return found.order_by("-pk")


def in_order(user: Any, which: str = "") -> QuerySet[Letter]:
    """Give one's drafts; ``which`` gives what waits, what one is to read, or all that was sent."""
    found = visible_to(user).order_by("-pk")
    if which == "read":
        return to_read(user)
    if which == "sent":
        return found.filter(state__in=ENDED)
    mine = found.filter(author=user.pk)
    return mine.filter(state__in=UNDERWAY if which == "waiting" else (State.DRAFT,))


def addressees_of(letter: Letter) -> list[Addressee]:
    found = Addressee.objects.filter(letter=letter).select_related("party").order_by("pk")
    return list(found)


def known_names(letter: Letter, rows: Sequence[Addressee]) -> dict[int, list[str]]:
    """Give by party the Message-IDs, of the conversation a letter is in, that it has seen."""
    keys = [row.party_id for row in rows]
    if letter.answers is None:
        return {key: [] for key in keys}
    return names_known_to(letter.answers, keys)


def manner() -> Manner:
    """Give how letters leave here; what nobody set is as we think best."""
    return Manner.objects.order_by("-pk").first() or Manner()


def due(at: datetime) -> QuerySet[Letter]:
    """Give what is to leave by now."""
    there = Letter.objects.filter(state__in=(State.WAITING, State.HELD), send_at__lte=at)
    return there.order_by("send_at", "pk")[:MOST_AT_ONCE]


def unsettled() -> QuerySet[Letter]:
    """Give what left and is not known to have arrived, and what failed but was sent since."""
    sent = OutMail.objects.filter(kind=MAIL, state=Sent.SENT, message_id=OuterRef("mail_name"))
    failed = Addressee.objects.filter(letter=OuterRef("pk"), state=Copy.FAILED)
    named = failed.exclude(message_id="").annotate(
        mail_name=Concat(Value("<"), "message_id", Value(">"))
    )
    late = Q(state=State.FAILED) & Exists(named.filter(Exists(sent)))
    return Letter.objects.filter(Q(state=State.LEAVING) | late).order_by("pk")[:MOST_AT_ONCE]


def mails_of(rows: Sequence[Addressee]) -> dict[str, OutMail]:
    """Give the mails of copies as the outbox has them, by their Message-ID without brackets."""
    names = [f"<{row.message_id}>" for row in rows if row.message_id]
    found = OutMail.objects.filter(message_id__in=names, kind=MAIL)
    return {mail.message_id.strip("<>"): mail for mail in found}


def promises_in(letter: Letter, at: datetime) -> list[FoundPromise]:
    """Give what we say in it that we will do."""
    found = read(letter.text, today=day_of(at, settings.HOUSE_TIME_ZONE)).promises
    return [each for each in found if each.side == Side.WE]


def sent_as(message_id: str) -> Addressee | None:
    """Give the copy that left under a Message-ID, without brackets."""
    if not message_id:
        return None
    found = Addressee.objects.filter(message_id=message_id)
    return found.select_related("letter", "party").first()


def names_seen_of(user: Any, rows: Sequence[Addressee]) -> dict[int, str]:
    """Give the names of those a letter is for, as far as ``user`` may see them."""
    return names_seen(user, [row.party_id for row in rows])


def names_for(user: Any, letters: Sequence[Letter]) -> dict[int, list[str]]:
    """Give for each letter the names of those it is for, as far as ``user`` may see them."""
    rows = list(Addressee.objects.filter(letter__in=letters).order_by("letter_id", "pk"))
    names = names_seen_of(user, rows)
    found: dict[int, list[str]] = {letter.pk: [] for letter in letters}
    for row in rows:
        if row.party_id in names:
            found[row.letter_id].append(names[row.party_id])
    return found
