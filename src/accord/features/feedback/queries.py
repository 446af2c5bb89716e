from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.feedback.models import Fact, Feedback, Restatement
from accord.features.feedback.states import LINK_LIFE, State
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving, party_visible
from accord.features.tasks.queries import visible_to as tasks_visible_to
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.mentions import MARK
from accord.foundation.kernel.references import parse, reference

_signer = Signer(salt="accord.feedback", sep=".")


def visible_to(user: Any) -> QuerySet[Feedback]:
    """Give what one wrote, what was given to oneself, and what was given to parties one sees.

    What is for one of ours is between its author and its reader.
    """
    found = Feedback.objects.select_related("party", "person", "author")
    given = ~Q(state=State.DRAFT)
    seen = Q(party__isnull=False) & Q(party_visible(reach_of(user), "party"))
    return found.filter(Q(author_id=user.pk) | given & (Q(person_id=user.pk) | seen))


def in_order(user: Any, which: str = "") -> QuerySet[Feedback]:
    """Give the newest first; ``which`` "mine" is for me to restate, "waiting" for my answer."""
    found = visible_to(user).order_by("-made_at", "-pk")
    if which == "mine":
        return owed_by(user, [user.pk])
    if which == "waiting":
        open_ones = Restatement.objects.filter(is_understood=None).values("feedback_id")
        return found.filter(author_id=user.pk, pk__in=open_ones)
    return found


def owed_by(user: Any, people: Iterable[int]) -> QuerySet[Feedback]:
    """Give what ``people`` still have to say in their own words, as far as ``user`` sees it."""
    answered = Restatement.objects.filter(is_understood=None).values("feedback_id")
    found = visible_to(user).filter(person_id__in=list(people), state=State.GIVEN)
    return found.exclude(pk__in=answered).order_by("given_at", "pk")


def facts_of(feedback: Feedback) -> QuerySet[Fact]:
    return Fact.objects.filter(feedback=feedback).order_by("at", "pk")


def facts_visible_to(user: Any) -> QuerySet[Fact]:
    return Fact.objects.filter(feedback__in=visible_to(user)).select_related("feedback")


def restatements_of(feedback: Feedback) -> QuerySet[Restatement]:
    return Restatement.objects.filter(feedback=feedback).order_by("pk")


def open_restatement(feedback: Feedback) -> Restatement | None:
    """Give the one that waits for its author."""
    return restatements_of(feedback).filter(is_understood=None).first()


@dataclass(frozen=True)
class Known:
    """A record that feedback can rest on: since when it is there, and about whom it is."""

    ref: str
    at: datetime
    parties: frozenset[int]


def record_named(user: Any, text: str) -> Known | None:
    """Find a talk, promise, need or task by reference, where one may see it."""
    found = parse(text)
    if found is None:
        return None
    find = _FINDERS.get(found[0])
    return find(user, reference(*found)) if find else None


def _talk(user: Any, ref: str) -> Known | None:
    talk = talks_visible_to(user).filter(ref=ref).first()
    if talk is None:
        return None
    return Known(ref, talk.at, frozenset(one.pk for one in parties_of(user, talk)))


def _promise(user: Any, ref: str) -> Known | None:
    promise = promises_visible_to(user).filter(ref=ref).first()
    return Known(ref, promise.made_at, frozenset({promise.party_id})) if promise else None


def _need(user: Any, ref: str) -> Known | None:
    need = needs_visible_to(user).filter(ref=ref).first()
    return Known(ref, need.heard_at, frozenset({need.party_id})) if need else None


def _task(user: Any, ref: str) -> Known | None:
    task = tasks_visible_to(user).filter(ref=ref).first()
    about = [task.party_id] if task and task.party_id else []
    return Known(ref, task.made_at, frozenset(about)) if task else None


_FINDERS = {"K": _talk, "P": _promise, "N": _need, "T": _task}


def token_of(feedback: Feedback) -> str:
    """Give what the link carries: made from the installation's key, kept nowhere."""
    return _signer.sign(str(feedback.pk))


def link_until(feedback: Feedback) -> datetime | None:
    """Say until when the link works; nothing while it leads nowhere."""
    if feedback.party_id is None or feedback.given_at is None:
        return None
    return feedback.link_until or feedback.given_at + LINK_LIFE


def by_token(token: str) -> Feedback | None:
    """Find what a party was given by its link, in time or not; nothing where it was made up."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    found = Feedback.objects.filter(pk=pk, party__isnull=False).exclude(state=State.DRAFT)
    return found.first()


def _of(party: Party) -> QuerySet[Feedback]:
    return Feedback.objects.filter(party=party)


HELD = {
    "feedback": Held(
        label=_("Feedback they were given"), model=Feedback, order=350, by="made_at",
        becomes=lambda _one, _at: {"title": MARK, "words": MARK},
        seen=lambda user, party: visible_to(user).filter(party=party),
        told={
            "ref": ("ref", _("Reference")), "title": ("title", _("What it is about")),
            "words": ("words", _("What they are told")),
        },
    ),
    "facts": Held(
        label=_("Facts the feedback rests on"), model=Fact, order=351,
        find=lambda party: Fact.objects.filter(feedback__in=_of(party)),
        becomes=lambda _one, _at: {"words": MARK},
        seen=lambda user, party: facts_visible_to(user).filter(feedback__party=party),
        told={"words": ("words", _("What"))},
    ),
    "restatements": Held(
        label=_("How they said feedback in their own words"), model=Restatement, order=352,
        find=lambda party: Restatement.objects.filter(feedback__in=_of(party)),
        becomes=lambda _one, _at: {"name": MARK, "words": MARK, "reply": ""},
        seen=lambda user, party: Restatement.objects.filter(
            feedback__in=visible_to(user).filter(party=party)
        ),
        told={"name": ("name", _("Name")), "words": ("words", _("What"))},
    ),
}  # fmt: skip
MOVING = {"feedback": Moving(model=Feedback)}
