"""What stands beside the list: the day, and where a team's promises are late."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.promises.models import Promise
from accord.foundation.ui import formats
from accord.overview.home.queries import Desk, Meeting, Share


@dataclass(frozen=True)
class Item:
    meeting: Meeting
    time: str
    sub: str
    cls: str


def agenda(desk: Desk) -> list[Item]:
    """Give the day in order; what is over is grey, what comes next stands out."""
    items: list[Item] = []
    has_next = False
    for meeting in desk.meetings:
        over = meeting.appointment.is_done or meeting.appointment.at < desk.at
        cls = "past" if over else "" if has_next else "next"
        has_next = has_next or not over
        time = formats.clock_time(meeting.appointment.at)
        items.append(Item(meeting, time, _sub(meeting), cls))
    return items


def _sub(meeting: Meeting) -> str:
    """Say with whom, and what stands open between us."""
    whom = meeting.appointment.whom
    if whom is None:
        return ""
    open_ = []
    if meeting.promises:
        n = meeting.promises
        open_.append(ngettext("%(n)s promise", "%(n)s promises", n) % {"n": n})
    if meeting.needs:
        n = meeting.needs
        open_.append(ngettext("%(n)s need", "%(n)s needs", n) % {"n": n})
    if not open_:
        return whom.name
    return _("%(name)s; open: %(what)s") % {"name": whom.name, "what": formats.listing(open_)}


def awaited(desk: Desk) -> list[tuple[Promise, formats.Due | None]]:
    """Give what they owe us, each with its clock."""
    return [
        (one, formats.due(one.due, at=desk.at, since=one.made_at) if one.due else None)
        for one in desk.awaited
    ]


def shares(desk: Desk) -> list[tuple[Share, str]]:
    """Give what each department owes, in words."""
    return [(share, _late_of(share)) for share in desk.shares if share.open_count]


def _late_of(share: Share) -> str:
    if not share.late_count:
        return ngettext("%(n)s open", "%(n)s open", share.open_count) % {"n": share.open_count}
    return _("%(late)s of %(n)s late") % {"late": share.late_count, "n": share.open_count}
