"""What the pictures are drawn from: marks, rows, classes, in words of the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from markupsafe import Markup

from accord.features.initiatives import queries
from accord.features.initiatives.models import Advice, Stake
from accord.features.initiatives.queries import Held, Move
from accord.features.initiatives.states import SCALE_LABELS, WANTED, Level, Quadrant, Way
from accord.features.initiatives.views._shared import stake_address
from accord.foundation.kernel.text import visible
from accord.foundation.ui import charts, formats
from accord.foundation.ui.small_parts import who

WIDE, NARROW = (720, 640), (340, 400)
LEVELS = Level.values
AMID = 3.0
TINTS = {"unaware": 2, "resistant": 1, "neutral": 3, "supportive": 4, "leading": 5}


def to(verb: str, **given: Any) -> str:
    return reverse(f"initiatives:{verb}", kwargs=given)


def draw(
    placed: Sequence[Held], asked: Mapping[str, Any], size: tuple[int, int], place: str,
    waiting: Sequence[Stake] = (),
) -> Markup:  # fmt: skip
    said = ngettext(
        "%(n)s stakeholder placed by power and interest. The table lists every position.",
        "%(n)s stakeholders placed by power and interest. The table lists every position.",
        len(placed),
    ) % {"n": len(placed)}
    title = _("Map of power and interest, %(day)s") % {"day": formats.long_date(asked["day"])}
    marks = [mark(held, is_movable=bool(place)) for held in placed]
    if place:
        marks += [_waiting(stake) for stake in waiting]
    return charts.field_map(
        marks, _fields(), _axes(), words=(title, said), size=size, place=place
    )  # fmt: skip


def mark(held: Held, *, is_movable: bool) -> charts.Mark:
    party = held.stake.party
    told = told_of(held)
    if is_movable:
        told = _("%(told)s. Arrow keys move, Enter opens.") % {"told": told}
    was = None
    if held.was.is_placed:
        before = (_score(held.was, "interest"), _score(held.was, "power"))
        was = (
            before if before != (_score(held.now, "interest"), _score(held.now, "power")) else None
        )
    return charts.Mark(
        key=party.ref, name=visible(party.name), letters=party.initials,
        across=_score(held.now, "interest"), up=_score(held.now, "power"), told=told,
        href=stake_address(held.stake), tint=TINTS.get(held.now.engagement, 0),
        is_round=party.is_round, was=was,
    )  # fmt: skip


def _waiting(stake: Stake) -> charts.Mark:
    """Give somebody who is not on the map, amid it."""
    name = visible(stake.party.name)
    told = _("%(name)s, not on the map yet. Arrow keys move, Enter opens.") % {"name": name}
    return charts.Mark(
        key=stake.party.ref, name=name, letters=stake.party.initials, across=AMID, up=AMID,
        told=told, href=stake_address(stake), is_round=stake.party.is_round,
        is_waiting=True,
    )  # fmt: skip


def told_of(held: Held) -> str:
    return _("%(name)s: power %(power)s, interest %(interest)s of 5, %(level)s") % {
        "name": visible(held.stake.party.name),
        "power": formats.number(_score(held.now, "power"), 1),
        "interest": formats.number(_score(held.now, "interest"), 1),
        "level": _level(held.now.engagement),
    }


def _level(value: str) -> str:
    return str(Level(value).label) if value else _("level not known")


def _score(standing: queries.Standing, name: str) -> float:
    return standing.score(name) or 0.0


def _fields() -> charts.Fields:
    in_force = queries.advice_in_force()

    def field(quadrant: Quadrant) -> tuple[str, str]:
        given = queries.advised(quadrant, "", in_force)
        return str(quadrant.label), f"{given.rhythm}, {visible(given.channel)}"

    return charts.Fields(
        high_high=field(Quadrant.MANAGE_CLOSELY), low_high=field(Quadrant.KEEP_SATISFIED),
        high_low=field(Quadrant.KEEP_INFORMED), low_low=field(Quadrant.MONITOR),
    )  # fmt: skip


def _axes() -> tuple[charts.Axis, charts.Axis]:
    low, high = pgettext("score", "low"), pgettext("score", "high")
    return (
        charts.Axis(_("Interest in the initiative"), low, high),
        charts.Axis(_("Power over the outcome"), low, high),
    )


def legend() -> list[tuple[str, str]]:
    return [(f"e{TINTS[level]}", str(Level(level).label)) for level in TINTS]


def row(held: Held) -> dict[str, Any]:
    """Give the same as a line of the table beneath the map."""
    place = held.position
    return {
        "party": held.stake.party, "href": stake_address(held.stake),
        "power": formats.number(_score(held.now, "power"), 1),
        "interest": formats.number(_score(held.now, "interest"), 1),
        "quadrant": Quadrant(place.quadrant).label if place.quadrant else "",
        "level": _level(held.now.engagement), "assessors": held.now.assessors,
        "disagree": bool(held.now.disagreeing),
        "assess": stake_address(held.stake, "stake-assess"),
    }  # fmt: skip


def matrix(found: Sequence[Held], place: str = "") -> dict[str, Any]:
    """Give the rows of the matrix; with ``place``, an address, their marks may be moved."""
    rows = [matrix_row(held.stake, held.now.engagement, is_movable=bool(place)) for held in found]
    return {
        "levels": [str(label) for label in Level.labels], "rows": rows, "place": place,
        "values": LEVELS, "least": LEVELS.index(WANTED[0][0]),
    }  # fmt: skip


def matrix_row(stake: Stake, now: str, *, is_movable: bool) -> dict[str, Any]:
    party, href = stake.party, stake_address(stake)
    name = visible(party.name)
    row: dict[str, Any] = {
        "head": who(name, "", href, party.kind, "s", party.colour),
        "now": LEVELS.index(now), "wanted": LEVELS.index(stake.wanted),
    }  # fmt: skip
    return row | ({"move": {"key": party.ref, "name": name, "href": href}} if is_movable else {})


def steps(held: Held, in_force: dict[tuple[str, str], Advice]) -> dict[str, Any]:
    """Give the way from the level now to the one wanted, and what is advised on it."""
    place = held.position
    given = queries.advised(place.quadrant, place.way, in_force) if place.quadrant else None
    path = " → ".join(str(Level(level).label) for level in (held.now.engagement, *place.steps))
    return {
        "party": held.stake.party, "href": stake_address(held.stake), "path": path,
        "way": Way(place.way).label, "n": len(place.steps),
        "by": formats.long_date(held.stake.wanted_by) if held.stake.wanted_by else "",
        "advice": f"{given.rhythm}, {visible(given.channel)}" if given else "",
    }  # fmt: skip


def move(found: Move) -> dict[str, Any]:
    party = found.held.stake.party
    parts = []
    if found.level is not None:
        was, now = (str(Level(level).label) for level in found.level)
        parts.append(f"{was} → {now}")
    for name, (before, after) in found.scores.items():
        was, now = formats.number(before / 10, 1), formats.number(after / 10, 1)
        parts.append(f"{SCALE_LABELS[name]} {was} → {now}")
    way = {True: "up", False: "dn", None: "fl"}[found.is_better]
    return {
        "party": party, "href": stake_address(found.held.stake), "what": ", ".join(parts),
        "reason": visible(found.reason), "way": way,
        "said": {"up": _("better"), "dn": _("worse"), "fl": _("moved")}[way],
    }  # fmt: skip


def _salience_words() -> dict[str, tuple[str, str]]:
    """Name each class and what it rests on, the weightiest first."""
    power, legitimacy, urgency = (
        str(SCALE_LABELS[name]) for name in ("power", "legitimacy", "urgency")
    )
    return {
        "definitive": (_("Definitive"), f"{power}, {legitimacy}, {urgency}"),
        "dominant": (_("Dominant"), f"{power}, {legitimacy}"),
        "coercive": (_("Coercive"), f"{power}, {urgency}"),
        "dependent": (_("Dependent"), f"{legitimacy}, {urgency}"),
        "dormant": (_("Dormant"), power),
        "discretionary": (_("Discretionary"), legitimacy),
        "demanding": (_("Demanding"), urgency),
        "non_stakeholder": (_("None of the three"), ""),
    }


def salience_classes(found: Sequence[Held]) -> list[dict[str, Any]]:
    """Give each class with its stakes, those of most attributes first."""
    known = [(held, queries.salience_of(held.now)) for held in found]
    return [
        {
            "label": label, "rests": rests,
            "stakes": [
                (held.stake.party, stake_address(held.stake))
                for held, salience in known
                if salience is not None and salience["shown_as"] == key
            ],
        }
        for key, (label, rests) in _salience_words().items()
    ]  # fmt: skip


def cube_corners(found: Sequence[Held]) -> list[dict[str, Any]]:
    """Give each corner of the cube by words that one may show the person."""
    words = {
        "high_power": _("high power"), "low_power": _("low power"),
        "high_interest": _("high interest"), "low_interest": _("low interest"),
        "supportive": pgettext("cube", "supportive"), "opposed": pgettext("cube", "opposed"),
    }  # fmt: skip
    corners: dict[tuple[str, ...], list[Any]] = {
        (power, interest, attitude): []
        for power in ("high_power", "low_power")
        for interest in ("high_interest", "low_interest")
        for attitude in ("supportive", "opposed")
    }
    for held in found:
        if corner := queries.cube_of(held.now):
            corners[corner].append((held.stake.party, stake_address(held.stake)))
    return [
        {"label": ", ".join(words[word] for word in corner), "stakes": stakes}
        for corner, stakes in corners.items()
    ]
