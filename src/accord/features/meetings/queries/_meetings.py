from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accord.features.meetings.models import (
    AgendaItem,
    Decision,
    Invitee,
    Line,
    Meeting,
    Verdict,
)
from accord.features.meetings.states import AHEAD, BEHIND, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible, within
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.accounts.reach import Reach, reach_of


def visible_to(user: Any) -> QuerySet[Meeting]:
    """Give the meetings one may see: one's own, and those whose sight and a party's allow it."""
    reach = reach_of(user)
    found = Meeting.objects.select_related("chair", "taker", "initiative", "series", "talk")
    if reach.person_id is None:
        return found if reach.everything else found.none()
    return found.filter(_seen(reach)) if reach.grants else found.none()


def _seen(reach: Reach) -> Q:
    me = reach.person_id
    asked = Invitee.objects.filter(meeting=OuterRef("pk"))
    mine = Q(chair=me) | Q(taker=me) | Q(made_by=me) | Q(Exists(asked.filter(person=me)))
    theirs = asked.filter(party__isnull=False)
    open_to = ~Q(Exists(theirs)) | Q(Exists(theirs.filter(party_visible(reach, "party"))))
    return mine | (within(reach, mine) & open_to)


def asked_in(meetings: Sequence[int]) -> QuerySet[Invitee]:
    """Give all who are asked to some meetings: for the index, which knows who may see what."""
    return Invitee.objects.filter(meeting__in=list(meetings)).order_by("pk")


def minutes_of(meetings: Sequence[int]) -> dict[int, list[str]]:
    """Give the lines of minutes as they went out last, of some meetings: for the index."""
    found: dict[int, tuple[int, list[str]]] = {}
    rows = Line.objects.filter(meeting__in=list(meetings)).order_by("meeting", "issue", "position")
    for meeting, issue, text in rows.values_list("meeting_id", "issue", "text"):
        if found.get(meeting, (0, []))[0] != issue:
            found[meeting] = (issue, [])
        found[meeting][1].append(text)
    return {meeting: lines for meeting, (_issue, lines) in found.items()}


def in_order(user: Any, at: datetime, *, past: bool) -> QuerySet[Meeting]:
    """Give what lies ahead (or runs) soonest first, or what lies behind, the last one first."""
    over = Q(state__in=(*BEHIND, State.CANCELLED)) | Q(ends_at__lt=at, state__in=AHEAD)
    found = visible_to(user)
    if past:
        return found.filter(over).order_by("-starts_at", "-pk")
    return found.exclude(over).order_by("starts_at", "pk")


def asked_of(user: Any, meeting: Meeting) -> QuerySet[Invitee]:
    """Give those asked to come whom one may see."""
    found = Invitee.objects.filter(meeting=meeting).select_related("person", "party", "meeting")
    return found.filter(Q(party=None) | party_visible(reach_of(user), "party"))


def invitees_of(user: Any, meeting: Meeting) -> list[Invitee]:
    """Give who is asked to come, ours first; whom one may not see is left out."""
    found = asked_of(user, meeting)
    return sorted(found.order_by("party__sort_key", "pk"), key=lambda one: one.party_id is not None)


def everybody_in(meeting: Meeting) -> list[Invitee]:
    """Give all who are asked, seen or not: for what the system does with them."""
    found = Invitee.objects.filter(meeting=meeting).select_related("person", "party", "meeting")
    return list(found.order_by("pk"))


