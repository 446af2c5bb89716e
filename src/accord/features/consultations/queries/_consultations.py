from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accord.features.consultations.models import (
    Answer,
    Commitment,
    Consultation,
    Consulted,
    Impact,
    Option,
    Response,
)
from accord.features.consultations.states import State
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import stakes_visible_to
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible
from accord.foundation.accounts.reach import points_at, reach_of


def visible_to(user: Any) -> QuerySet[Consultation]:
    """Give the consultations on initiatives that one may see."""
    found = Consultation.objects.filter(initiative__in=initiatives_visible_to(user))
    return found.select_related("initiative", "owner", "chosen", "decision", "decided_by")


def in_order(user: Any, state: str = "") -> QuerySet[Consultation]:
    found = visible_to(user).order_by("-made_at", "-pk")
    return found.filter(state=state) if state in State.values else found


def of_initiative(initiative: Initiative) -> QuerySet[Consultation]:
    return Consultation.objects.filter(initiative=initiative).order_by("-made_at", "-pk")


def due_between(
    user: Any, people: Sequence[int], start: datetime, end: datetime
) -> list[tuple[Consultation, str, datetime]]:
    """Give what ``people`` open and close in a stretch of time, with the moment."""
    found: list[tuple[Consultation, str, datetime]] = []
    for one in visible_to(user).filter(owner__in=people, closes_at__gte=start):
        for what, moment in (("opens", one.opens_at), ("closes", one.closes_at)):
            if moment is not None and start <= moment < end:
                found.append((one, what, moment))
    return found


def unfinished(user: Any, people: Sequence[int]) -> QuerySet[Consultation]:
    """Give what ``people`` run and nobody has ended."""
    found = visible_to(user).filter(owner__in=people, state__in=[State.OPEN, State.CLOSED])
    return found.order_by("closes_at", "pk")


def past_close(at: datetime) -> QuerySet[Consultation]:
    return Consultation.objects.filter(state=State.OPEN, closes_at__lte=at).order_by("pk")


def by_token(token: str) -> Consultation | None:
    """Find a consultation by its public address; a draft is nobody's to find."""
    found = Consultation.objects.filter(token=token).exclude(state=State.DRAFT)
    return found.select_related("initiative", "chosen").first()


def consulted_by_token(token: str) -> Consulted | None:
    """Find who was given a link of their own."""
    found = Consulted.objects.filter(token=token).exclude(consultation__state=State.DRAFT)
    return found.select_related("party", "consultation__initiative", "consultation__chosen").first()


def listed() -> QuerySet[Consultation]:
    """Give what stands on the public list: what can be answered first, then the newest."""
    found = Consultation.objects.filter(is_listed=True).exclude(state=State.DRAFT)
    return found.order_by("-closes_at", "-pk")


def options_of(consultation: Consultation) -> list[Option]:
    return list(Option.objects.filter(consultation=consultation).order_by("pk"))


def options_visible_to(user: Any) -> QuerySet[Option]:
    found = Option.objects.filter(consultation__in=visible_to(user))
    return found.select_related("consultation__initiative")


def impacts_visible_to(user: Any) -> QuerySet[Impact]:
    found = Impact.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "option__consultation__initiative").order_by("pk")


def asked_visible_to(user: Any) -> QuerySet[Consulted]:
    found = Consulted.objects.filter(party_visible(reach_of(user), "party"))
    found = found.select_related("party", "told_by", "consultation__initiative")
    return found.order_by("party__sort_key", "pk")


def answers_visible_to(user: Any) -> QuerySet[Answer]:
    """Give the answers of parties that one may see, and those that are nobody's yet."""
    whose = Q(party=None) | Q(party_visible(reach_of(user), "party"))
    found = Answer.objects.filter(whose, consultation__in=visible_to(user))
    return found.select_related("party", "entered_by", "consultation__initiative")


def answers_of(user: Any, consultation: Consultation) -> QuerySet[Answer]:
    return answers_visible_to(user).filter(consultation=consultation).order_by("said_at", "pk")


def answer_of(one: Consulted) -> Answer | None:
    """Give what a party said by its own link."""
    found = Answer.objects.filter(consultation=one.consultation_id, party=one.party_id, via="link")
    return found.order_by("-pk").first()


def stances_of(answer: Answer) -> dict[int, str]:
    """Give what an answer says to each option, by the option's key."""
    return dict(answer.stances.values_list("option_id", "view"))


def responses_of(consultation: Consultation) -> list[Response]:
    found = Response.objects.filter(consultation=consultation).order_by("pk")
    return list(found.select_related("promise").prefetch_related("voices"))


def responses_visible_to(user: Any) -> QuerySet[Response]:
    found = Response.objects.filter(consultation__in=visible_to(user))
    return found.select_related("consultation__initiative")


def commitments_of(user: Any, consultation: Consultation) -> list[Commitment]:
    """Give what both sides promised in it, as far as one may see it."""
    found = Commitment.objects.filter(
        points_at(promises_visible_to(user), "promise"), consultation=consultation
    )
    return list(found.select_related("promise__party", "promise__owner").order_by("pk"))


def to_be_asked(user: Any, consultation: Consultation) -> QuerySet[Party]:
    """Give those with a stake in the initiative whom nobody has asked, as far as one sees them."""
    there = Consulted.objects.filter(consultation=consultation).exclude(asked_at=None)
    held = stakes_visible_to(user).filter(initiative=consultation.initiative_id, ended_at=None)
    found = Party.objects.filter(pk__in=held.values("party"), is_active=True)
    return found.exclude(pk__in=there.values("party")).order_by("sort_key", "pk")
