"""Arrangements: those in force, one with its reviews and appeals, its letter, how even they are."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.conduct import actions, exports, forms, policies, queries
from accord.features.conduct.models import Appeal, Arrangement
from accord.features.conduct.states import KINDS, AppealOutcome, Level
from accord.features.conduct.views._found import (
    address,
    arrangement_or_404,
    arrangements_trail,
    incident_or_404,
)
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, papers, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
MOST = 200
USUAL = timedelta(days=90)
WAITS = ""


@require_safe
@page(policies.SEE)
def arrangement_list(request: Request) -> HttpResponse:
    """List those in force, the soonest review first; or those that have ended."""
    ended, here = request.GET.get("which") == "ended", reverse("conduct:arrangements")
    found = queries.arrangements_in_order(request.user, "ended" if ended else "")[:MOST]
    context = {
        "rows": [_row(one) for one in found],
        "choices": [
            {"label": _("In force"), "href": here, "on": not ended},
            {"label": _("Ended"), "href": f"{here}?which=ended", "on": ended},
        ],
    }
    return show(request, "conduct/arrangement_list.html", context)


def _row(one: Arrangement) -> dict[str, Any]:
    today = formats.local(clock.now())
    return {
        "one": one, "href": address("arrangement", one.ref),
        "terms": formats.listing(queries.terms(one)),
        "review": formats.long_date(one.review_date),
        "is_overdue": queries.is_overdue(one, today),
        "begins": formats.long_date(one.from_date) if one.from_date > today else "",
        "ended": formats.long_date(one.ended_at) if one.ended_at else "",
    }  # fmt: skip


@require_safe
@page(policies.SEE)
def arrangement_detail(request: Request, ref: str) -> HttpResponse:
    """Show one: how contact goes on, why, who decided, its reviews and appeals."""
    one, at, user = arrangement_or_404(request, ref), clock.now(), request.user
    appeals = queries.appeals_of(one)
    holds = one.ended_at is None
    waits = any(appeal.outcome == WAITS for appeal in appeals)
    may = {
        "told": holds and one.told_at is None and policies.TELL.allows(user, one),
        "review": holds and policies.ARRANGE.allows(user, one),
        "end": holds and policies.ARRANGE.allows(user, one),
        "appeal": holds and not waits and policies.APPEAL.allows(user, one),
    }
    context = {
        **_row(one), "trail": arrangements_trail((one.ref, "")),
        "party_href": reverse("stakeholders:detail", args=[one.party.ref]),
        "words": queries.terms(one), "from_day": formats.long_date(one.from_date),
        "decided": formats.stamp(one.decided_at, at=at),
        "told": formats.stamp(one.told_at, at=at) if one.told_at else "",
        "notice": address("notice", one.ref),
        "reviews": [
            {"who": row.by or _("The system"), "when": formats.stamp(row.at, at=at),
             "words": visible(row.words)}
            for row in queries.reviews_of(one)
        ],
        "appeals": [_appeal(request, one, row, at) for row in appeals],
        "here": {verb: address(verb, one.ref) if is_so else "" for verb, is_so in may.items()},
    }  # fmt: skip
    return show(request, "conduct/arrangement_detail.html", context)


def _appeal(request: Request, one: Arrangement, row: Appeal, at: Any) -> dict[str, Any]:
    waits = row.outcome == WAITS
    may = waits and policies.JUDGE_APPEAL.allows(request.user, row)
    return {
        "words": visible(row.words), "when": formats.stamp(row.received_at, at=at),
        "grounds": visible(row.grounds),
        "outcome": _("waits for an answer") if waits else AppealOutcome(row.outcome).label,
        "waits": waits, "by": row.decided_by,
        "judge": address("appeal-judge", one.ref, pk=row.pk) if may else "",
    }  # fmt: skip


@require_safe
@page(policies.SEE)
def notice(request: Request, ref: str) -> HttpResponse:
    """Show the letter that tells of it, or give it on paper; ``?lang=pl`` says in what."""
    one = arrangement_or_404(request, ref)
    lang = request.GET.get("lang", "")
    lang = lang if lang in dict(settings.LANGUAGES) else (get_language() or "en")
    with override(lang):
        if request.GET.get("format") == "pdf":
            return papers.answer(exports.notice_paper(one, clock.now()), f"{one.ref}-{lang}")
        text = visible(queries.notice_of(one))
    here = address("notice", one.ref)
    context = {
        "one": one, "text": text, "lang": lang, "paper": f"{here}?lang={lang}&format=pdf",
        "trail": arrangements_trail((one.ref, address("arrangement", one.ref)), (_("Notice"), "")),
        "languages": [
            {"label": name, "href": f"{here}?lang={key}", "on": key == lang}
            for key, name in settings.LANGUAGES
        ],
    }  # fmt: skip
    return show(request, "conduct/notice.html", context)


@both
@page(policies.ARRANGE)
def arrange(request: Request, ref: str) -> HttpResponse:
    """Arrange contact, on the ground of an incident."""
    incident, today = incident_or_404(request, ref), formats.local(clock.now())
    form = forms.ArrangeForm(
        sheets.sent(request), initial={"from_date": today, "review_date": today + USUAL}
    )
    back = address("detail", incident.ref)
    words = sheets.Sheet(
        title=_("Arrange how contact goes on"), save=_("Arrange"),
        said=_("It is arranged. Tell them now."), back=back,
        trail=arrangements_trail((incident.ref, back)),
        sub=_("With %(name)s. What they brought to us is dealt with as before.")
        % {"name": visible(incident.party.name)},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        details = actions.ArrangementDetails(**form.details())
        return actions.arrange(by=request.user, incident=incident, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


def _on(one: Arrangement, title: str, save: str, **more: Any) -> sheets.Sheet:
    there = address("arrangement", one.ref)
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=there,
        trail=arrangements_trail((one.ref, there)), **more,
    )  # fmt: skip


@both
@page(policies.TELL)
def arrangement_told(request: Request, ref: str) -> HttpResponse:
    one = arrangement_or_404(request, ref)
    form = forms.ToldForm(sheets.sent(request))
    words = _on(one, _("They were told"), _("Save"))
    return sheets.filled(request, form, words, partial(actions.note_told, arrangement=one))


@both
@page(policies.ARRANGE)
def arrangement_review(request: Request, ref: str) -> HttpResponse:
    one = arrangement_or_404(request, ref)
    initial = {"review_date": formats.local(clock.now()) + USUAL}
    form = forms.ReviewForm(sheets.sent(request), initial=initial)
    words = _on(one, _("Look at it again"), _("Keep it on"), sub=_("Else end it."))
    return sheets.filled(request, form, words, partial(actions.review, arrangement=one))


@both
@page(policies.ARRANGE)
def arrangement_end(request: Request, ref: str) -> HttpResponse:
    one = arrangement_or_404(request, ref)
    form = forms.EndForm(sheets.sent(request))
    words = _on(one, _("End the arrangement"), _("End"))
    return sheets.filled(request, form, words, partial(actions.end_arrangement, arrangement=one))


@both
@page(policies.APPEAL)
def appeal_add(request: Request, ref: str) -> HttpResponse:
    one = arrangement_or_404(request, ref)
    form = forms.AppealForm(sheets.sent(request))
    words = _on(one, _("They appeal"), _("Take it down"))
    return sheets.filled(request, form, words, partial(actions.receive_appeal, arrangement=one))


@both
@page(policies.JUDGE_APPEAL)
def appeal_judge(request: Request, ref: str, pk: int) -> HttpResponse:
    one = arrangement_or_404(request, ref)
    appeal = get_object_or_404(queries.appeals_visible_to(request.user), pk=pk, arrangement=one)
    form = forms.JudgeForm(sheets.sent(request))
    words = _on(
        one, _("Answer the appeal"), _("Answer"), sub=visible(appeal.words),
        looks={"outcome": "pills"},
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.judge_appeal, appeal=appeal))


@require_safe
@page(policies.REPORT)
def fairness(request: Request) -> HttpResponse:
    """Show whether arrangements are made evenly, and how groups fare that are large enough."""
    at = clock.now()
    found = queries.fairness(request.user, formats.local(at))
    group = queries.group_of(request.user, at)
    context = {
        "trail": arrangements_trail((_("Fairness"), "")), "found": found,
        "fewest_read": queries.FEWEST_READ, "fewest": queries.FEWEST,
        "group": group, "group_load": _rounded(group.load), "group_check": _rounded(group.check),
        "levels": [(Level(key).label, n) for key, n in found.by_level.items()],
        "kinds": [(KINDS[key], n) for key, n in found.by_kind.items()],
        "deciders": list(found.by_decider.items()),
        "appeals": [
            (AppealOutcome(key).label if key else _("waits for an answer"), n)
            for key, n in found.appeals.items()
        ],
        "late": [_row(one) for one in found.overdue],
        "untold": [_row(one) for one in found.untold],
        "agreed": formats.percent(found.agreed) if found.agreed is not None else "",
    }  # fmt: skip
    return show(request, "conduct/fairness.html", context)


def _rounded(value: float | None) -> str:
    return "" if value is None else formats.number(round(value, 1))
