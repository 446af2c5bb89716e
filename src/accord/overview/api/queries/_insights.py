"""What is counted over all features, as the API tells it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.strategies.queries import visible_to as strategies_visible_to
from accord.foundation.ui import formats
from accord.overview.api.queries._paging import Row
from accord.overview.api.queries._pieces import brief, one_of, party_told
from accord.overview.insights import queries as insights

MOST = 200
_SORTS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], insights.Scope]]] = {
    "party": (parties_visible_to, insights.of_party),
    "initiative": (initiatives_visible_to, insights.of_initiative),
    "strategy": (strategies_visible_to, insights.of_strategy),
}


def movement(user: Any, kind: str, ref: str, at: datetime) -> Row:
    """Give the mix of channels by quarter, and where those concerned stood at the end of each."""
    seen, scope_of = _SORTS[kind]
    scope = scope_of(user, one_of(seen(user), ref=ref))
    found = insights.movement(scope, scope.moment(at))
    better, worse, same = found.over_all()
    return {
        "is_enough": found.is_enough, "better": better, "worse": worse, "same": same,
        "quarters": [
            {
                "since": formats.local(one.span.start),
                "until": formats.local(one.span.end - timedelta(microseconds=1)),
                "formal": one.formal, "informal": one.informal, "channels": one.channels,
                "stood": len(one.stands), "stance": one.median, "better": one.better,
                "worse": one.worse, "same": one.same,
            }
            for one in found.quarters
        ],
        "weeks": [
            {"since": formats.local(span.start), "talks": n} for span, n in found.weeks
        ],
    }  # fmt: skip


def oversight(user: Any, at: datetime) -> Row:
    """Lay the teams that one may see side by side, now and a quarter ago."""
    return {"at": at, "teams": [_team(one) for one in insights.teams(user, at)]}


def _team(one: insights.Team) -> Row:
    felt, before = one.content, one.content_before
    return {
        "department": brief(one.department), "size": one.size, "bands": one.bands,
        "figures": [_figure(one, figure) for figure in insights.FIGURES],
        "felt_heard": felt.share if felt else None, "felt_heard_low": felt.low if felt else None,
        "felt_heard_high": felt.high if felt else None,
        "felt_heard_before": before.share if before else None,
    } | ({} if not one.hides("feedback") else dict.fromkeys(
        ("felt_heard", "felt_heard_low", "felt_heard_high", "felt_heard_before")
    ))  # fmt: skip


def _figure(team: insights.Team, figure: str) -> Row:
    hides = team.hides(figure)
    return {
        "figure": figure, "is_hidden": hides,
        "now": None if hides else team.now.get(figure, 0),
        "before": None if hides else team.before.get(figure, 0),
    }  # fmt: skip


def gaps(user: Any, segment: Segment, at: datetime) -> Row:
    """Give what members of a segment want and were given in a year, the widest gap first."""
    wishes, members = insights.wishes_of(user, segment, at)
    return {
        "members": members,
        "wishes": [
            {
                "wish": one.key, "wanted": one.wanted, "judged": one.judged,
                "missed_count": len(one.missed),
                "missed": [
                    {
                        "party": party_told(row.party), "wanted": row.wanted,
                        "given": dict(row.given),
                    }
                    for row in one.missed[:MOST]
                ],
            }
            for one in wishes
        ],
    }  # fmt: skip
