"""A profile in words: for its owner, for a mentor, for an assessor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accord.features.growth import queries
from accord.features.growth.models import GrowthStep, PortfolioItem, Profile, SelfAssessment
from accord.features.growth.queries import Fact, Known
from accord.features.growth.states import (
    ATTRIBUTES,
    FACTS,
    LEVEL_NAMES,
    RESPONSIBILITIES,
    Grade,
    ItemState,
    Part,
    Verdict,
)
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.pages import Request
from accord.foundation.ui.panels import page_of
from accord.methods.intervals import CONFIDENCE

TONES = {
    ItemState.DRAFT: "", ItemState.OFFERED: "warn", ItemState.ACCEPTED: "ok",
    ItemState.RETURNED: "bad", ItemState.WITHDRAWN: "",
}  # fmt: skip


@dataclass(frozen=True)
class Sight:
    """What somebody may see of a profile, beside the items that are theirs to see."""

    is_own: bool
    is_mentor: bool

    @property
    def is_whole(self) -> bool:
        return self.is_own or self.is_mentor


def sight_of(request: Request, profile: Profile) -> Sight:
    parts = queries.parts_in(request.user, profile)
    return Sight(profile.person_id == request.user.pk, Part.MENTOR in parts)


def whole(request: Request, profile: Profile, at: datetime) -> dict[str, Any]:
    """Give all that a page says of a profile, as far as ``request.user`` may see it."""
    sight = sight_of(request, profile)
    items = queries.items_of(request.user, profile)
    stated = queries.statements_of(profile)
    said = queries.self_assessments_of(profile) if sight.is_whole else {}
    keys = queries.responsibilities_of(profile.level)
    facts = _facts(profile, keys, at) if sight.is_whole else {}
    check = _check(profile, items if sight.is_own else None, stated, at)
    return {
        "profile": profile, "sight": sight, "level": LEVEL_NAMES[profile.level],
        "period": period(at), "check": check,
        "duties": [
            _duty(key, items, said.get(key, []), facts, check, own=sight.is_own, at=at)
            for key in keys
        ],
        "other_items": [
            item_row(one, at) for one in items if one.responsibility not in keys
        ],
        "attributes": [
            {
                "label": label, "hint": hint, "href": reverse("growth:attribute", args=[key]),
                "words": visible(stated[key].words) if key in stated else "",
                "when": formats.stamp(stated[key].at, at=at) if key in stated else "",
            }
            for key, (label, hint) in ATTRIBUTES.items()
        ],
        "steps": [step(one, at) for one in queries.steps_of(profile)] if sight.is_whole else [],
        "judgements": [
            {
                "level": LEVEL_NAMES[one.level], "verdict": Verdict(one.verdict).label,
                "tone": "ok" if one.verdict == Verdict.REACHED else "warn",
                "who": visible(one.by.name), "when": formats.stamp(one.at, at=at),
                "reasons": visible(one.reasons),
            }
            for one in queries.judgements_of(profile)
        ],
    }  # fmt: skip


def period(at: datetime) -> str:
    first, last = queries.year_before(at), at
    return f"{formats.day_month(first, today=localdate(at))} – {_day(last)}"


def _day(moment: datetime) -> str:
    return formats.day_month(moment, today=formats.local(moment))


def _facts(profile: Profile, keys: tuple[str, ...], at: datetime) -> dict[str, dict[str, Any]]:
    wanted = [fact for key in keys for fact in RESPONSIBILITIES[key].facts]
    found = queries.facts_about(profile.person, wanted, at)
    return {key: fact_told(one) for key, one in found.items()}


def fact_told(fact: Fact) -> dict[str, Any]:
    """Say a fact: its figure with what it rests on, or why there is none."""
    told = {"key": fact.key, "label": FACTS[fact.key], "n": fact.n}
    if not fact.n:
        return {**told, "said": "", "why": _("nothing recorded in these 12 months")}
    if not fact.is_share:
        return {**told, "said": formats.number(fact.n), "why": ""}
    counted = _("%(hits)s of %(n)s") % {"hits": fact.hits, "n": fact.n}
    if fact.is_thin:
        words = _("too few for a share: %(n)s needed")
        return {**told, "said": counted, "why": words % {"n": queries.FEWEST}}
    share = formats.percent((fact.hits or 0) / fact.n)
    bounds = {"low": fact.low or 0, "high": fact.high or 0, "sure": CONFIDENCE}
    said = {name: formats.percent(part) for name, part in bounds.items()}
    within = _("%(sure)s interval: %(low)s to %(high)s") % said
    return {**told, "said": f"{counted} ({share})", "why": within}


def _duty(  # noqa: PLR0913 -- one responsibility, all that is known of it
    key: str, items: list[PortfolioItem], said: list[SelfAssessment], facts: dict[str, Any],
    check: dict[str, Any], *, own: bool, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    found = RESPONSIBILITIES[key]
    return {
        "key": key, "words": found.words,
        "practices": [practice.label for practice in found.practices],
        "facts": [facts[name] for name in found.facts if name in facts],
        "items": [item_row(one, at) for one in items if one.responsibility == key],
        "covered": check["covered"][key],
        "grades": [
            {
                "grade": Grade(one.grade).label, "note": visible(one.note),
                "when": formats.stamp(one.at, at=at),
            }
            for one in said
        ],
        "assess": reverse("growth:assess", args=[key]) if own else "",
        "add": f"{reverse('growth:item-add')}?responsibility={key}" if own else "",
    }  # fmt: skip


def _check(
    profile: Profile, items: list[PortfolioItem] | None, stated: Any, at: datetime
) -> dict[str, Any]:
    """Say what the check found. What is wrong with single items is for those who see them all."""
    counted = queries.items_of(profile.person, profile) if items is None else items
    result, taken = queries.checked(profile, counted, list(stated), localdate(at))
    portfolio = result.value
    assert portfolio is not None  # noqa: S101 -- this method always answers
    wrong: dict[int, list[str]] = {}
    for position, what in portfolio["unusable"]:
        wrong.setdefault(int(position), []).append(str(_wrong()[str(what)]))
    return {
        "covered": {
            key: {"n": one["items"], "enough": one["enough"]}
            for key, one in portfolio["responsibilities"].items()
        },
        "fewest": result.params["fewest_items"], "months": result.params["months"],
        "missing": formats.listing(
            [str(ATTRIBUTES[name][0]) for name in portfolio["missing_attributes"]]
        ),
        "unusable": [
            {
                "claim": visible(taken[at_].claim), "why": formats.listing(why),
                "href": reverse("growth:item", args=[taken[at_].pk]),
            }
            for at_, why in wrong.items()
        ]
        if items is not None
        else [],
        "ready": portfolio["ready_for_judgement"], "n": result.n,
        "method": f"{result.method} {result.version}",
    }  # fmt: skip


def _wrong() -> dict[str, str]:
    return {
        "no_claim": _("it claims nothing"), "no_records": _("it rests on no record"),
        "no_reflection": _("it has no reflection"),
        "no_assessor": _("no assessor has accepted it"),
        "own_assessor": _("its owner assessed it"), "too_old": _("it is older than 12 months"),
    }  # fmt: skip


def item_row(item: PortfolioItem, at: datetime) -> dict[str, Any]:
    state = ItemState(item.state)
    return {
        "claim": visible(item.claim), "href": reverse("growth:item", args=[item.pk]),
        "state": state.label, "tone": TONES[state],
        "is_gone": state == ItemState.WITHDRAWN,
        "when": formats.day_month(item.day, today=localdate(at)),
        "who": visible(item.assessor.name) if item.assessor else "",
    }  # fmt: skip


def step(one: GrowthStep, at: datetime) -> dict[str, Any]:
    today = localdate(at)
    return {
        "words": visible(one.words), "company": visible(one.company),
        "effect": visible(one.effect), "effect_label": pgettext("growth step", "What came of it"),
        "is_done": one.done_date is not None,
        "due": formats.day_month(one.due_date, today=today) if one.due_date else "",
        "is_late": bool(one.due_date and not one.done_date and one.due_date < today),
        "done": formats.day_month(one.done_date, today=today) if one.done_date else "",
        "duty": RESPONSIBILITIES[one.responsibility].words if one.responsibility else "",
        "change": reverse("growth:step-change", args=[one.pk]),
        "finish": reverse("growth:step-done", args=[one.pk]),
        "drop": reverse("growth:step-drop", args=[one.pk]),
    }  # fmt: skip


def record_href(known: Known) -> str:
    """Give the page that a record is seen on."""
    mark = known.ref.partition("-")[0]
    if mark == "workshop":
        return reverse("workshops:detail", args=[known.row.pk])
    if mark == "goal":
        return reverse("keyplans:detail", args=[known.row.plan.ref])
    if mark == "stake":
        return reverse("initiatives:stake", args=[known.row.initiative.ref, known.row.party.ref])
    if mark == "vision":
        return reverse("alignment:home")
    return page_of(known.ref)