def parties_in(meeting: Meeting, *, who_came: bool = False) -> list[Party]:
    rows = Invitee.objects.filter(meeting=meeting, party__isnull=False)
    rows = rows.exclude(came=False) if who_came else rows
    return list(Party.objects.filter(pk__in=rows.values("party")).order_by("sort_key", "pk"))


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Give what is to be spoken of, in order; what was only proposed comes last."""
    found = AgendaItem.objects.filter(meeting=meeting).select_related(
        "presenter", "task", "proposed_by__party", "proposed_by__person", "meeting"
    )
    return list(found.order_by("is_proposed", "position", "pk"))


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting=meeting).select_related("meeting", "presenter")


def decisions_of(meeting: Meeting) -> list[Decision]:
    return list(Decision.objects.filter(meeting=meeting).order_by("pk"))


def decisions_on(user: Any, tradeoff: TradeOff) -> list[Decision]:
    """Give what meetings that one may see decided on a trade-off."""
    found = Decision.objects.filter(record_ref=tradeoff.ref, meeting__in=visible_to(user))
    return list(found.select_related("meeting").order_by("pk"))


def weighed_in(meeting: Meeting) -> dict[str, str]:
    """Give the trade-offs that stand on the agenda, by the heading they have in the minutes."""
    items = AgendaItem.objects.filter(meeting=meeting, is_proposed=False).exclude(origin_ref="")
    refs = dict(items.values_list("title", "origin_ref"))
    there = set(TradeOff.objects.filter(ref__in=refs.values()).values_list("ref", flat=True))
    return {title: ref for title, ref in refs.items() if ref in there}


def lines_of(meeting: Meeting, issue: int | None = None, *, outside: bool = False) -> list[Line]:
    """Give the minutes as they stand; ``outside`` leaves out what is for inside alone."""
    found = Line.objects.filter(meeting=meeting, issue=issue or meeting.issue)
    return list((found.filter(is_inside=False) if outside else found).order_by("position"))


def verdicts_of(meeting: Meeting) -> dict[int, list[Verdict]]:
    """Give what was said of each line of the minutes as they stand."""
    found = Verdict.objects.filter(line__meeting=meeting, line__issue=meeting.issue)
    said: dict[int, list[Verdict]] = {}
    for row in found.select_related("invitee__person", "invitee__party", "task").order_by("pk"):
        said.setdefault(row.line_id, []).append(row)
    return said


@dataclass(frozen=True)
class Stand:
    """How the minutes stand with those who were there."""

    confirmed: int
    disputed: int
    waits: bool


def stand_of(meeting: Meeting, at: datetime) -> Stand:
    """Count what was said of the minutes; after the day named in them silence accepts them."""
    found = Verdict.objects.filter(line__meeting=meeting, line__issue=meeting.issue)
    counts = dict(found.values_list("is_confirmed").annotate(n=Count("pk")).order_by())
    waits = meeting.answer_by is not None and at < meeting.answer_by
    return Stand(counts.get(True, 0), counts.get(False, 0), waits)


def meetings_between(
    user: Any, people: Sequence[int], start: datetime, end: datetime
) -> QuerySet[Meeting]:
    """Give the meetings of ``people`` that begin in a stretch of time."""
    asked = Invitee.objects.filter(meeting=OuterRef("pk"), person__in=list(people))
    theirs = Q(chair__in=list(people)) | Q(taker__in=list(people)) | Q(Exists(asked))
    found = visible_to(user).filter(theirs, starts_at__gte=start, starts_at__lt=end)
    return found.exclude(state=State.CANCELLED).order_by("starts_at", "pk")


def parties_by_meeting(user: Any, meetings: Sequence[Meeting]) -> dict[int, list[Party]]:
    """Give the parties asked to each of some meetings, as far as one may see them."""
    found = Invitee.objects.filter(
        party_visible(reach_of(user), "party"), meeting__in=[one.pk for one in meetings],
        party__isnull=False,
    )  # fmt: skip
    asked: dict[int, list[Party]] = {}
    for one in found.select_related("party").order_by("pk"):
        asked.setdefault(one.meeting_id, []).append(cast("Party", one.party))
    return asked


def meetings_of_talk(user: Any, talk: Any) -> Meeting | None:
    """Find the meeting that a talk is the record of."""
    return visible_to(user).filter(talk=talk).first()


def with_party(user: Any, party: Party) -> QuerySet[Meeting]:
    asked = Invitee.objects.filter(meeting=OuterRef("pk"), party=party)
    return visible_to(user).filter(Exists(asked))
