"""Incidents: in order, one with its readings, what was there before it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accord.features.conduct.models import CardUse, Debrief, Incident, Pin, SecondReading
from accord.features.conduct.queries._seen import visible_to
from accord.features.conduct.states import Level, Side
from accord.features.engagement.models import Interaction
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.models import User
from accord.methods.teamwork import abuse_level


def in_order(user: Any, which: str = "") -> QuerySet[Incident]:
    """Give incidents newest first; ``which`` "open" or "mine" narrows."""
    found = visible_to(user).order_by("-happened_at", "-pk")
    if which == "open":
        return found.filter(level__isnull=True)
    return found.filter(handler_id=user.pk) if which == "mine" else found


def concerning(user: Any) -> QuerySet[Incident]:
    """Give those that are about this person's own conduct, newest first."""
    found = Incident.objects.filter(person_id=user.pk, side=Side.OURS)
    found = found.select_related("talk", "party", "person", "hearing")
    return found.order_by("-happened_at", "-pk")


def of_talk(user: Any, talk: Interaction) -> list[Incident]:
    return list(visible_to(user).filter(talk=talk).order_by("pk"))


def rubric_level(markers: Iterable[str], *, accommodation: bool, is_repeat: bool) -> int:
    """Give the level that the rubric comes to; what was asked for as accommodation never counts."""
    seen: dict[str, Any] = dict.fromkeys(markers, True)
    answer = abuse_level(
        **seen, accommodation_request=accommodation, repeat_after_warning=is_repeat
    )
    return answer.value or Level.LEGITIMATE


def was_warned(party: Party, before: datetime) -> bool:
    """Tell whether they were warned before, so that a repeat may count."""
    found = Incident.objects.filter(party=party, side=Side.THEIRS, response="warn")
    return found.filter(decided_at__lt=before).exists()


def readings_of(incident: Incident) -> list[SecondReading]:
    found = SecondReading.objects.filter(incident=incident).select_related("reader", "task")
    return list(found.order_by("pk"))


def reading_of(user: Any, incident: Incident) -> SecondReading | None:
    """Give what this person was asked to read and has not answered."""
    found = SecondReading.objects.filter(incident=incident, reader_id=user.pk, read_at=None)
    return found.select_related("incident__party", "incident__person", "task").first()


def to_read(user: Any) -> frozenset[int]:
    """Give the keys of what this person was asked to read and has not yet."""
    found = SecondReading.objects.filter(reader_id=user.pk, read_at=None)
    return frozenset(found.values_list("incident_id", flat=True))


def sees(person: User, party: Party) -> bool:
    return parties_visible_to(person).filter(pk=party.pk).exists()


def carries(incident: Incident) -> bool:
    """Tell whether an arrangement may rest on it: a pattern, or level 3 that two people found."""
    if incident.side != Side.THEIRS or incident.level is None:
        return False
    if incident.patterns:
        return True
    agreed = SecondReading.objects.filter(incident=incident, level__gte=Level.ABUSIVE)
    return incident.level >= Level.ABUSIVE and agreed.exists()


def debrief_of(user: Any, incident: Incident) -> Debrief | None:
    return Debrief.objects.filter(incident=incident, person_id=user.pk).first()


def debriefs_of(user: Any) -> QuerySet[Debrief]:
    """Give one's own debriefs, newest first."""
    found = Debrief.objects.filter(person_id=user.pk).select_related("incident__talk", "task")
    return found.order_by("-offered_at", "-pk")


def cards_at(user: Any, talk: Interaction) -> list[CardUse]:
    """Give the cards that this person put to a talk."""
    return list(CardUse.objects.filter(talk=talk, by_id=user.pk).order_by("pk"))


def pins_at(talk: Interaction) -> list[Pin]:
    return list(Pin.objects.filter(talk=talk).select_related("talk").order_by("pk"))


def agreement(user: Any) -> tuple[int, int]:
    """Count the second readings answered, and those that found the level that was decided."""
    mine = visible_to(user).filter(pk=OuterRef("incident_id"), level__isnull=False)
    read = SecondReading.objects.filter(Exists(mine), level__isnull=False)
    pairs = list(read.values_list("level", "incident__level"))
    return len(pairs), sum(one == other for one, other in pairs)
