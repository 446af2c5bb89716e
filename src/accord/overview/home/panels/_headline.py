"""The finding of the day in one sentence or two, by rules: late before due before what comes.

Numbers up to twelve are words. Each kind of number has its own list in the catalogue, so that a
language can give it case and gender.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from accord.foundation.ui import formats
from accord.overview.home.queries import Desk

PRACTITIONER, LEAD, EXECUTIVE = 4, 6, 7
WEEK = timedelta(days=7)


def headline(desk: Desk, level: int | None) -> str:
    """Say what is true now, as the level of responsibility asks for it."""
    if level == EXECUTIVE and desk.quiet:
        return _relations(desk)
    if level == LEAD and any(share.open_count for share in desk.shares):
        return _team(desk)
    if level == PRACTITIONER:
        return _practice(desk)
    return _owed(desk)


def _owed(desk: Desk) -> str:
    late = len(desk.late)
    if not desk.things:
        return _("Nothing needs you today.")
    if not late:
        return _nothing_late(desk)
    people = {thing.whom.key for thing in desk.things if thing.whom}
    things = _things(len(desk.things))
    if not people:
        return _("You owe %(things)s. %(late)s") % {"things": things, "late": _late(late)}
    return _("You owe %(things)s to %(people)s. %(late)s") % {
        "things": things, "people": _people(desk, len(people)), "late": _late(late),
    }  # fmt: skip


def _nothing_late(desk: Desk) -> str:
    today = [thing for thing in desk.things if desk.due_day(thing) == desk.today]
    if today:
        n = len(today)
        words = npgettext(
            "due today", "Nothing is late. %(n)s thing is due today.",
            "Nothing is late. %(n)s things are due today.", n,
        )  # fmt: skip
        said = _number(
            n,
            pgettext(
                "numbers: things due today, beginning a sentence",
                "one two three four five six seven eight nine ten eleven twelve",
            ),
        )
        return words % {"n": _capital(said)}
    days = [day for thing in desk.things if (day := desk.due_day(thing)) is not None]
    if not days:
        return _("Nothing is late.")
    return _("Nothing is late. Next: %(day)s.") % {"day": _day(min(days), desk.today)}


def _day(day: date, today: date) -> str:
    if day - today == timedelta(days=1):
        return _("tomorrow")
    if day - today < WEEK:
        return formats.weekday(day)
    return formats.day_month(day, today=today)


def _practice(desk: Desk) -> str:
    """Say what somebody does today."""
    now = [t for t in desk.things if (day := desk.due_day(t)) is not None and day <= desk.today]
    late = len(desk.late)
    if not now:
        return _owed(desk)
    things = npgettext("to do today", "%(n)s thing", "%(n)s things", len(now)) % {
        "n": _number(
            len(now),
            pgettext(
                "numbers: things to do today",
                "one two three four five six seven eight nine ten eleven twelve",
            ),
        )
    }
    if not late:
        return _("You have %(things)s to do today. Nothing is late.") % {"things": things}
    return _("You have %(things)s to do today. %(late)s") % {"things": things, "late": _late(late)}


def _team(desk: Desk) -> str:
    """Say what the departments owe, and where most of it is late."""
    total = sum(share.open_count for share in desk.shares)
    late = sum(share.late_count for share in desk.shares)
    things = npgettext("your people owe …", "%(n)s thing", "%(n)s things", total) % {
        "n": _number(
            total,
            pgettext(
                "numbers: things your people owe",
                "one two three four five six seven eight nine ten eleven twelve",
            ),
        )
    }
    if not late:
        return _("Your people owe %(things)s. Nothing is late.") % {"things": things}
    worst = desk.shares[0]
    if worst.name and worst.late_count < late:
        return _("Your people owe %(things)s. %(late)s Most of it stands in %(department)s.") % {
            "things": things, "late": _late(late), "department": worst.name,
        }  # fmt: skip
    return _("Your people owe %(things)s. %(late)s") % {"things": things, "late": _late(late)}


def _relations(desk: Desk) -> str:
    n = len(desk.quiet)
    words = npgettext(
        "relationships", "%(n)s relationship of yours is going quiet.",
        "%(n)s relationships of yours are going quiet.", n,
    )  # fmt: skip
    said = _number(
        n,
        pgettext(
            "numbers: relationships, beginning a sentence",
            "one two three four five six seven eight nine ten eleven twelve",
        ),
    )
    return words % {"n": _capital(said)}


def _things(n: int) -> str:
    words = npgettext("you owe …", "%(n)s thing", "%(n)s things", n)
    return words % {
        "n": _number(
            n,
            pgettext(
                "numbers: things you owe",
                "one two three four five six seven eight nine ten eleven twelve",
            ),
        )
    }


def _people(desk: Desk, n: int) -> str:
    if all(thing.whom.kind == "person" for thing in desk.things if thing.whom):
        said = _number(
            n,
            pgettext(
                "numbers: people you owe to",
                "one two three four five six seven eight nine ten eleven twelve",
            ),
        )
        return npgettext("to …", "%(n)s person", "%(n)s people", n) % {"n": said}
    said = _number(
        n,
        pgettext(
            "numbers: stakeholders you owe to",
            "one two three four five six seven eight nine ten eleven twelve",
        ),
    )
    return npgettext("to …", "%(n)s stakeholder", "%(n)s stakeholders", n) % {"n": said}


def _late(n: int) -> str:
    words = npgettext("of the things owed", "%(n)s is late.", "%(n)s are late.", n)
    said = _number(
        n,
        pgettext(
            "numbers: things late, beginning a sentence",
            "one two three four five six seven eight nine ten eleven twelve",
        ),
    )
    return words % {"n": _capital(said)}


def _number(n: int, words: str) -> str:
    """Write a small number as a word of the list, a greater one in digits."""
    known = words.split()
    return known[n - 1] if 1 <= n <= len(known) else formats.number(n)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
