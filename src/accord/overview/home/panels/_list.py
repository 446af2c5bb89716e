"""What is owed, under heads: by date, or by whom it is owed to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from markupsafe import Markup

from accord.foundation.ui import charts, formats
from accord.foundation.ui.owed import Owed, Whom
from accord.overview.home.queries import Desk, Quiet

AHEAD = timedelta(days=7)
SHOWN = 100  # of one group; the lists of promises and tasks show all


@dataclass(frozen=True)
class Row:
    thing: Owed
    due: formats.Due | None
    covered: str
    anchor: str
    why: str = ""


@dataclass(frozen=True)
class Group:
    """``kind`` colours the pip of its head; none without."""

    key: str
    title: str
    kind: str | None
    rows: list[Row]
    count: int
    whom: Whom | None = None


def groups_of(desk: Desk, by: str, things: Iterable[Owed] | None = None) -> list[Group]:
    rows = rows_of(desk, desk.things if things is None else things)
    return _by_person(desk, rows) if by == "person" else _by_date(desk, rows)


def rows_of(desk: Desk, things: Iterable[Owed]) -> list[Row]:
    away = {one.key: one for one in desk.covered}
    rows, seen = [], set[date]()
    for thing in things:
        day = desk.due_day(thing)
        anchor = f"d{day.isoformat()}" if day is not None and day not in seen else ""
        if day is not None:
            seen.add(day)
        absent = away.get(thing.owner_id)
        covered = _covered(absent.name, absent.until) if absent else ""
        rows.append(Row(thing, _due(desk, thing), covered, anchor))
    return rows


def _covered(name: str, until: date) -> str:
    return _("for %(name)s, away until %(day)s") % {
        "name": name, "day": formats.day_month(until, today=until),
    }  # fmt: skip


def _due(desk: Desk, thing: Owed) -> formats.Due | None:
    """Tell the clock as a list of days reads it: the time alone today, the date beyond tomorrow."""
    if thing.due is None:
        return None
    due = formats.due(thing.due, at=desk.at, since=thing.since)
    day = formats.local(thing.due)
    if due.state == "late":
        return due
    if day == desk.today and isinstance(thing.due, datetime):
        return replace(due, words=formats.clock_time(thing.due))
    if day - desk.today > timedelta(days=1):
        return replace(due, words=formats.short_date(day, today=desk.today))
    return due


def _by_date(desk: Desk, rows: list[Row]) -> list[Group]:
    late, today, week, later = list[Row](), list[Row](), list[Row](), list[Row]()
    for row in rows:
        day = desk.due_day(row.thing)
        if desk.is_late(row.thing):
            late.append(row)
        elif day is not None and day <= desk.today:
            today.append(row)
        elif day is not None and day <= desk.today + AHEAD:
            week.append(row)
        else:
            later.append(row)
    groups = [
        Group("late", _("Late"), "bad", late[:SHOWN], len(late)),
        Group("today", _("Today"), "warn", today[:SHOWN], len(today)),
        Group("week", _("Next seven days"), None, week[:SHOWN], len(week)),
        Group("later", _("Later"), None, later[:SHOWN], len(later)),
    ]
    return [group for group in groups if group.rows]


def _by_person(desk: Desk, rows: list[Row]) -> list[Group]:
    """Put those first to whom most is late, then those to whom something is due soonest."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.thing.whom.key if row.thing.whom else 0, []).append(row)
    groups = [
        Group(
            f"p{key}",
            mine[0].thing.whom.name if mine[0].thing.whom else _("Without a stakeholder"),
            "bad" if any(desk.is_late(row.thing) for row in mine) else None,
            mine[:SHOWN], len(mine), mine[0].thing.whom,
        )
        for key, mine in found.items()
    ]  # fmt: skip
    return sorted(groups, key=lambda group: -sum(desk.is_late(row.thing) for row in group.rows))


def quiet_items(desk: Desk) -> list[tuple[Quiet, Markup, str]]:
    """Give those who went quiet, with the line of their contacts and how long it is."""
    return [
        (
            quiet,
            charts.rhythm(quiet.days, quiet.party.agreed_days),
            formats.days_short(quiet.silent) if quiet.silent is not None else _("never"),
        )
        for quiet in desk.quiet
    ]
