"""Mailings: the list, one with all that becomes of it, and the rows behind each count."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.mailings import actions, forms, policies, queries
from accord.features.mailings.models import Mailing
from accord.features.mailings.panels import address
from accord.features.mailings.states import BEGUN, OPEN, Copy, State
from accord.features.stakeholders.models import Party
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
MOST, LONGEST_KEY = 100, 16
TONES = {
    State.DRAFT: "", State.CHECKED: "info", State.SENDING: "info", State.PAUSED: "warn",
    State.DONE: "ok", State.CANCELLED: "",
}  # fmt: skip
BAD = {Copy.FAILED, Copy.BOUNCED}


def _mailing_or_404(request: Request, ref: str) -> Mailing:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Mailings"), reverse("mailings:list")), *steps]


def _record(party: Party) -> str:
    return addresses.to("stakeholders:detail", kwargs={"ref": party.ref})


@require_safe
@page(policies.VIEW)
def mailing_list(request: Request) -> HttpResponse:
    """List mailings, the newest first, with how far each is."""
    at = clock.now()
    found = list(queries.in_order(request.user)[:MOST])
    counts = queries.counts_of(found)
    context = {
        "rows": [
            {
                "mailing": one, "href": address(one), "state": State(one.state).label,
                "tone": TONES[State(one.state)], "purpose": visible(one.purpose.name),
                "reached": _reached(counts[one.pk]), "meant": _meant(counts[one.pk]),
                "moment": formats.when(one.ended_at or one.begun_at or one.written_at, at=at),
            }
            for one in found
        ],
        "add": reverse("mailings:add") if policies.WRITE.allows(request.user) else "",
    }  # fmt: skip
    return show(request, "mailings/mailing_list.html", context)


def _reached(counts: dict[str, int]) -> int:
    return counts.get(Copy.SENT, 0) + counts.get(Copy.POSTED, 0)


def _meant(counts: dict[str, int]) -> int:
    return sum(n for key, n in counts.items() if not key.startswith(Copy.LEFT_OUT))


@require_safe
@page(policies.VIEW)
def mailing_detail(request: Request, ref: str) -> HttpResponse:
    """Show what goes to whom, who is left out and why, how far it is, what came of it."""
    mailing, at = _mailing_or_404(request, ref), clock.now()
    counts = queries.counts_of([mailing])[mailing.pk]
    meant = _meant(counts)
    on_way = sum(counts.get(key, 0) for key in (Copy.WAITING, Copy.DEFERRED, Copy.LEAVING))
    context = {
        "mailing": mailing, "trail": _trail((mailing.ref, "")),
        "state": State(mailing.state).label, "tone": TONES[State(mailing.state)],
        "tallies": _tallies(mailing, {**counts, **queries.later_counts(mailing)}),
        "meant": meant, "gone": meant - on_way - counts.get(Copy.PAPER, 0), "on_way": on_way,
        "is_going": mailing.state == State.SENDING and on_way,
        "reload": address(mailing),
        "previews": [
            {
                "name": visible(row.party.name), "href": _record(row.party),
                "subject": visible(subject), "words": visible(words), "state": row.state,
            }
            for row, subject, words in queries.previews(request.user, mailing, at)
        ],
        "needs": [
            {"words": visible(words), "n": n}
            for words, n in queries.needs_of(request.user, mailing)
        ],
        "chosen": _chosen(request, mailing),
        "papers": counts.get(Copy.PAPER, 0) if mailing.state in {*BEGUN, State.DONE} else 0,
        "facts": _facts(mailing), "may": _may(request, mailing),
        "here": {verb: address(mailing, verb) for verb in VERBS},
    }  # fmt: skip
    return show(request, "mailings/mailing_detail.html", context, fragment="tally")


VERBS = (
    "paper",
    "posted",
    "change",
    "check",
    "try",
    "begin",
    "pause",
    "resume",
    "cancel",
    "discard",
)


def _chosen(request: Request, mailing: Mailing) -> list[dict[str, Any]]:
    """Give what it is for and what it leaves out, but nobody whom one may not see.

    Segments and what is left out come first: of people picked by hand there may be many.
    """
    choices = sorted(
        queries.choices_of(mailing), key=lambda one: (one.segment is None, not one.is_excluded)
    )
    names = queries.names_of_choices(request.user, choices)
    found: list[dict[str, Any]] = []
    for one in choices:
        told: dict[str, Any] = {"is_excluded": one.is_excluded}
        if one.segment is not None:
            href = reverse("stakeholders:segment", args=[one.segment.pk])
            found.append({**told, "name": visible(one.segment.name), "href": href})
        elif one.party is not None and one.party.pk in names:
            href = _record(one.party)
            found.append({**told, "name": visible(names[one.party.pk]), "href": href})
    return found


def _tallies(mailing: Mailing, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Give each count with the rows behind it, those who get it first."""
    order = [*Copy.values]
    found = sorted(
        (key for key in counts if counts[key]),
        key=lambda key: (order.index(key.partition(".")[0]) if key.partition(".")[0] in order
                         else len(order), key),
    )  # fmt: skip
    return [
        {
            "label": queries.label_of(key), "n": counts[key], "tone": "bad" if key in BAD else "",
            "href": address(mailing, "rows", key=key),
        }
        for key in found
    ]  # fmt: skip


def _may(request: Request, mailing: Mailing) -> dict[str, bool]:
    user, state = request.user, mailing.state
    is_open = state in OPEN
    return {
        "write": is_open and policies.WRITE.allows(user, mailing),
        "check": is_open and policies.CHECK.allows(user, mailing),
        "try": bool(mailing.words) and is_open and policies.TRY.allows(user, mailing),
        "begin": state == State.CHECKED and policies.BEGIN.allows(user, mailing),
        "pause": state == State.SENDING and policies.PAUSE.allows(user, mailing),
        "resume": state == State.PAUSED and policies.RESUME.allows(user, mailing),
        "post": policies.POST.allows(user, mailing),
        "cancel": state in BEGUN and policies.CANCEL.allows(user, mailing),
    }  # fmt: skip


