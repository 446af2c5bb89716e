"""Scores are computed anew and kept; they follow from the rest and are not in the trail."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q

from accord.features.health import queries
from accord.features.health.models import Score
from accord.features.health.queries import Standing
from accord.features.stakeholders.models import Party
from accord.foundation.journal import rows
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.rules import Actor

KEPT_FOR = timedelta(weeks=53)
CHUNK = 500


def keep_scores(*, by: Actor, parties: Collection[Party], at: datetime) -> list[Standing]:
    """Compute the scores of some parties and keep them in place of those of this week.

    One that had none before gets those of the weeks before, too, as of then by the rule of today.
    Gives how each stands now.
    """
    del by
    week = queries.monday(at)
    known = set(
        Score.objects.filter(party__in=parties, is_newest=True).values_list("party_id", flat=True)
    )
    found = queries.evidence_of(parties, at)
    now = [queries.stand(evidence, at) for evidence in found]
    new = [_row(one, week, is_newest=True) for one in now]
    for one in found:
        if one.party.pk not in known:
            new += _weeks_before(one, at)
    keys = {party.pk for party in parties}
    _replace(keys, keys - known, week, new)
    return now


def forget_scores(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Let go of the scores of those that were set inactive; erased ones are among them."""
    del by, at
    gone = [key for key, _before, after in touched.changed if after.get("is_active") is False]
    if gone:
        Score.objects.filter(party__in=gone).delete()


def drop_old(*, by: Actor, at: datetime) -> int:
    """Let go of the scores of those not computed again: nothing is left that they could rest on.

    Gives of how many parties.
    """
    del by
    with writing():
        stale = list(
            Score.objects.filter(is_newest=True, at__lt=at).values_list("party_id", flat=True)
        )
        for start in range(0, len(stale), CHUNK):
            Score.objects.filter(party__in=stale[start : start + CHUNK]).delete()
    return len(stale)


def _weeks_before(evidence: queries.Evidence, at: datetime) -> list[Score]:
    moments = queries.weeks_before(at)
    past = (queries.stood(evidence, moment) for moment in moments)
    return [
        _row(one, queries.monday(one.at), is_newest=False)
        for one in past
        if one.health.value is not None and one.health.value["score"] is not None
    ]


def _replace(
    keys: Collection[int], unknown: Collection[int], week: date, new: Sequence[Score]
) -> None:
    """Write the rows; whoever computes the same parties at the same time waits for the other."""
    with writing():
        parties = Party.objects.select_for_update(no_key=True).filter(pk__in=keys)
        list(parties.order_by("pk").values_list("pk"))
        mine = Score.objects.filter(party__in=keys)
        mine.filter(Q(week=week) | Q(party__in=unknown)).delete()
        mine.filter(week__lt=week - KEPT_FOR).delete()
        mine.filter(is_newest=True).update(is_newest=False)
        rows.insert_many(Score, new)


def _row(one: Standing, week: date, *, is_newest: bool) -> Score:
    health = one.health.value
    days, source = one.evidence.rhythm
    talks = [talk for talk in one.evidence.talks if talk.at <= one.at]
    return Score(
        party_id=one.evidence.party.pk, week=week, at=one.at,
        value=health["score"] if health else None,
        band=(health["band"] if health else None) or "", is_enough=one.is_enough,
        coverage=health["coverage"] if health else 0.0, talks_count=one.health.n,
        components=health["components"] if health else {},
        lost=health["lost_points"] if health else {}, caps=health["caps"] if health else [],
        method_version=one.health.version, rhythm_days=days, rhythm_from=source,
        last_talk_at=talks[-1].at if talks else None,
        month_change=one.month["change"] if one.month else None,
        week_change=one.week["change"] if one.week else None,
        move=one.move, reason=one.reason, is_newest=is_newest,
    )  # fmt: skip
