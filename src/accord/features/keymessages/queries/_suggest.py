"""Which key messages fit a letter or a talk, each with why; rules, no learning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import IntegerField, Value
from django.utils.translation import gettext as _

from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.queries import stakes_visible_to
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.keymessages.models import Edition
from accord.features.keymessages.queries._messages import holding, received
from accord.features.keymessages.queries._stated import shared_words
from accord.features.keymessages.states import LEAST_FIT, SUGGESTED
from accord.features.letters.models import Letter
from accord.features.letters.queries import addressees_of
from accord.features.stakeholders.queries import parties_of_each
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.kernel.text import visible

_MOST_WORDS = 4


@dataclass(frozen=True)
class Context:
    """What is being said, to whom, and about what."""

    ref: str
    text: str
    parties: tuple[int, ...] = ()
    named: frozenset[int] = frozenset()
    need_ref: str = ""
    staked: frozenset[int] = field(default_factory=frozenset)

    @property
    def initiatives(self) -> frozenset[int]:
        return self.named | self.staked


@dataclass(frozen=True)
class Suggestion:
    edition: Edition
    reasons: list[str]
    points: int
    is_received: bool


def about_letter(user: Any, letter: Letter) -> Context:
    """Say what a letter is about: what it was begun with, and what those it is for have a part in.

    Only what ``user`` may see counts.
    """
    parties = tuple(row.party_id for row in addressees_of(letter))
    named: frozenset[int] = frozenset()
    kind = letter.about.partition("-")[0]
    if kind == "V":
        found = initiatives_visible_to(user).filter(ref=letter.about)
        named = frozenset(found.values_list("pk", flat=True))
    elif kind == "K":
        talks = talks_visible_to(user).filter(ref=letter.about, initiative__isnull=False)
        named = frozenset(key for key in talks.values_list("initiative_id", flat=True) if key)
    need = letter.about if kind == "N" else ""
    text = f"{letter.subject}\n{letter.text}"
    return Context(letter.ref, text, parties, named, need, _staked(user, parties))


def about_talk(user: Any, talk: Interaction) -> Context:
    parties = tuple(parties_of(user, talk).values_list("pk", flat=True))
    named = frozenset([talk.initiative_id] if talk.initiative_id else [])
    return Context(talk.ref, talk.text, parties, named, "", _staked(user, parties))


def _staked(user: Any, parties: Sequence[int]) -> frozenset[int]:
    found = stakes_visible_to(user).filter(party__in=parties, ended_at=None)
    return frozenset(found.values_list("initiative_id", flat=True))


def fitting(user: Any, context: Context, at: datetime, today: date) -> list[Suggestion]:
    """Give what holds today and fits, the best first."""
    editions = list(holding(user, context.initiatives, today).select_related("message__need"))
    inside = _in_audience(editions, context, at)
    got = {one.edition.pk for one in received(user, editions, context.parties)}
    found = []
    for edition in editions:
        points, reasons = _fit(edition, context, inside)
        if points >= LEAST_FIT:
            found.append(Suggestion(edition, reasons, points, edition.pk in got))
    return sorted(found, key=lambda one: (one.is_received, -one.points, one.edition.pk))[:SUGGESTED]


def _fit(edition: Edition, context: Context, inside: set[int]) -> tuple[int, list[str]]:
    message, points, reasons = edition.message, 0, []
    if message.audience is not None and message.pk not in inside:
        return 0, []
    if message.initiative_id in context.named:
        points += 3
        reasons.append(_("about the same initiative"))
    elif message.initiative_id in context.staked:
        points += 2
        reasons.append(_("they have a stake in the initiative"))
    if message.need is not None and message.need.ref == context.need_ref:
        points += 3
        reasons.append(_("about the same need"))
    if message.audience is not None:
        points += 2
        name = visible(message.audience.name)
        reasons.append(_("for the segment %(name)s") % {"name": name})
    shared = shared_words(f"{message.title} {edition.words}", context.text)
    if len(shared) > 1:
        points += min(len(shared), _MOST_WORDS)
        listed = ", ".join(shared[:_MOST_WORDS])
        reasons.append(_("shares the words %(words)s") % {"words": listed})
    return points, reasons


def _in_audience(editions: Iterable[Edition], context: Context, at: datetime) -> set[int]:
    """Give the messages whose audience holds one of the parties, in one question."""
    of = {one.message.pk: one.message.audience for one in editions if one.message.audience}
    parties = parties_of_each(of.values(), user=SYSTEM, at=at)
    asked = [
        found.order_by()
        .filter(pk__in=context.parties)
        .annotate(of_segment=Value(key, output_field=IntegerField()))
        .values_list("of_segment", flat=True)
        for key, found in parties.items()
    ]
    there = set(asked[0].union(*asked[1:])) if asked else set()
    return {key for key, segment in of.items() if segment.pk in there}
