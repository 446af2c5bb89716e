"""What is drawn of a workshop: one map in two sizes, for those who take part and who hold it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from markupsafe import Markup

from accord.features.initiatives.states import Quadrant
from accord.features.workshops.forms import SCORES
from accord.features.workshops.models import Card
from accord.features.workshops.queries import Result
from accord.foundation.kernel.text import visible
from accord.foundation.ui import charts, formats

WIDE, NARROW = (720, 560), (340, 400)
TINT, APART = 3, 2
MIDDLE = 3


def together(
    results: Sequence[Result], own: dict[int, tuple[int, int]], size: tuple[int, int]
) -> Markup:
    """Draw where all together put each card; a dashed line leads there from where one put it."""
    marks = [
        _mark(found.card, (found.power, found.interest), own.get(found.card.pk),
              APART if found.is_apart else TINT)
        for found in results
    ]  # fmt: skip
    return _draw(_("What all together said"), marks, size)


def own_map(cards: Sequence[Card], own: dict[int, tuple[int, int]]) -> Markup:
    """Draw where one guest put their cards so far, for a phone."""
    marks = [_mark(card, own[card.pk], None, TINT) for card in cards if card.pk in own]
    return _draw(_("Where you put them"), marks, NARROW)


def squares(own: tuple[int, int] | None) -> list[list[dict[str, Any]]]:
    """Give the small map that is tapped, row by row, the highest power first."""
    here = tuple(round(score / 10) for score in own) if own else None
    said = _("power %(power)s, interest %(interest)s")
    return [
        [
            {
                "value": f"{power}-{interest}", "is_here": here == (power, interest),
                "told": said % {"power": power, "interest": interest},
                "is_close": power > MIDDLE and interest > MIDDLE,
            }
            for interest in SCORES
        ]
        for power in reversed(SCORES)
    ]  # fmt: skip


def _mark(
    card: Card, at: tuple[int, int], was: tuple[int, int] | None, tint: int
) -> charts.Mark:  # fmt: skip
    party, (power, interest) = card.stake.party, at
    told = _("%(name)s: power %(power)s, interest %(interest)s") % {
        "name": visible(party.name), "power": formats.number(power / 10, 1),
        "interest": formats.number(interest / 10, 1),
    }  # fmt: skip
    return charts.Mark(
        key=str(card.pk), name=visible(party.name), letters=party.initials,
        across=interest / 10, up=power / 10, told=told, href=f"#card-{card.pk}", tint=tint,
        is_round=party.is_round, was=None if was in {None, at} else (was[1] / 10, was[0] / 10),
    )  # fmt: skip


def _draw(title: str, marks: list[charts.Mark], size: tuple[int, int]) -> Markup:
    said = ngettext(
        "%(n)s stakeholder placed by power and interest. The table lists every position.",
        "%(n)s stakeholders placed by power and interest. The table lists every position.",
        len(marks),
    ) % {"n": len(marks)}
    low, high = pgettext("score", "low"), pgettext("score", "high")
    axes = (
        charts.Axis(_("Interest in the initiative"), low, high),
        charts.Axis(_("Power over the outcome"), low, high),
    )
    fields = charts.Fields(
        high_high=(str(Quadrant.MANAGE_CLOSELY.label), ""),
        low_high=(str(Quadrant.KEEP_SATISFIED.label), ""),
        high_low=(str(Quadrant.KEEP_INFORMED.label), ""),
        low_low=(str(Quadrant.MONITOR.label), ""),
    )
    return charts.field_map(marks, fields, axes, words=(title, said), size=size)


def score(tenths: int) -> str:
    return formats.number(tenths / 10, 1)


def link(token: str) -> str:
    return reverse("workshops:take-part", kwargs={"token": token})
