"""What meetings show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.engagement.models import Interaction
from accord.features.meetings import policies, queries
from accord.features.meetings.models import Invitee, Meeting
from accord.features.meetings.states import BEHIND
from accord.features.stakeholders.models import Party
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.owed import Appointment, Owed, Whom, whom
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "meeting-planned": Verb(
        words=gettext_lazy("%(by)s invited to %(title)s"), icon="users-round",
        is_small=True,
    ),
}  # fmt: skip


def address(meeting: Meeting) -> str:
    return addresses.to("meetings:detail", kwargs={"ref": meeting.ref})


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give the meetings of some people, for the calendar."""
    found = list(queries.meetings_between(user, people, start, end))
    parties = queries.parties_by_meeting(user, found)
    return [
        Happening(
            key=one.ref, title=one.title, url=address(one), when=one.starts_at,
            until=one.ends_at,
            whom=formats.listing(party.name for party in parties.get(one.pk, [])),
            is_done=one.state in BEHIND,
            is_restricted="named"
            in {one.visibility, *(party.visibility for party in parties.get(one.pk, []))},
        )
        for one in found
    ]  # fmt: skip


def appointments(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Appointment]:
    """Give them for somebody's day."""
    found = list(queries.meetings_between(user, people, start, end))
    parties = queries.parties_by_meeting(user, found)
    return [
        Appointment(
            at=one.starts_at, title=one.title, url=address(one), is_done=one.state in BEHIND,
            whom=_whom(parties.get(one.pk, [])),
        )
        for one in found
    ]  # fmt: skip


def _whom(parties: list[Party]) -> Whom | None:
    """Name the first who comes, with their brief at hand."""
    if not parties:
        return None
    first = parties[0]
    return whom(first, addresses.to("stakeholders:detail", kwargs={"ref": first.ref}))


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    """Give none: what a meeting leads to is owed as tasks and promises."""
    del user, people
    return []


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    del user, people, since
    return []


def acts(request: Request, party: Party) -> str:
    """Draw the line of the record's menu."""
    add = f"{addresses.to('meetings:add')}?about={party.ref}"
    return piece(request, "meetings/panel_acts.html", {"add": add})


def of_talk(request: Request, talk: Interaction) -> str:
    """Draw, beside a talk, the meeting it is the record of, and how its minutes stand."""
    meeting = queries.meetings_of_talk(request.user, talk)
    if meeting is None:
        return ""
    stand = queries.stand_of(meeting, clock.now())
    said = _("%(n)s confirmed, %(m)s disputed") % {"n": stand.confirmed, "m": stand.disputed}
    context = {"meeting": meeting, "href": address(meeting), "said": said,
               "disputed": stand.disputed}  # fmt: skip
    return piece(request, "meetings/panel_talk.html", context)


def of_tradeoff(request: Request, tradeoff: TradeOff) -> str:
    """Draw, on the board of a trade-off, what meetings decided on it."""
    found = queries.decisions_on(request.user, tradeoff)
    rows = [
        {"words": visible(one.words), "ref": one.meeting.ref, "href": address(one.meeting)}
        for one in found
    ]
    return piece(request, "meetings/panel_tradeoff.html", {"rows": rows}) if rows else ""


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: one's own, and what the sight of a party allows."""
    rows = rows_of(Meeting, keys, touched)
    asked: dict[int, list[Invitee]] = {}
    for one in queries.asked_in([row.pk for row in rows]):
        asked.setdefault(one.meeting_id, []).append(one)
    written = queries.minutes_of([row.pk for row in rows])
    for row in rows:
        those = asked.get(row.pk, [])
        people = {one.person_id for one in those if one.person_id}
        people |= {key for key in (row.chair_id, row.taker_id, row.made_by_id) if key}
        about = next((one.party_id for one in those if one.party_id), None)
        yield Document(
            kind="meeting", object_id=row.pk, ref=row.ref, title=row.title, look="users-round",
            names=(row.title,), texts=tuple(written.get(row.pk, ())), at=row.starts_at,
            visibility=row.visibility, department_id=row.department_id,
            reader_ids=tuple(sorted(people)), owner_ids=tuple(sorted(people)),
            within=("party", about) if about else None, stands_alone=True,
        )  # fmt: skip


source = Search(
    number=6,
    label=gettext_lazy("Meetings"),
    model="meetings.meeting",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("meetings:detail", kwargs={"ref": ref}),
    watches={
        "meetings.meeting": Watch(
            columns=frozenset(
                {"ref", "title", "visibility", "department_id", "chair_id", "taker_id"}
                | {"starts_at"}
            )
        ),
        "meetings.line": Watch(column="meeting_id"),
        "meetings.invitee": Watch(
            column="meeting_id", columns=frozenset({"party_id", "person_id"})
        ),
    },
    prefix="G",
    icon="users-round",
    nested=True,
    has_texts=True,
)
