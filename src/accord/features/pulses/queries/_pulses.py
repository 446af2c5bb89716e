"""Pulses that one may see, whether a party may be asked, and what a link leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.states import Channel
from accord.features.escalations.queries import visible_to as escalations_visible_to
from accord.features.escalations.states import State as EscalationState
from accord.features.letters.queries import address_for
from accord.features.pulses.models import Pulse, PulseRule, PulseScore
from accord.features.pulses.states import OPEN_DAYS, QUESTIONS, USUAL, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import (
    latest_consents,
    party_visible,
    why_not_contacted,
    why_not_reached,
)
from accord.features.stakeholders.states import ConsentState
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.references import parse, reference
from accord.foundation.kernel.roles import LEADERS
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats

_signer = Signer(salt="accord.pulses", sep=".")


def visible_to(user: Any) -> QuerySet[Pulse]:
    """Give the pulses with parties that one may see."""
    found = Pulse.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "owner", "initiative", "strategy", "asked_by")


def rule_now() -> PulseRule:
    """Give what holds here: the newest rule, or the usual one where none was set."""
    found = PulseRule.objects.select_related("purpose").order_by("-pk").first()
    return found or PulseRule(questions=list(USUAL))


def sees_owner(user: Any, pulse: Pulse) -> bool:
    """Tell whether ``user`` may read whom of ours an answer is about: themselves, or who leads."""
    return user.pk == pulse.owner_id or reach_of(user).holds(LEADERS, pulse)


@dataclass(frozen=True)
class Occasion:
    """A talk or a settled escalation that somebody can be asked about."""

    ref: str
    at: datetime
    parties: tuple[Party, ...]
    initiative_id: int | None


def occasion(user: Any, text: str) -> Occasion | None:
    """Find what a pulse can be about, as far as one may see it, with whom it was."""
    found = parse(text)
    if found is None:
        return None
    find = {"K": _talk, "E": _escalation}.get(found[0])
    return find(user, reference(*found)) if find else None


def _talk(user: Any, ref: str) -> Occasion | None:
    talk = talks_visible_to(user).filter(ref=ref).first()
    if talk is None:
        return None
    return Occasion(ref, talk.at, tuple(parties_of(user, talk)), talk.initiative_id)


def _escalation(user: Any, ref: str) -> Occasion | None:
    closed = (EscalationState.DECIDED, EscalationState.ANSWERED)
    one = escalations_visible_to(user).filter(ref=ref, state__in=closed).first()
    return None if one is None else Occasion(ref, one.raised_at, (one.party,), None)


def why_not(party: Party, rule: PulseRule, at: datetime, *, by_mail: bool, by: Actor) -> str:
    """Say why a party may not be asked now; nothing where it may."""
    name = visible(party.name)
    ours = [by.pk] if by.pk else []
    kept = why_not_reached([party], ours=ours, way=Channel.MAIL, at=at) if by_mail else {}
    if words := kept.get(party.pk) or why_not_contacted(party):
        return words
    if Pulse.objects.filter(party=party, is_last=True).exists():
        return _("%(name)s does not want to be asked again.") % {"name": name}
    last = asked_since(party, at - timedelta(days=rule.again_days)).first()
    if last is not None:
        free = last.asked_at + timedelta(days=rule.again_days)
        return _("%(name)s was asked lately; from %(day)s on they can be asked again.") % {
            "name": name, "day": formats.short_date(free, today=formats.local(at)),
        }  # fmt: skip
    return _why_no_mail(party, rule, at) if by_mail else ""


def _why_no_mail(party: Party, rule: PulseRule, at: datetime) -> str:
    name = visible(party.name)
    if rule.purpose_id is not None and not _agrees(party, rule):
        return _("%(name)s gave no consent for “%(purpose)s”.") % {
            "name": name, "purpose": rule.purpose,
        }  # fmt: skip
    if not address_for(party, day_of(at, settings.HOUSE_TIME_ZONE)):
        return _("%(name)s has no mail address that reaches them.") % {"name": name}
    return ""


def _agrees(party: Party, rule: PulseRule) -> bool:
    said = {one.purpose_id: one.state for one in latest_consents(party)}
    return said.get(rule.purpose_id or 0) == ConsentState.GIVEN


def asked_since(party: Party, moment: datetime) -> QuerySet[Pulse]:
    """Give whatever a party was asked after a moment, newest first."""
    found = Pulse.objects.filter(party=party, asked_at__gt=moment)
    return found.exclude(state=State.WITHDRAWN).order_by("-asked_at", "-pk")


def about(user: Any, ref: str) -> list[Pulse]:
    """Give the pulses about one talk or escalation."""
    found = visible_to(user).filter(about=ref).exclude(state=State.WITHDRAWN)
    return list(found.order_by("party__sort_key", "pk"))


def scores_of(pulses: Sequence[int]) -> dict[int, dict[str, int]]:
    """Give what was answered to each question, by pulse."""
    found: dict[int, dict[str, int]] = {}
    rows = PulseScore.objects.filter(pulse__in=list(pulses)).order_by("pk")
    for pulse, question, value in rows.values_list("pulse_id", "question", "value"):
        found.setdefault(pulse, {})[question] = value
    return found


def is_open(pulse: Pulse, at: datetime) -> bool:
    """Tell whether it can still be answered: for 30 days."""
    return pulse.state == State.ASKED and at < pulse.asked_at + timedelta(days=OPEN_DAYS)


def asked_questions(pulse: Pulse) -> list[str]:
    return [key for key in pulse.questions if key in QUESTIONS]


def token_of(pulse: Pulse) -> str:
    """Give what the link carries: made from the installation's key, kept nowhere."""
    return _signer.sign(str(pulse.pk))


def by_token(token: str) -> Pulse | None:
    """Find what a party was asked by its link; nothing where the link was made up."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Pulse.objects.filter(pk=pk).exclude(state=State.WITHDRAWN).first()


def in_order(user: Any, **kind: Any) -> QuerySet[Pulse]:
    """Give the pulses of a strategy, initiative, owner or state: the newest first."""
    return visible_to(user).filter(**kind).order_by("-asked_at", "-pk")


def owners_seen(user: Any) -> QuerySet[User]:
    """Give of whom one may read what answers say of them: oneself; who leads, those they lead."""
    mine = Q(pk=user.pk)
    reach = reach_of(user)
    if any(grant.role in LEADERS and grant.scope == "all" for grant in reach.grants):
        return User.objects.all()
    led = [grant.departments for grant in reach.grants if grant.role in LEADERS]
    return User.objects.filter(mine | Q(department__in=frozenset().union(*led)))
