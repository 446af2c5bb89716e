"""A short ranked list of whom to write to, each with why; rules over what everybody sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.conduct.queries import visible_to as incidents_visible_to
from accord.features.escalations.queries import visible_to as escalations_visible_to
from accord.features.keymessages.queries import mine_to_settle
from accord.features.meetings.queries import visible_to as meetings_visible_to
from accord.features.meetings.states import AHEAD
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.promises.states import Side
from accord.features.promises.states import State as PromiseState
from accord.features.stages.queries import owed_by as tellings_owed_by
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.models import User
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.overview.nudges.models import Reply
from accord.overview.nudges.states import RECENT, SHOWN, SOON, Kind, State

_RANK = {Kind.TROUBLE: 0, Kind.MILESTONE: 1, Kind.SILENCE: 2, Kind.NEWS: 3}
_MOST = 20


@dataclass(frozen=True)
class Nudge:
    """Why to write first; without a party it opens its own record in place of a letter.

    ``near`` is how many days lie between it and today.
    """

    kind: Kind
    key: str
    ref: str
    reason: str
    near: int
    party: Party | None = None


def nudges_for(user: User, at: datetime, limit: int = SHOWN) -> list[Nudge]:
    """Give the best few: after trouble, ahead, silence, good news; each party once.

    What ``user`` began or dismissed is left out for good, what they put off until its day.
    """
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    gone = Q(state__in=(State.DISMISSED, State.STARTED)) | Q(until__gt=today)
    done = set(Reply.objects.filter(gone, person=user.pk).values_list("key", flat=True))
    found = [one for one in _all(user, at, today) if one.key not in done]
    found.sort(key=lambda one: (_RANK[one.kind], one.near, one.key))
    met: set[int] = set()
    chosen = []
    for one in found:
        if one.party is None or one.party.pk not in met:
            chosen.append(one)
            met.add(one.party.pk if one.party else 0)
    return chosen[:limit]


def nudge_at(user: User, key: str, at: datetime) -> Nudge | None:
    """Find one that there still is, whether or not it was put off."""
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    return next((one for one in _all(user, at, today) if one.key == key), None)


def reply_of(user: User, key: str) -> Reply | None:
    return Reply.objects.filter(person=user.pk, key=key).first()


def _all(user: User, at: datetime, today: date) -> list[Nudge]:
    since = at - timedelta(days=RECENT)
    return [
        *_promises(user, at, today, since), *_decided(user, since, today),
        *_hard(user, since, today), *_unlike(user, today), *_silent(user, at),
        *_meetings(user, at, today), *_tellings(user, today),
    ]  # fmt: skip


def _ago(moment: datetime, today: date) -> int:
    return (today - day_of(moment, settings.HOUSE_TIME_ZONE)).days


def _open_to(party: Party, since: datetime | None) -> bool:
    """Tell whether one may write to a party, and nobody was in contact since."""
    if not party.is_contact_permitted or not party.is_active:
        return False
    return since is None or party.last_contact_at is None or party.last_contact_at < since


def _promises(user: User, at: datetime, today: date, since: datetime) -> Iterable[Nudge]:
    soon = Q(state=PromiseState.AGREED, due_at__range=(at, at + timedelta(days=SOON)))
    settled = Q(
        state__in=(PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN),
        settled_at__gte=since,
    )
    found = promises_visible_to(user).filter(soon | settled, owner=user.pk, side=Side.WE)
    for one in found.select_related("party").order_by("pk")[:_MOST]:
        words = {"words": visible(one.words)}
        if one.state == PromiseState.AGREED and one.due_at and _open_to(one.party, None):
            day = day_of(one.due_at, settings.HOUSE_TIME_ZONE)
            told = {**words, "day": formats.short_date(day, today=today)}
            reason = _("Due on %(day)s: %(words)s") % told
            yield _about(Kind.MILESTONE, one, reason, (day - today).days)
        elif one.settled_at and _open_to(one.party, one.settled_at):
            broken = one.state == PromiseState.BROKEN
            reason = _("Promise not kept: %(words)s") if broken else _("Promise kept: %(words)s")
            kind = Kind.TROUBLE if broken else Kind.NEWS
            yield _about(kind, one, reason % words, _ago(one.settled_at, today))


def _about(kind: Kind, record: Any, reason: str, near: int) -> Nudge:
    return Nudge(kind, f"{kind}:{record.ref}", record.ref, reason, near, record.party)


def _decided(user: User, since: datetime, today: date) -> Iterable[Nudge]:
    found = escalations_visible_to(user).filter(decided_at__gte=since, party__owner=user.pk)
    for one in found.select_related("party").order_by("pk")[:_MOST]:
        if one.decided_at and _open_to(one.party, one.decided_at):
            reason = _("Decided: %(words)s") % {"words": visible(one.question)}
            yield _about(Kind.TROUBLE, one, reason, _ago(one.decided_at, today))


def _hard(user: User, since: datetime, today: date) -> Iterable[Nudge]:
    found = incidents_visible_to(user).filter(happened_at__gte=since, party__owner=user.pk)
    for one in found.select_related("party").order_by("pk")[:_MOST]:
        if _open_to(one.party, one.happened_at + timedelta(hours=1)):
            day = formats.short_date(formats.local(one.happened_at), today=today)
            reason = _("After the hard talk of %(day)s") % {"day": day}
            yield _about(Kind.TROUBLE, one, reason, _ago(one.happened_at, today))


def _unlike(user: User, today: date) -> Iterable[Nudge]:
    for one in mine_to_settle(user).order_by("-pk")[:_MOST]:
        if _open_to(one.party, None):
            reason = _("Told in two ways: %(words)s") % {"words": visible(one.matter.name)}
            yield _about(Kind.TROUBLE, one, reason, _ago(one.found_at, today))


def _silent(user: User, at: datetime) -> Iterable[Nudge]:
    found = parties_visible_to(user).filter(
        owner=user.pk, is_active=True, is_contact_permitted=True, quiet_at__lt=at
    )
    for party in found.order_by("quiet_at", "pk")[:_MOST]:
        last = party.last_contact_at
        days = (at - last).days if last else None
        words = _("No contact yet") if days is None else ngettext(
            "No contact for %(n)s day", "No contact for %(n)s days", days
        ) % {"n": days}  # fmt: skip
        stamp = last.date().isoformat() if last else "never"
        key = f"{Kind.SILENCE}:{party.ref}:{stamp}"
        yield Nudge(Kind.SILENCE, key, party.ref, words, -(days or 0), party)


def _meetings(user: User, at: datetime, today: date) -> Iterable[Nudge]:
    found = meetings_visible_to(user).filter(
        chair=user.pk, state__in=AHEAD, starts_at__range=(at, at + timedelta(days=SOON))
    )
    for one in found.order_by("starts_at")[:_MOST]:
        day = day_of(one.starts_at, settings.HOUSE_TIME_ZONE)
        told = {"day": formats.short_date(day, today=today), "words": visible(one.title)}
        reason = _("Meeting on %(day)s: %(words)s") % told
        key = f"{Kind.MILESTONE}:{one.ref}"
        yield Nudge(Kind.MILESTONE, key, one.ref, reason, (day - today).days)


def _tellings(user: User, today: date) -> Iterable[Nudge]:
    found = tellings_owed_by(user, [user.pk], today + timedelta(days=SOON))
    for one in found[:_MOST]:
        told = {"day": formats.short_date(one.due_on, today=today), "words": visible(one.words)}
        reason = _("To be told by %(day)s: %(words)s") % told
        near = (one.due_on - today).days
        key = f"{Kind.MILESTONE}:telling-{one.pk}"
        yield Nudge(Kind.MILESTONE, key, one.stage.initiative.ref, reason, near)


def is_formal(party: Party, kind: Kind) -> bool:
    """Tell in which tone: formal after trouble, to organisations, and where a title is known."""
    return (
        kind == Kind.TROUBLE or party.kind != "person" or bool(party.honorific)
        or party.is_sensitive
    )  # fmt: skip
