"""What initiatives give the list of stakeholders: marks, questions and a view.

A party may have a stake in several initiatives; its marks show the one where it stands furthest
from where it is wanted; their hint says how many others there are.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accord.features.initiatives import queries
from accord.features.initiatives.queries import StakeMarks
from accord.features.initiatives.states import Level
from accord.features.initiatives.tables._stakes import LEVELS, glyph_of, track_of
from accord.features.stakeholders.queries import PartyColumn
from accord.foundation.kernel.text import visible
from accord.foundation.ui.listing import Asking, Filter, View
from accord.foundation.ui.listing import State as Shown
from accord.foundation.ui.listing.filters import Asked, Use
from accord.foundation.ui.listing.planning import amid

WIDE: Final = 2  # levels apart
SHOWN_IN: Final = frozenset({"key", "gap"})  # views of the list that show the marks


def _held(keys: Sequence[int], user: Any) -> Callable[[], Mapping[int, list[StakeMarks]]]:
    asked = queries.ask_stakes_of_many(user, keys)
    return lambda: {key: sorted(stakes, key=_apart) for key, stakes in asked().items()}


def _apart(stake: StakeMarks) -> tuple[int, str]:
    """Put what stands furthest from where it is wanted first, and what is not known last."""
    if not stake.engagement or not stake.wanted:
        return 1, stake.name
    return -abs(LEVELS.index(stake.engagement) - LEVELS.index(stake.wanted)), stake.name


def _of(stake: StakeMarks, others: int, mark: str) -> str:
    said = visible(stake.name)
    if others:
        said = ngettext("%(name)s; a stake in %(n)s other initiative",
                        "%(name)s; stakes in %(n)s other initiatives", others) % {
            "name": said, "n": others,
        }  # fmt: skip
    return f'<span title="{escape(said)}">{mark}</span>' if mark else ""


def draw_level(stakes: Sequence[StakeMarks]) -> str:
    first = stakes[0]
    return _of(first, len(stakes) - 1, str(track_of(first.engagement, first.wanted)))


def draw_place(stakes: Sequence[StakeMarks]) -> str:
    placed = [s for s in stakes if s.power is not None and s.interest is not None]
    if not placed:
        return ""
    return _of(placed[0], len(stakes) - 1, str(glyph_of(placed[0].power, placed[0].interest)))


def level_words(stakes: Sequence[StakeMarks]) -> str:
    """Say of each stake where it stands and is wanted."""
    labels = dict(Level.choices)
    return "; ".join(
        f"{visible(s.name)}: {labels.get(s.engagement, '?')} → {labels.get(s.wanted, '?')}"
        for s in stakes
        if s.engagement or s.wanted
    )


def place_words(stakes: Sequence[StakeMarks]) -> str:
    return "; ".join(
        f"{visible(s.name)}: {s.power / 10:.1f}, {s.interest / 10:.1f}"
        for s in stakes
        if s.power is not None and s.interest is not None
    )


COLUMNS: Final = {
    "position": PartyColumn(
        label=_("Position"), load=_held, words=place_words, draw=draw_place, is_numeric=False,
        is_default=False, views=SHOWN_IN, order=10,
    ),
    "engagement": PartyColumn(
        label=_("Now, wanted"), load=_held, words=level_words, draw=draw_level, is_numeric=False,
        is_default=False, views=SHOWN_IN, place="mark", order=12,
    ),
}  # fmt: skip


def _on_initiative(asked: Asked) -> Q:
    return _among(queries.stakes_held_in([int(v) for v in asked.values if v.isdecimal()]), asked)


def _on_gap(asked: Asked) -> Q:
    if {"yes", "no"} <= set(asked.values):
        return Q()
    wide = amid(queries.stakes_apart(WIDE), "party_id")
    return wide if "yes" in asked.values else ~wide


def _among(stakes: Any, asked: Asked) -> Q:
    among = amid(stakes, "party_id")
    return among if asked.op == "is" else ~among


def _initiatives(asking: Asking) -> list[tuple[str, str]]:
    found = queries.visible_to(asking.user).filter(is_active=True).order_by("sort_key", "pk")
    return [(str(pk), visible(name)) for pk, name in found.values_list("pk", "name")]


FILTERS: Final = (
    Filter(
        key="initiative", label=_("Initiative"), kind="choice", where=_on_initiative,
        choices=_initiatives, allowed=("is", "not"),
    ),
    Filter(key="gap", label=_("Gap of two or more levels"), kind="yes-no", where=_on_gap),
)  # fmt: skip

VIEW: Final = View(
    "gap", _("Gap of two or more"), Shown(filters=(Use("gap", "is", ("yes",)),), sort="quiet")
)
