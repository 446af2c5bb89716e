"""The communication process, what was measured against it, and samples read with a check sheet."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.states import Channel
from accord.features.standards import actions, forms, policies, queries
from accord.features.standards.models import Process, Sample
from accord.features.standards.states import PERIOD, THERE, State
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
TONES = {State.DRAFT: "", State.APPROVED: "ok", State.REPLACED: ""}
MOST = 200


def _period() -> tuple[date, date]:
    today = day_of(clock.now(), settings.HOUSE_TIME_ZONE)
    return today - timedelta(days=PERIOD), today


def _process_or_404(request: Request, ref: str) -> Process:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _to(process: Process, verb: str = "detail", **more: Any) -> str:
    return reverse(f"standards:{verb}", kwargs={"ref": process.ref, **more})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("How we communicate"), reverse("standards:list")), *steps]


@require_safe
@page(policies.VIEW)
def process_list(request: Request) -> HttpResponse:
    """Show the versions, what was measured against the one in force, and the samples."""
    first, last = _period()
    approved = queries.approved()
    may_write = policies.WRITE.allows(request.user)
    samples = list(queries.samples_visible_to(request.user)[:MOST])
    spoken_of, unwanted = queries.unwanted(request.user, first, last)
    context = {
        "processes": [
            {
                "ref": one.ref, "href": _to(one), "state": State(one.state).label,
                "tone": TONES[State(one.state)], "owner": visible(one.owner.name),
            }
            for one in queries.visible_to(request.user).order_by("-pk")
        ],
        "measures": [
            _measure(one) for one in queries.measured(request.user, approved, first, last)
        ]
        if approved
        else [],
        "method": _(
            "%(first)s to %(last)s; working days as in %(week)s; answered by the next talk or "
            "letter with one of the same stakeholders; of what you may see"
        ) % {
            "first": formats.long_date(first), "last": formats.long_date(last),
            "week": settings.WORKING_WEEK,
        },
        "spoken_of": spoken_of,
        "unwanted": [
            {"ref": one.ref, "href": page_of(one.ref), "channel": Channel(one.channel).label}
            for one in unwanted[:MOST]
        ],
        "samples": _samples(samples),
        "add": reverse("standards:add") if may_write and not queries.in_state(State.DRAFT) else "",
        "draw": reverse("standards:draw") if policies.DRAW.allows(request.user) else "",
    }  # fmt: skip
    return show(request, "standards/process_list.html", context)


def _measure(one: queries.Measure) -> dict[str, Any]:
    return {
        "channel": Channel(one.standard.channel).label, "asked": one.standard.answer_days,
        "n": one.n, "unanswered": one.unanswered,
        "median": formats.number(round(one.days, 1)) if one.days is not None else "–",
        "share": formats.percent(one.in_time / one.n) if one.n else "–",
        "interval": f"{formats.percent(one.low)} – {formats.percent(one.high)}" if one.n else "",
        "href": reverse("standards:answers", kwargs={"channel": one.standard.channel}),
    }  # fmt: skip


def _samples(samples: list[Sample]) -> list[dict[str, Any]]:
    """Give each sample with what its readers marked: one question for all."""
    by_sample: dict[int, list[Any]] = {one.pk: [] for one in samples}
    for one in queries.reviews_of(samples):
        by_sample[one.sample_id].append(one)
    rows = []
    for sample in samples:
        met, marks = queries.share_met(by_sample[sample.pk])
        rows.append({
            "span": f"{formats.long_date(sample.from_date)} – "
            f"{formats.long_date(sample.until_date)}",
            "n": len(sample.refs), "href": reverse("standards:sample", kwargs={"pk": sample.pk}),
            "share": formats.percent(met / marks) if marks else "–",
        })  # fmt: skip
    return rows


@require_safe
@page(policies.VIEW)
def answer_list(request: Request, channel: str) -> HttpResponse:
    """Show the messages behind an answer time."""
    approved = queries.approved()
    found = queries.measured(request.user, approved, *_period()) if approved else []
    one = next((each for each in found if each.standard.channel == channel), None)
    if one is None:
        raise Http404
    at = clock.now()
    context = {
        "title": Channel(channel).label, "trail": _trail((str(Channel(channel).label), "")),
        "rows": [
            {
                "ref": row.talk.ref, "href": page_of(row.talk.ref),
                "came": formats.stamp(row.talk.at, at=at), "due": formats.stamp(row.due, at=at),
                "answered": formats.stamp(row.answered_at, at=at) if row.answered_at else "–",
                "state": _("in time") if row.is_in_time else _("too late"),
                "tone": "ok" if row.is_in_time else "bad",
            }
            for row in one.rows[:MOST]
        ],
    }  # fmt: skip
    return show(request, "standards/answer_list.html", context)


@require_safe
@page(policies.VIEW)
def process_detail(request: Request, ref: str) -> HttpResponse:
    """Show a version with its channels and what was found of people, templates and hours."""
    one = _process_or_404(request, ref)
    is_draft = one.state == State.DRAFT
    may = is_draft and policies.WRITE.allows(request.user, one)
    facts = [
        {"label": _("State"), "value": State(one.state).label},
        {"label": _("Owner"), "value": visible(one.owner.name)},
        {"label": _("Hours a week that are given to it"), "value": one.weekly_hours},
    ]
    if one.approved_by is not None:
        name, level = visible(one.approved_by.name), one.approved_level
        words = _("%(name)s, level %(level)s") % {"name": name, "level": level}
        facts.append({"label": _("Approved by"), "value": words if level else name})
    if one.gaps_reason:
        facts.append({"label": _("Why in spite of gaps"), "value": visible(one.gaps_reason)})
    context = {
        "one": one, "trail": _trail((one.ref, "")), "facts": facts,
        "state": State(one.state).label, "tone": TONES[State(one.state)],
        "standards": [
            {
                "channel": Channel(row.channel).label, "days": row.answer_days,
                "who": visible(row.answers.name), "words": visible(row.words),
                "template": visible(row.template.name) if row.template else "–",
                "drop": _to(one, "drop", pk=row.pk) if may else "",
            }
            for row in queries.standards_of(one)
        ],
        "checks": [
            {
                "channel": Channel(row.channel).label if row.channel else _("all channels"),
                "words": THERE[row.gap] if row.is_met else row.gap.label,
                "is_met": row.is_met, "figure": visible(row.figure),
            }
            for row in queries.capability_of(one, clock.now())
        ],
        "set": _to(one, "set") if may else "",
        "approve": _to(one, "approve")
        if is_draft and policies.APPROVE.allows(request.user, one)
        else "",
    }  # fmt: skip
    return show(request, "standards/process_detail.html", context)


def _on(title: str, save: str, back: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(title=title, save=save, said=_("Saved."), back=back, trail=_trail(), **more)


@both
@page(policies.WRITE)
def process_add(request: Request) -> HttpResponse:
    approved = queries.approved()
    initial: dict[str, Any] = {"owner": request.user.pk}
    if approved is not None:
        initial |= {"principles": approved.principles, "weekly_hours": approved.weekly_hours}
    form = forms.DraftForm(sheets.sent(request), initial=initial)
    words = _on(_("Draft the next version"), _("Draft"), reverse("standards:list"))
    return sheets.filled(request, form, words, actions.draft_process)


@both
@page(policies.WRITE)
def standard_set(request: Request, ref: str) -> HttpResponse:
    process = _process_or_404(request, ref)
    form = forms.StandardForm(sheets.sent(request), user=request.user)

    def act(_given: dict[str, Any]) -> object:
        details = actions.StandardDetails(**form.details())
        return actions.set_standard(
            by=request.user, process=process, details=details, at=clock.now()
        )

    return sheets.answer(request, form, _on(_("What holds on a channel"), _("Save"),
                                            _to(process)), act)  # fmt: skip


@require_POST
@page(policies.WRITE)
def standard_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    process = _process_or_404(request, ref)
    standard = get_object_or_404(process.standards.select_related("process"), pk=pk)
    return sheets.pressed(
        request, partial(actions.drop_standard, standard=standard), _("Taken out."), _to(process)
    )


@both
@page(policies.APPROVE)
def process_approve(request: Request, ref: str) -> HttpResponse:
    process = _process_or_404(request, ref)
    form = forms.ApproveForm(sheets.sent(request))
    words = _on(_("Put in force"), _("Approve"), _to(process))
    return sheets.filled(request, form, words, partial(actions.approve_process, process=process))


@both
@page(policies.DRAW)
def sample_draw(request: Request) -> HttpResponse:
    first, last = _period()
    initial = {"from_date": first, "until_date": last, "seed": int(clock.now().timestamp()) % 9999}
    form = forms.DrawForm(sheets.sent(request), initial=initial)
    words = _on(
        _("Draw a sample"), _("Draw"), reverse("standards:list"),
        sub=_("By chance, of what we said and everybody here may read."),
    )  # fmt: skip
    return sheets.filled(request, form, words, actions.draw_sample)


def _sample_or_404(request: Request, pk: int) -> Sample:
    return get_object_or_404(queries.samples_visible_to(request.user), pk=pk)


@require_safe
@page(policies.VIEW)
def sample_detail(request: Request, pk: int) -> HttpResponse:
    """Show a sample with who read what, and how alike two readers marked."""
    sample = _sample_or_404(request, pk)
    reviews = list(queries.reviews_of([sample]))
    agreement = queries.agreement_of(reviews)
    read: dict[str, list[Any]] = {}
    for one in reviews:
        read.setdefault(one.ref, []).append(one)
    seen = set(
        talks_visible_to(request.user).filter(ref__in=sample.refs).values_list("ref", flat=True)
    )
    may = policies.REVIEW.allows(request.user, sample)
    context = {
        "trail": _trail((_("Sample"), "")), "seed": sample.seed,
        "span": f"{formats.long_date(sample.from_date)} – {formats.long_date(sample.until_date)}",
        "agreement": {
            "n": agreement.n, "alike": formats.percent(agreement.alike),
            "kappa": "–" if agreement.kappa is None else formats.number(round(agreement.kappa, 2)),
        } if agreement else None,
        "rows": [
            {
                "ref": ref, "href": page_of(ref),
                "readers": [visible(one.reviewer.name) for one in read.get(ref, [])],
                "review": reverse("standards:review", kwargs={"pk": pk, "about": ref})
                if may and len(read.get(ref, [])) < 2  # noqa: PLR2004 -- two readers
                and request.user.pk not in [one.reviewer_id for one in read.get(ref, [])]
                else "",
            }
            for ref in sample.refs if ref in seen
        ],
    }  # fmt: skip
    return show(request, "standards/sample_detail.html", context)


@both
@page(policies.REVIEW)
def sample_review(request: Request, pk: int, about: str) -> HttpResponse:
    sample = _sample_or_404(request, pk)
    talk = get_object_or_404(talks_visible_to(request.user), ref=about)
    if about not in sample.refs:
        raise Http404
    form = forms.ReviewForm(sheets.sent(request))

    def act(given: dict[str, Any]) -> object:
        return actions.review(
            by=request.user, sample=sample, ref=about, marks=given, at=clock.now()
        )

    words = _on(
        _("Check sheet"), _("Save"), reverse("standards:sample", kwargs={"pk": pk}),
        sub=visible(talk.text[:500]), looks=dict.fromkeys(form.fields, "pills"),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)
