"""Whom a letter is for that begins with a record of any kind; never any of the record's words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries import homes_of, took_part
from accord.features.correspondence.queries import visible_to as mails_visible_to
from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.escalations.queries import visible_to as escalations_visible_to
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.keyplans.queries import visible_to as plans_visible_to
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.tasks.queries import visible_to as tasks_visible_to

MOST = 20


@dataclass(frozen=True)
class Origin:
    """Whom the letter is for, and the mail that it answers, if it does.

    ``is_shared`` says that all of them were in that mail: of no other do they read a subject.
    """

    ref: str
    parties: tuple[Party, ...] = ()
    answers: Message | None = None
    is_shared: bool = False

    @property
    def subject(self) -> str:
        """Give the subject of an answer; a letter of its own says itself what it is about."""
        if self.answers is None or not self.is_shared:
            return ""
        words = self.answers.subject
        return words if words.lower().startswith("re:") else f"Re: {words}"[:200]


# Records of these kinds are each about one party.
_ABOUT_ONE: dict[str, Callable[[Any], Any]] = {
    "P": promises_visible_to, "N": needs_visible_to, "T": tasks_visible_to,
    "E": escalations_visible_to, "R": plans_visible_to,
}  # fmt: skip


def origin_of(user: Any, ref: str) -> Origin | None:
    """Find the record that a letter begins with, as far as ``user`` may see it."""
    if "\x00" in ref:
        return None
    kind = ref.partition("-")[0]
    if kind in _ABOUT_ONE:
        found = _ABOUT_ONE[kind](user).filter(ref=ref).first()
        return None if found is None else Origin(ref, _seen(user, [found.party_id]))
    read = {"S": _party, "K": _talk, "M": _mail, "V": _initiative}.get(kind)
    return read(user, ref) if read else None


def _seen(user: Any, keys: list[int | None]) -> tuple[Party, ...]:
    return tuple(parties_visible_to(user).filter(pk__in=[key for key in keys if key]))


def _party(user: Any, ref: str) -> Origin | None:
    found = parties_visible_to(user).filter(ref=ref).first()
    return None if found is None else Origin(ref, (found,))


def _talk(user: Any, ref: str) -> Origin | None:
    talk = talks_visible_to(user).filter(ref=ref).first()
    return None if talk is None else Origin(ref, tuple(parties_of(user, talk)[:MOST]))


def _mail(user: Any, ref: str) -> Origin | None:
    mail = mails_visible_to(user).filter(ref=ref).select_related("interaction", "arrival").first()
    if mail is None:
        return None
    parties = tuple(homes_of(user, mail)[:MOST])
    keys = [party.pk for party in parties]
    return Origin(ref, parties, mail, is_shared=took_part(mail, keys) == set(keys))


def _initiative(user: Any, ref: str) -> Origin | None:
    return Origin(ref) if initiatives_visible_to(user).filter(ref=ref).exists() else None
