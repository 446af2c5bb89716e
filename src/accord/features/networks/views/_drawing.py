"""Rows, marks and words that the pages of networks are drawn from."""

from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from accord.features.initiatives.models import Initiative
from accord.features.networks import queries
from accord.features.networks.models import Position
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Kind
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, charts, formats

ON_PAPER = 200  # parties in the picture that needs no script
LISTED = 100  # rows of the table beside the picture
BESIDE = 6  # neighbours named in each
SIZE = (1040, 620)
FULL = 3.0  # a tie worth so much is drawn as thick as can be
HUES = 6  # colours that groups are told apart by


def record(party: Party) -> str:
    return addresses.to("stakeholders:detail", kwargs={"ref": party.ref})


def broker(row: Position) -> dict[str, Any]:
    return {
        "party": row.party,
        "href": record(row.party),
        "told": " · ".join(
            [
                _("%(n)s of the shortest ways lead through them")
                % {"n": formats.percent(row.betweenness or 0)},
                _("constraint %(n)s") % {"n": formats.number(row.constraint or 0, 2)},
                _ties(row.degree),
            ]
        ),
    }


def _ties(count: int) -> str:
    return ngettext("%(n)s tie", "%(n)s ties", count) % {"n": count}


def held(row: Position, talks: int, *, named: bool) -> dict[str, Any]:
    """Say how much of a relation hangs on one; on whom only where persons may be named."""
    share = {"share": formats.percent(row.held_share or 0)}
    if named and row.holder is not None:
        told = _("%(share)s of the contact lies with %(name)s") % {
            **share, "name": visible(row.holder.name),
        }  # fmt: skip
    else:
        told = _("%(share)s of the contact lies with one of us") % share
    counted = ngettext("%(n)s talk", "%(n)s talks", talks) % {"n": talks}
    return {"party": row.party, "href": record(row.party), "told": f"{told} · {counted}"}


def group(number: int, size: int, rows: list[Position]) -> dict[str, Any]:
    """Name a group by its best-connected members."""
    names = ", ".join(visible(row.party.name) for row in rows)
    words = ngettext("%(n)s stakeholder", "%(n)s stakeholders", size) % {"n": size}
    return {
        "hue": hue(number), "name": names or _("Group %(n)s") % {"n": number + 1}, "told": words,
    }  # fmt: skip


def hue(community: int) -> int:
    return community % HUES + 1


class Drawn:
    """The best connected of a network, as a picture without script and as a table."""

    def __init__(self, user: Any, initiative: Initiative | None, *, sized: bool) -> None:
        self.sized = sized
        self.rows_ = list(queries.positions(user, initiative)[:ON_PAPER])
        self.at = {row.place: number for number, row in enumerate(self.rows_)}
        ties = queries.drawn_ties(initiative)
        self.ties = [
            (self.at[one], self.at[other], min(weight / FULL, 1.0))
            for one, other, weight in ties
            if one in self.at and other in self.at
        ]

    def svg(self) -> Markup:
        most = max((row.weight for row in self.rows_), default=0) or 1.0
        dots = [
            charts.Dot(
                visible(row.party.name), record(row.party), row.x, row.y,
                size=size_of(row, most, sized=self.sized), hue=row.community,
                is_round=row.party.is_round,
            )
            for row in self.rows_
        ]  # fmt: skip
        title = ngettext("Network of %(n)s stakeholder", "Network of %(n)s stakeholders", len(dots))
        return charts.net(dots, self.ties, title % {"n": len(dots)}, SIZE)

    def rows(self) -> list[dict[str, Any]]:
        """Give the same as a table: each with whom they are tied to most."""
        beside: dict[int, list[int]] = {}
        for one, other, _weight in reversed(self.ties):
            for mine, theirs in ((one, other), (other, one)):
                beside.setdefault(mine, []).append(theirs)
        return [
            {
                "party": row.party, "href": record(row.party),
                "ties": row.degree if self._is_open(row) else "–",
                "group": "" if row.community is None else row.community + 1,
                "near": [
                    (self.rows_[place].party, record(self.rows_[place].party))
                    for place in beside.get(number, [])[:BESIDE]
                ],
                "more": max(len(beside.get(number, [])) - BESIDE, 0),
            }
            for number, row in self._in_order()
        ]  # fmt: skip

    def _in_order(self) -> list[tuple[int, Position]]:
        """Give the best connected first, or by name to whom that is not open."""
        first = list(enumerate(self.rows_[:LISTED]))
        return first if self.sized else sorted(first, key=lambda one: one[1].party.sort_key)

    def _is_open(self, row: Position) -> bool:
        return self.sized or row.party.kind != Kind.PERSON

    def rest(self, whole: int) -> str:
        """Say how many are not in the table."""
        more = max(whole - LISTED, 0)
        words = ngettext(
            "%(n)s more is in the picture alone.", "%(n)s more are in the picture alone.", more
        )
        return words % {"n": formats.number(more)} if more else ""

    def many(self, whole: int) -> str:
        """Say that paper has room for some only, where there are more."""
        said = _("Here the %(n)s best connected are drawn.") % {"n": ON_PAPER}
        return said if whole > ON_PAPER else ""

    def legend(self) -> list[tuple[str, str]]:
        return [("round", _("person")), ("square", _("organisation or group"))]


def size_of(row: Position, most: float, *, sized: bool) -> float:
    """Give how large a mark is; that of a person tells nothing to whom it is not open."""
    if not sized and row.party.kind == Kind.PERSON:
        return 0.25
    return float((row.weight / most) ** 0.5)


_KINDS = {Kind.PERSON: 0, Kind.ORGANISATION: 1, Kind.GROUP: 2}


def picture(user: Any, initiative: Initiative | None, *, sized: bool) -> bytes:
    """Write nodes by place, and ties as they were laid by; who may not be seen is left out."""
    found = queries.picture_rows(user, initiative)
    most = max((row[6] for row in found), default=0) or 1.0
    count = max((row[0] for row in found), default=-1) + 1
    nodes: list[Any] = [None] * count
    for place, ref, name, kind, x, y, weight, community in found:
        open_ = sized or kind != Kind.PERSON
        size = round((weight / most) ** 0.5, 3) if open_ else 0.25
        nodes[place] = [ref, visible(name), _KINDS[Kind(kind)], x, y, size, community]
    ties = queries.drawn_ties(initiative)
    seen = [tie for tie in ties if _both(nodes, tie[0], tie[1])]
    return msgspec.json.encode({"nodes": nodes, "ties": seen})


def _both(nodes: list[Any], one: int, other: int) -> bool:
    return max(one, other) < len(nodes) and nodes[one] is not None and nodes[other] is not None
