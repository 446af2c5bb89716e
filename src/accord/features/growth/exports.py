"""One's own profile to take along: as a document, and for programs."""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from accord.features.growth import queries
from accord.features.growth.models import PortfolioItem, Profile
from accord.features.growth.states import RESPONSIBILITIES
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, papers

SHEET = Path(__file__).parent / "data" / "portfolio.typ"


def as_json(user: User, profile: Profile, at: datetime) -> bytes:
    """Write the plain values: moments in UTC, choices by their keys."""
    told = {"name": user.name, "made_at": at, **whole(user, profile, at)}
    return msgspec.json.format(msgspec.json.encode(told, enc_hook=str), indent=2)


def whole(user: User, profile: Profile, at: datetime) -> dict[str, Any]:
    """Give all of one's own profile in plain values."""
    keys = [fact for key in queries.responsibilities_of(profile.level)
            for fact in RESPONSIBILITIES[key].facts]  # fmt: skip
    return {
        "level": profile.level, "started_at": profile.started_at,
        "facts": [
            {"key": one.key, "n": one.n, "hits": one.hits, "low": one.low, "high": one.high,
             "since": queries.year_before(at), "until": at}
            for one in queries.facts_about(user, keys, at).values()
        ],
        "items": [item(one) for one in queries.items_of(user, profile)],
        "self_assessments": [
            {"responsibility": key, "grade": one.grade, "note": one.note, "at": one.at}
            for key, said in queries.self_assessments_of(profile).items()
            for one in said
        ],
        "statements": [
            {"attribute": one.attribute, "words": one.words, "at": one.at}
            for one in queries.statements_of(profile).values()
        ],
        "steps": [
            {"words": one.words, "responsibility": one.responsibility, "due_date": one.due_date,
             "company": one.company, "done_date": one.done_date, "effect": one.effect}
            for one in queries.steps_of(profile)
        ],
        "companions": [
            {"name": one.person.name, "part": one.part, "since": one.since}
            for one in queries.companions_of(profile)
        ],
        "judgements": [
            {"level": one.level, "verdict": one.verdict, "reasons": one.reasons,
             "by": one.by.name, "at": one.at}
            for one in queries.judgements_of(profile)
        ],
    }  # fmt: skip


def item(one: PortfolioItem) -> dict[str, Any]:
    return {
        "id": one.pk, "responsibility": one.responsibility, "claim": one.claim,
        "reflection": one.reflection, "day": one.day, "state": one.state,
        "records": queries.records_of(one),
        "assessor": one.assessor.name if one.assessor else "", "answer": one.answer,
        "answered_at": one.answered_at,
    }  # fmt: skip


def as_pdf(shown: dict[str, Any], user: User, profile: Profile, at: datetime) -> bytes:
    """Set what the page shows, and the words of each item, on paper."""
    items = queries.items_of(user, profile)
    words = {
        "title": visible(user.name), "level": str(shown["level"]), "kind": _("Portfolio"),
        "made": formats.full(at), "page": _("Page"), "period": shown["period"],
        "duties": [_duty(duty, items) for duty in shown["duties"]],
        "parts": [
            {"label": _("In my own words"), "rows": [
                [str(one["label"]), one["words"]] for one in shown["attributes"] if one["words"]
            ]},
            {"label": _("Next steps"), "rows": [_step(one) for one in shown["steps"]]},
            {"label": _("Judgements"), "rows": [
                [f"{one['when']}, {one['who']}",
                 f"{one['level']}: {one['verdict']}. {one['reasons']}"]
                for one in shown["judgements"]
            ]},
        ],
    }  # fmt: skip
    return papers.pdf(SHEET, words, at=at)


def _duty(duty: dict[str, Any], items: list[PortfolioItem]) -> dict[str, Any]:
    latest = duty["grades"][0] if duty["grades"] else None
    rows = [
        [str(fact["label"]), ", ".join(filter(None, [fact["said"], fact["why"]]))]
        for fact in duty["facts"]
    ]
    if latest:
        said = f"{latest['grade']}, {latest['when']}"
        rows.append([_("Self-assessment"), " · ".join(filter(None, [said, latest["note"]]))])
    return {
        "label": str(duty["words"]), "sub": " · ".join(str(one) for one in duty["practices"]),
        "rows": rows,
        "items": [
            _item(one)
            for one in items
            if one.responsibility == duty["key"] and one.state != "withdrawn"
        ],
    }  # fmt: skip


def _item(one: PortfolioItem) -> dict[str, Any]:
    answered = f"{one.assessor.name}: {one.answer}" if one.assessor and one.answer else ""
    return {
        "claim": visible(one.claim),
        "sub": f"{formats.long_date(one.day)} · {one.get_state_display()}",
        "words": visible(one.reflection), "records": ", ".join(queries.records_of(one)),
        "answer": visible(answered),
    }  # fmt: skip


def _step(one: dict[str, Any]) -> list[str]:
    when = _("done on %(day)s") % {"day": one["done"]} if one["is_done"] else one["due"]
    return [when, ". ".join(filter(None, [one["words"], one["company"], one["effect"]]))]
