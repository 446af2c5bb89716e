"""What health shows on pages that are not its own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup, escape

from accord.features.health import policies, queries, tables
from accord.features.health.models import Score
from accord.features.health.queries import Course, Glance
from accord.features.health.states import Band, Move, Part, Rhythm
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.ui import addresses, charts, formats
from accord.foundation.ui.listing.filters import Asked, Filter
from accord.foundation.ui.listing.planning import amid
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb
from accord.foundation.ui.small_parts import delta

VERBS = {
    "health-judged": Verb(
        words=gettext_lazy("%(by)s judged the relationship at %(title)s of 100"), icon="gauge",
        is_small=True,
    ),
}  # fmt: skip
FEWEST = 2  # weeks that make a line


def card(request: Request, party: Party) -> Callable[[], str]:
    """Draw how the relationship with ``party`` fares, what it lost points by, and who judged it."""
    asked = queries.ask_course(party)

    def draw() -> str:
        course = asked()
        may_judge = policies.JUDGE.allows(request.user, party)
        if course.newest is None and not may_judge:
            return ""
        return piece(request, "health/panel_health.html", facts_of(course, party, may=may_judge))

    return draw


def facts_of(course: Course, party: Party, *, may: bool) -> dict[str, Any]:
    """Give what the card and the page of a relationship both show."""
    score, judged = course.newest, course.judgement
    here = addresses.to("health:detail", kwargs={"ref": party.ref})
    return {
        "score": score, "judged": judged, "here": here,
        "judge": addresses.to("health:judge", kwargs={"ref": party.ref}) if may else "",
        "band": tables.band_of(score) if score else ("", ""),
        "unknown": tables.why_unknown(score) if score and not score.shown_band else "",
        "parts": parts_of(score, here) if score else [],
        "change": tables.change_of(score.month_change) if score else ("", ""),
        "spark": spark_of(course.scores), "weeks": _weeks(course), "method": method_of(score),
    }  # fmt: skip


def parts_of(score: Score, here: str) -> list[dict[str, Any]]:
    """Give each part with the points that it cost, and where the rows behind it are."""
    return [
        {
            "label": Part(name).label, "href": f"{here}#{name}",
            "lost": tables.points(score.lost[name]) if name in score.lost else "",
            "reached": score.components.get(name),
        }
        for name in Part.values
    ]  # fmt: skip


def method_of(score: Score | None) -> str:
    """Say how the score was made, of how much, and when."""
    if score is None:
        return ""
    words = _(
        "Relationship health %(version)s of %(day)s: %(n)s talks and our promises of two years, "
        "against a rhythm of %(days)s days (%(source)s); what is restricted does not count"
    )
    day = formats.day_month(score.at, today=formats.local(score.at))
    return words % {
        "version": score.method_version, "day": day,
        "n": score.talks_count, "days": score.rhythm_days,
        "source": Rhythm(score.rhythm_from).label,
    }  # fmt: skip


def _known(scores: Sequence[Score]) -> list[Score]:
    return [one for one in scores if one.is_enough and one.value is not None]


def spark_of(scores: Sequence[Score]) -> Markup | str:
    """Draw the course of a relationship as a small line; nothing of a single week."""
    known = _known(scores)
    if len(known) < FEWEST:
        return ""
    values = [int(one.value or 0) for one in known]
    said = _("Score by week: %(values)s") % {"values": ", ".join(map(str, values))}
    return charts.spark(values, said)


def _weeks(course: Course) -> list[tuple[str, str]]:
    """Give the twin of the line: each week and its score, the newest first."""
    return [
        (formats.day_month(one.week, today=formats.local(one.at)), str(int(one.value or 0)))
        for one in reversed(_known(course.scores))
    ]


# The column of the list of stakeholders


def standings(keys: Sequence[int], user: User) -> Callable[[], Mapping[int, Glance]]:
    del user  # whoever sees the row sees its score
    return queries.ask_standings(keys)


def score_words(found: Glance) -> str:
    value, band, _change = found
    return f"{value} {Band(band).label}" if band else str(value)


def draw_score(found: Glance) -> str:
    """Draw the score, coloured where it is low, and which way it went in 30 days."""
    value, band, change = found
    kind = tables.KINDS.get(Band(band), "") if band else ""
    cls = {"bad": "is-late", "warn": "is-soon"}.get(kind, "")
    said = escape(Band(band).label) if band else ""
    text, way = tables.change_of(change)
    went = delta(_("%(points)s in 30 days") % {"points": text}, way, icon_only=True) if text else ""
    return f'<span class="num {cls}" title="{said}">{value}</span> {went}'


def _on_band(asked: Asked) -> Q:
    among = amid(queries.in_bands(asked.values), "party_id")
    return among if asked.op == "is" else ~among


def _on_move(asked: Asked) -> Q:
    among = amid(queries.that_moved(asked.values), "party_id")
    return among if asked.op == "is" else ~among


FILTERS = (
    Filter(
        key="health", label=gettext_lazy("Health"), kind="choice", where=_on_band,
        choices=lambda _asking: [*Band.choices, ("unknown", gettext_lazy("Not enough to say"))],
        allowed=("is", "not"),
    ),
    Filter(
        key="moved", label=gettext_lazy("What moved"), kind="choice", where=_on_move,
        choices=lambda _asking: Move.choices, allowed=("is", "not"),
    ),
)  # fmt: skip