def _facts(mailing: Mailing) -> list[dict[str, Any]]:
    moments = (
        (_("Checked"), mailing.checked_at), (_("Begun"), mailing.begun_at),
        (_("Ended"), mailing.ended_at),
    )  # fmt: skip
    return [
        {"label": _("From"), "value": visible(mailing.author.name)},
        {"label": _("For what they agreed"), "value": visible(mailing.purpose.name)},
        {"label": _("Template"), "value": visible(mailing.template.name)},
        {"label": _("At most in a minute"), "value": str(mailing.per_minute)},
        {"label": _("On paper for who wants it"), "value": _("yes") if mailing.has_paper
         else _("no")},
        *({"label": label, "value": formats.full(when)} for label, when in moments if when),
    ]  # fmt: skip


@require_safe
@page(policies.VIEW)
def mailing_rows(request: Request, ref: str, key: str) -> HttpResponse:
    """List those behind a count, a page at a time; who may not be seen is counted."""
    mailing, at = _mailing_or_404(request, ref), clock.now()
    after = request.GET.get("after", "")
    begin = int(after) if after.isdecimal() and len(after) < LONGEST_KEY else 0
    try:
        label = queries.label_of(key)
        rows, hidden, more = queries.page_of_rows(request.user, mailing, key, begin)
    except ValueError as unknown:
        raise Http404 from unknown
    context = {
        "mailing": mailing, "label": label, "hidden": hidden,
        "trail": _trail((mailing.ref, address(mailing)), (label, "")),
        "rows": [
            {
                "name": visible(row.party.name), "href": _record(row.party),
                "address": visible(row.address), "state": Copy(row.state).label,
                "tone": "bad" if row.state in BAD else "", "error": visible(row.error),
                "moment": formats.when(moment, at=at)
                if (moment := row.sent_at or row.left_at) else "",
                "due": formats.full(row.due_at) if row.due_at else "",
            }
            for row in rows
        ],
        "more": f"{address(mailing, 'rows', key=key)}?after={more}" if more else "",
    }  # fmt: skip
    return show(request, "mailings/mailing_rows.html", context)


@both
@page(policies.WRITE)
def mailing_add(request: Request) -> HttpResponse:
    form = forms.MailingForm(sheets.sent(request), user=request.user)
    words = sheets.Sheet(
        title=_("Make a mailing ready"), save=_("Save"), said=_("Saved as a draft."),
        back=reverse("mailings:list"), trail=_trail(),
        sub=_("Nothing leaves yet: check first who gets it."),
    )  # fmt: skip
    made: list[Mailing] = []

    def act(_given: dict[str, Any]) -> object:
        made.append(actions.write_mailing(by=request.user, details=form.details(), at=clock.now()))
        return made[0]

    answer = sheets.answer(request, form, words, act)
    if made and not request.htmx:
        return redirect(address(made[0]))
    if made:
        answer["HX-Redirect"] = address(made[0])
    return answer


@both
@page(policies.WRITE)
def mailing_change(request: Request, ref: str) -> HttpResponse:
    mailing = get_object_or_404(
        queries.visible_to(request.user).filter(author=request.user), ref=ref
    )
    choices = queries.choices_of(mailing)
    names = queries.names_of_choices(request.user, choices)
    form = forms.MailingForm(
        sheets.sent(request), user=request.user, initial=forms.as_given(mailing, choices, names)
    )
    words = sheets.Sheet(
        title=_("Change the mailing"), save=_("Save"), said=_("Saved. Check it anew."),
        back=address(mailing), trail=_trail((mailing.ref, address(mailing))),
        version=mailing.version,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.rewrite_mailing(
            by=request.user, mailing=mailing, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


def _pressed(
    request: Request, ref: str, act: Callable[..., object], said: str, back: str = ""
) -> HttpResponse:
    mailing = _mailing_or_404(request, ref)
    here = address(mailing)
    return sheets.pressed(request, partial(act, mailing=mailing), said, back or here, stay=here)


@require_POST
@page(policies.CHECK)
def mailing_check(request: Request, ref: str) -> HttpResponse:
    return _pressed(request, ref, actions.check_mailing, _("Checked: look who gets it."))


@require_POST
@page(policies.TRY)
def mailing_try(request: Request, ref: str) -> HttpResponse:
    return _pressed(request, ref, actions.try_mailing, _("It is on its way to you."))


@require_POST
@page(policies.BEGIN)
def mailing_begin(request: Request, ref: str) -> HttpResponse:
    return _pressed(request, ref, actions.begin_mailing, _("It begins to leave."))


@require_POST
@page(policies.PAUSE)
def mailing_pause(request: Request, ref: str) -> HttpResponse:
    return _pressed(request, ref, actions.pause_mailing, _("Paused: no further copy leaves."))


@require_POST
@page(policies.RESUME)
def mailing_resume(request: Request, ref: str) -> HttpResponse:
    return _pressed(request, ref, actions.resume_mailing, _("It goes on."))


@require_POST
@page(policies.CANCEL)
def mailing_cancel(request: Request, ref: str) -> HttpResponse:
    return _pressed(request, ref, actions.cancel_mailing, _("Cancelled: nobody else gets it."))


@require_POST
@page(policies.WRITE)
def mailing_discard(request: Request, ref: str) -> HttpResponse:
    return _pressed(
        request, ref, actions.discard_mailing, _("Thrown away."), reverse("mailings:list")
    )  # fmt: skip
