"""Consultations from within: the list, one with all that belongs to it, and the forms."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.consultations import actions, forms, policies, queries
from accord.features.consultations.models import Consultation, Consulted, Option
from accord.features.consultations.panels import TONES, address
from accord.features.consultations.states import Direction, State, Verdict, View
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.initiatives.states import Participation
from accord.features.promises.states import Side
from accord.features.promises.states import State as Kept
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
MOST = 200
VERDICTS = {Verdict.DONE: "ok", Verdict.WILL: "info", Verdict.NOT: "warn"}
KEPT = {Kept.KEPT: "ok", Kept.KEPT_LATE: "warn", Kept.BROKEN: "bad"}


def consultation_or_404(request: Request, ref: str) -> Consultation:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def option_or_404(request: Request, ref: str, pk: int) -> Option:
    found = queries.options_visible_to(request.user).filter(consultation__ref=ref)
    return get_object_or_404(found, pk=pk)


def at(one: Consultation, verb: str, **more: Any) -> str:
    return reverse(f"consultations:{verb}", kwargs={"ref": one.ref, **more})


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Consultations"), reverse("consultations:list")), *steps]


def on(one: Consultation, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=more.pop("back", address(one)),
        trail=trail((one.ref, address(one))), sub=more.pop("sub", visible(one.question)), **more,
    )  # fmt: skip


@require_safe
@page(policies.VIEW)
def consultation_list(request: Request) -> HttpResponse:
    """List what we ask, the newest first."""
    which, here = request.GET.get("which", ""), reverse("consultations:list")
    now = clock.now()
    context = {
        "rows": [
            {
                "href": address(one), "ref": one.ref, "question": visible(one.question),
                "initiative": visible(one.initiative.name), "owner": visible(one.owner.name),
                "closes": formats.when(one.closes_at, at=now),
                "state": State(one.state).label, "tone": TONES[State(one.state)],
            }
            for one in queries.in_order(request.user, which)[:MOST]
        ],
        "choices": [
            {"label": label, "href": f"{here}?which={key}" if key else here, "on": which == key}
            for key, label in [("", _("All")), *State.choices]
        ],
        "add": reverse("consultations:add") if policies.RUN.allows(request.user) else "",
        "public": reverse("consultations:public-list"),
    }  # fmt: skip
    return show(request, "consultations/consultation_list.html", context)


@require_safe
@page(policies.VIEW)
def consultation_detail(request: Request, ref: str) -> HttpResponse:
    """Show what is asked of whom, what they say, what came of it, and who was told."""
    one, now = consultation_or_404(request, ref), clock.now()
    runs = policies.RUN.allows(request.user, one)
    link = reverse("consultations:public", kwargs={"token": one.token})
    options = queries.options_of(one)
    told = queries.told_list(request.user, one)
    context = {
        "one": one, "trail": trail((one.ref, "")), "state": State(one.state).label,
        "tone": TONES[State(one.state)], "promise": queries.promise_of(one),
        "level": Participation(one.level).label,
        "link": request.build_absolute_uri(link) if one.state != State.DRAFT else "",
        "opens": formats.when(one.opens_at, at=now) if one.opens_at else "",
        "closes": formats.when(one.closes_at, at=now),
        "decided": formats.stamp(one.decided_at, at=now) if one.decided_at else "",
        "decision": page_of(one.decision.ref) if one.decision else "",
        "initiative": page_of(one.initiative.ref),
        "tally": queries.tally(one), "views": [view.label for view in View],
        "options": [_option(one, option, runs=runs) for option in options],
        "impacts": _impacts(request, one),
        "told": _told(request, one, told),
        "responses": [_response(one, row, runs=runs) for row in queries.responses_of(one)],
        "commitments": _commitments(request, one), "nobodys": told.nobodys,
        "answers": at(one, "answers"), "may": _may(request, one, told),
    }  # fmt: skip
    return show(request, "consultations/consultation_detail.html", context)


def _may(request: Request, one: Consultation, told: queries.ToldList) -> dict[str, str]:
    """Give the address of each thing that can be done now by whoever looks."""
    runs = policies.RUN.allows(request.user, one)
    state = State(one.state)
    asks = state in {State.OPEN, State.CLOSED}
    tells = asks and bool(one.decided_at) and policies.TELL.allows(request.user, one)
    decides = policies.DECIDE.allows(request.user, one)
    able = {
        "change": runs and state == State.DRAFT, "open": runs and state == State.DRAFT,
        "option-add": runs and state == State.DRAFT, "ask": runs and state != State.ANSWERED,
        "extend": runs and asks and not one.decided_at, "close": runs and state == State.OPEN,
        "answer-add": asks and policies.ANSWER.allows(request.user, one),
        "respond": runs and asks, "commit": runs and state != State.ANSWERED,
        "decide": decides and state == State.CLOSED, "told": tells and bool(told.untold),
        "told-mail": tells and bool(told.untold),
        "end": runs and tells and told.is_whole,
    }  # fmt: skip
    return {verb: at(one, verb) if may else "" for verb, may in able.items()}


def _option(one: Consultation, option: Option, *, runs: bool) -> dict[str, Any]:
    may = runs and one.state != State.ANSWERED
    return {
        "option": option, "is_chosen": option.pk == one.chosen_id,
        "drop": at(one, "option-drop", pk=option.pk) if runs and one.state == "draft" else "",
        "assess": at(one, "assess", pk=option.pk) if may else "",
    }  # fmt: skip


def _impacts(request: Request, one: Consultation) -> list[dict[str, Any]]:
    found = queries.impacts_visible_to(request.user).filter(option__consultation=one)
    return [
        {
            "party": row.party, "option": visible(row.option.words), "size": row.size,
            "href": reverse("stakeholders:detail", kwargs={"ref": row.party.ref}),
            "direction": Direction(row.direction).label, "grounds": visible(row.grounds),
            "tone": {-1: "bad", 0: "", 1: "ok"}[row.direction],
        }
        for row in found[:MOST]
    ]  # fmt: skip


def _told(request: Request, one: Consultation, found: queries.ToldList) -> dict[str, Any]:
    tells = policies.TELL.allows(request.user, one) and one.state != State.ANSWERED
    parts = [
        (found.told, ngettext("%(n)s told", "%(n)s told", found.told)),
        (found.excused, ngettext("%(n)s excused", "%(n)s excused", found.excused)),
        (found.untold, ngettext("%(n)s not told yet", "%(n)s not told yet", found.untold)),
    ]
    return {
        "head": " · ".join(words % {"n": n} for n, words in parts if n),
        "hidden": found.hidden,
        "rows": [
            {
                "row": row, "party": row.party, "how": row.get_told_how_display(),
                "href": reverse("stakeholders:detail", kwargs={"ref": row.party.ref}),
                "link": _link(request, one, row) if tells else "",
                "when": formats.stamp(row.told_at, at=clock.now()) if row.told_at else "",
                "proof": page_of(row.told_ref) if row.told_ref else "",
                "is_asked": bool(row.asked_at), "excuse_words": visible(row.excuse),
                "failure": visible(row.failure),
                "excuse": at(one, "excuse", pk=row.pk)
                if tells and not row.told_at and not row.excuse and one.decided_at else "",
            }
            for row in found.rows[:MOST]
        ],
    }  # fmt: skip


def _link(request: Request, one: Consultation, row: Consulted) -> str:
    if one.state == State.DRAFT:
        return ""
    return request.build_absolute_uri(reverse("consultations:mine", kwargs={"token": row.token}))


def _response(one: Consultation, row: Any, *, runs: bool) -> dict[str, Any]:
    n = len(row.voices.all())
    return {
        "said": visible(row.said), "did": visible(row.did), "verdict": Verdict(row.verdict).label,
        "tone": VERDICTS[Verdict(row.verdict)],
        "voices": ngettext("said in %(n)s answer", "said in %(n)s answers", n) % {"n": n}
        if n
        else "",
        "promise": row.promise.ref if row.promise else "",
        "promise_href": page_of(row.promise.ref) if row.promise else "",
        "drop": at(one, "response-drop", pk=row.pk) if runs and one.state != "answered" else "",
    }  # fmt: skip


def _commitments(request: Request, one: Consultation) -> list[dict[str, Any]]:
    """Give both sides beside each other, each with how many of its promises were kept."""
    found = [row.promise for row in queries.commitments_of(request.user, one)]
    sides = []
    for side in Side:
        rows = [promise for promise in found if promise.side == side]
        kept = sum(promise.state in {Kept.KEPT, Kept.KEPT_LATE} for promise in rows)
        sides.append(
            {
                "label": side.label, "kept": kept, "n": len(rows),
                "rows": [
                    {
                        "promise": promise, "href": page_of(promise.ref),
                        "state": Kept(promise.state).label,
                        "tone": KEPT.get(Kept(promise.state), ""),
                        "due": formats.when(promise.due, at=clock.now()) if promise.due else "",
                    }
                    for promise in rows
                ],
            }
        )  # fmt: skip
    return sides


@both
@page(policies.RUN)
def consultation_add(request: Request) -> HttpResponse:
    """Draft a consultation; ``?initiative=V-0001`` says on which."""
    ref = request.GET.get("initiative", "")
    of = initiatives_visible_to(request.user).filter(ref=ref).first() if ref else None
    form = forms.ConsultationForm(
        sheets.sent(request), user=request.user,
        initial={"initiative": of, "owner": request.user.pk},
    )  # fmt: skip
    words = sheets.Sheet(
        title=_("Ask those concerned"), save=_("Keep as a draft"), said=_("Kept as a draft."),
        back=reverse("consultations:list"), trail=trail(), looks={"level": "pills"},
        sub=_("Nobody outside sees it before you open it."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.draft_consultation(
            by=request.user, initiative=given["initiative"], details=form.details(),
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.RUN)
def consultation_change(request: Request, ref: str) -> HttpResponse:
    one = consultation_or_404(request, ref)
    names = ("question", "background", "level", "owner", "opens_at", "closes_at", "is_listed")
    form = forms.ConsultationForm(
        sheets.sent(request), user=request.user, one=one,
        initial={name: getattr(one, name) for name in names},
    )  # fmt: skip
    words = on(
        one, _("Change the question"), _("Save"), version=one.version, looks={"level": "pills"}
    )

    def act(_given: dict[str, Any]) -> object:
        return actions.change_consultation(
            by=request.user, consultation=one, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.RUN)
def option_add(request: Request, ref: str) -> HttpResponse:
    one = consultation_or_404(request, ref)
    form = forms.OptionForm(sheets.sent(request))
    words = on(one, _("Add an option"), _("Add"))
    return sheets.filled(request, form, words, partial(actions.add_option, consultation=one))


@require_POST
@page(policies.RUN)
def option_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    option = option_or_404(request, ref, pk)
    return sheets.pressed(
        request,
        partial(actions.drop_option, option=option),
        _("Removed."),
        address(option.consultation),
    )


@both
@page(policies.RUN)
def impact_assess(request: Request, ref: str, pk: int) -> HttpResponse:
    """Ask how an option bears on somebody."""
    option = option_or_404(request, ref, pk)
    form = forms.ImpactForm(sheets.sent(request), user=request.user)
    looks = {"direction": "pills", "size": "pills"}
    words = on(
        option.consultation, _("How it bears on somebody"), _("Save"), looks=looks,
        sub=visible(option.words),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        fields = {name: given[name] for name in ("direction", "size", "grounds")}
        return actions.assess_impact(
            by=request.user, option=option, party=form.party, at=clock.now(), **fields
        )

    return sheets.answer(request, form, words, act)


@both
@page(policies.RUN)
def parties_ask(request: Request, ref: str) -> HttpResponse:
    """Choose who is asked; each gets a link of their own."""
    one = consultation_or_404(request, ref)
    offered = queries.to_be_asked(request.user, one)[:MOST]
    form = forms.AskForm(sheets.sent(request), user=request.user, offered=offered)

    def act(given: dict[str, Any]) -> object:
        return actions.ask_parties(
            by=request.user, consultation=one, parties=form.parties(), by_mail=given["by_mail"],
            at=clock.now(),
        )  # fmt: skip

    words = on(one, _("Who is asked"), _("Ask them"), is_lasting=True)
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.RUN)
def consultation_open(request: Request, ref: str) -> HttpResponse:
    one = consultation_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.open_consultation, consultation=one),
        _("It is open: whoever has the address can answer."),
        address(one),
    )


@require_POST
@page(policies.RUN)
def consultation_close(request: Request, ref: str) -> HttpResponse:
    one = consultation_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.close_consultation, consultation=one),
        _("Closed. What still comes is kept as late."),
        address(one),
    )


@both
@page(policies.RUN)
def consultation_extend(request: Request, ref: str) -> HttpResponse:
    one = consultation_or_404(request, ref)
    initial = {"closes_at": one.closes_at}
    form = forms.ExtendForm(sheets.sent(request), initial=initial)
    words = on(one, _("Let it be answered longer"), _("Save"))
    return sheets.filled(
        request, form, words, partial(actions.extend_consultation, consultation=one)
    )
