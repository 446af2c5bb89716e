"""How health reads in words: bands, reasons, what is missing. The same on every page."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accord.features.health.models import Score
from accord.features.health.states import Band, Move, Part
from accord.foundation.ui import formats
from accord.foundation.ui.panels import page_of
from accord.methods.stakeholders.health import ENOUGH_INTERACTIONS

KINDS = {Band.HEALTHY: "ok", Band.WATCH: "warn", Band.AT_RISK: "bad"}
SIGNS = {
    Move.REPLIED: "reply", Move.QUIET: "hourglass", Move.WARMED: "trending-up",
    Move.COOLED: "trending-down",
}  # fmt: skip
TONES = {Move.REPLIED: "ok", Move.QUIET: "warn", Move.WARMED: "ok", Move.COOLED: "bad"}


def band_of(score: Score) -> tuple[str, str]:
    """Give the band in words and its colour; nothing where too little is known."""
    if not score.shown_band:
        return "", ""
    return str(Band(score.shown_band).label), KINDS[Band(score.shown_band)]


def why_unknown(score: Score) -> str:
    """Say what is missing for a band, in numbers."""
    if score.talks_count < ENOUGH_INTERACTIONS:
        talks = ngettext("%(n)s talk", "%(n)s talks", score.talks_count)
        needed = ngettext("%(n)s is needed", "%(n)s are needed", ENOUGH_INTERACTIONS)
        return _("Not enough to say: %(talks)s, %(needed)s") % {
            "talks": talks % {"n": score.talks_count},
            "needed": needed % {"n": ENOUGH_INTERACTIONS},
        }
    return _("Not enough to say: only %(part)s of what the score looks at is known") % {
        "part": formats.percent(score.coverage)
    }


def change_of(change: float | None) -> tuple[str, str]:
    """Give a change in points in words, and which way it goes."""
    if change is None:
        return "", ""
    points = round(change)
    way = "up" if points > 0 else "dn" if points < 0 else "fl"
    return (f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "0"), way


def reason_of(score: Score) -> dict[str, str]:
    """Say why a score moved: in words, with the reference behind it and its page."""
    reason: dict[str, Any] = score.reason
    if score.move in {Move.QUIET, Move.REPLIED} and score.last_talk_at:
        return {"words": _by_contact(score), "ref": "", "href": ""}
    if not reason:
        return {"words": "", "ref": "", "href": ""}
    ref = reason.get("ref", "") if reason["part"] in {Part.PROMISES, Part.SENTIMENT} else ""
    return {"words": _words(reason, score.at), "ref": ref, "href": page_of(ref) if ref else ""}


def _by_contact(score: Score) -> str:
    assert score.last_talk_at is not None  # noqa: S101 -- asked by its only caller
    day = _day(score.last_talk_at, score.at)
    if score.move == Move.QUIET:
        words = _("no contact since %(day)s, every %(n)s days were meant")
        return words % {"day": day, "n": score.rhythm_days}
    return _("in contact again on %(day)s") % {"day": day}


def _words(reason: dict[str, Any], at: datetime) -> str:
    better = reason["points"] > 0
    part = reason["part"]
    if part == Part.PROMISES:
        return _promise(reason.get("outcome", ""))
    if part == Part.SENTIMENT:
        return _("a talk went well") if better else _("a talk went badly")
    if part == Part.RECIPROCITY:
        return _("both sides come forward") if better else _("only one side comes forward")
    since = reason.get("since")
    if better or not since:
        return _("more contact than before") if better else _("less contact than before")
    return _("no contact since %(day)s") % {"day": _day(date.fromisoformat(since), at)}


def _day(moment: date | datetime, at: datetime) -> str:
    return formats.day_month(moment, today=formats.local(at))


def _promise(outcome: str) -> str:
    words = {
        "kept": pgettext("reason", "promise kept"),
        "late": pgettext("reason", "promise kept late"),
        "broken": pgettext("reason", "promise past its day or broken"),
        "renegotiated_after_due": pgettext("reason", "promise given another day too late"),
    }
    return words.get(outcome, pgettext("reason", "what we promised"))


def points(value: float) -> str:
    return formats.number(value, 1) if round(value, 1) else "0"
