"""Who has to hear of the outcome, and who has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accord.features.consultations.models import Answer, Consultation, Consulted
from accord.features.consultations.queries._consultations import asked_visible_to
from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.letters.queries import addressees_of, sent_as
from accord.features.letters.queries import visible_to as letters_visible_to
from accord.features.letters.states import Copy
from accord.foundation.kernel.references import parse, reference
from accord.foundation.mail.models import OutMail
from accord.foundation.mail.models import State as Mailed

LATELY = timedelta(days=30)  # longer no mail waits to leave
NOT_SENT = (Mailed.DEAD, Mailed.KEPT, Mailed.DROPPED)


@dataclass(frozen=True)
class ToldList:
    """Those one may see, and how many there are in all; ``nobodys`` are answers without a party."""

    rows: list[Consulted]
    told: int
    excused: int
    untold: int
    nobodys: int
    hidden: int

    @property
    def is_whole(self) -> bool:
        return not (self.untold or self.nobodys)


def told_list(user: Any, consultation: Consultation) -> ToldList:
    """Give everybody who was asked or answered. Who is hidden counts, and is not named."""
    every = list(
        Consulted.objects.filter(consultation=consultation).values_list("told_at", "excuse")
    )
    told = sum(1 for told_at, _excuse in every if told_at)
    excused = sum(1 for _told_at, excuse in every if excuse)
    rows = list(asked_visible_to(user).filter(consultation=consultation))
    return ToldList(
        rows, told, excused, len(every) - told - excused, nobodys(consultation),
        len(every) - len(rows),
    )  # fmt: skip


def nobodys(consultation: Consultation) -> int:
    """Count the answers of which nobody has said whose they are, nor set them aside."""
    return Answer.objects.filter(consultation=consultation, party=None, aside="").count()


def untold(user: Any, consultation: Consultation) -> list[Consulted]:
    found = asked_visible_to(user).filter(consultation=consultation, told_at=None, excuse="")
    return list(found)


def told_by(message_id: str) -> list[Consulted]:
    """Give who was told by a mail of that name: by one of a consultation, or by a letter's copy."""
    if not message_id:
        return []
    found = Q(told_by_mail=message_id)
    copy = sent_as(message_id)
    if copy is not None:
        found |= Q(told_ref=copy.letter.ref, party=copy.party_id)
    return list(_told().filter(found).order_by("pk"))


def refused(at: datetime) -> list[tuple[Consulted, str]]:
    """Give who should have been told by a mail that did not leave after all, and why it did not."""
    lately = _told().filter(told_at__gt=at - LATELY).exclude(told_by_mail="")
    rows = {row.told_by_mail: row for row in lately}
    mails = OutMail.objects.filter(
        message_id__in=[f"<{name}>" for name in rows], state__in=NOT_SENT
    )
    return [(rows[mail.message_id.strip("<>")], mail.error) for mail in mails.order_by("pk")]


def _told() -> QuerySet[Consulted]:
    found = Consulted.objects.filter(told_at__isnull=False)
    return found.select_related("party", "consultation__initiative")


def reached_by(user: Any, text: str) -> tuple[str, Collection[int]] | None:
    """Find a talk or a letter that was sent, by reference, with the parties that it reached."""
    found = parse(text)
    if found is None:
        return None
    ref = reference(*found)
    if found[0] == "K":
        talk = talks_visible_to(user).filter(ref=ref).first()
        return (ref, {one.pk for one in parties_of(user, talk)}) if talk else None
    if found[0] == "W":
        letter = letters_visible_to(user).filter(ref=ref).first()
        rows = addressees_of(letter) if letter else []
        sent = {row.party_id for row in rows if row.state == Copy.SENT}
        return (ref, sent) if letter else None
    return None
