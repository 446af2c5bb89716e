"""The pages of promises: a promise of its own, and the forms that change one."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.promises import actions, forms, panels, policies, queries
from accord.features.promises.models import Promise
from accord.features.promises.states import MOVES, Side, State
from accord.features.promises.tables import promise_list as table
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import day_off
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.listing import count
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.lists import ListPage, answer_file, answer_page
from accord.foundation.ui.owed_forms import HandOverForm, SnoozeForm
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

both = require_http_methods(["GET", "POST"])
HISTORY = {
    "words": histories.Told(gettext_lazy("What")),
    "owner_id": histories.Told(gettext_lazy("Who sees to it")),
    "their_owner": histories.Told(gettext_lazy("Who sees to it on their side")),
    "due_at": histories.Told(gettext_lazy("By when")),
    "state": histories.Told(gettext_lazy("State"), lambda value: State(value).label),
    "reason": histories.Told(gettext_lazy("Why")),
    "snoozed_until": histories.Told(gettext_lazy("Snoozed until")),
}


def promise_or_404(request: Request, ref: str) -> Promise:
    """Find a promise that this person may see; another answers like one that is not there."""
    found = queries.visible_to(request.user).select_related("party", "owner")
    return get_object_or_404(found, ref=ref)


@require_safe
@page(policies.VIEW)
def promise_list(request: Request) -> HttpResponse:
    may_make = policies.MAKE.allows(request.user)
    words = ListPage(
        title=_("Promises"), headline=_headline, icon="handshake", empty=_("No promises yet"),
        hint=_("What you promise while you log a talk shows up here."),
        add=reverse("promises:add") if may_make else "", add_label=_("Promise"),
    )  # fmt: skip
    return answer_page(request, table(request.user, clock.now()), words)


def _headline(shown: Shown) -> str:
    """Say how many are late where that is asked; the plain name where none is."""
    if shown.is_changed or shown.is_moved or shown.view.key not in {"ours", "mine"}:
        return _("Promises")
    late = count(shown.rows.filter(due_at__lt=shown.listing.asking.at))
    if not late.n:
        return _("No promise is late.")
    words = ngettext("%(n)s promise is late.", "%(n)s promises are late.", late.n)
    return words % {"n": late}


@require_safe
@page(policies.VIEW)
def promise_export(request: Request) -> HttpResponseBase:
    return answer_file(request, table(request.user, clock.now()))


def _trail(promise: Promise) -> list[tuple[str, str]]:
    return [(_("Promises"), reverse("promises:list")), (promise.ref, panels.address(promise))]


@require_safe
@page(policies.VIEW)
def promise_detail(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    at = clock.now()
    user = request.user
    open_ = promise.state == State.AGREED
    may = {
        "keep": open_ and policies.KEEP.allows(user, promise),
        "change": open_ and policies.CHANGE.allows(user, promise),
        "reopen": State.AGREED in MOVES[State(promise.state)]
        and policies.KEEP.allows(user, promise),
    }
    context: dict[str, Any] = {
        "promise": promise,
        "is_ours": promise.side == Side.WE,
        "due": panels.due_of(promise, at) if open_ else None,
        "trail": _trail(promise),
        "facts": _facts(promise),
        "may": may,
        "here": {verb: panels.address(promise, verb) for verb in VERBS},
        "history": histories.lines("promises.promise", promise.pk, HISTORY, at=at),
        "ledger": panels.ledger(request, promise.party)(),
    }
    context["more"] = drawn(request, "promises.detail", "right", promise)
    return show(request, "promises/promise_detail.html", context)


VERBS = ("keep", "break", "release", "reopen", "move", "change", "hand-over", "snooze")


def _facts(promise: Promise) -> list[dict[str, Any]]:
    due = promise.due
    facts: list[dict[str, Any]] = [
        {"label": _("Side"), "value": Side(promise.side).label},
        {"label": _("Owner"), "value": promise.owner or _("nobody yet")},
        {"label": _("Due"), "value": _due(due) if due else _("no date")},
        {"label": _("Made"), "value": formats.full(promise.made_at)},
        {"label": _("State"), "value": State(promise.state).label},
    ]
    if promise.their_owner:
        theirs = visible(promise.their_owner)
        facts.insert(2, {"label": _("Who sees to it on their side"), "value": theirs})
    if promise.settled_at:
        facts.append({"label": _("Settled"), "value": formats.full(promise.settled_at)})
    if promise.reason:
        facts.append({"label": _("Why"), "value": promise.reason})
    if promise.snoozed_until:
        until = formats.full(promise.snoozed_until)
        facts.append({"label": _("Snoozed"), "value": until})
    return facts


def _due(due: date | datetime) -> str:
    """Say when it is due, and what day off that is."""
    off = day_off(due)
    return f"{formats.full(due)} ({visible(off)})" if off else formats.full(due)


@both
@page(policies.MAKE)
def promise_add(request: Request) -> HttpResponse:
    """Make a promise; ``?about=S-1042`` says with whom."""
    ref = request.GET.get("about", "")
    party = get_object_or_404(parties_visible_to(request.user), ref=ref) if ref else None
    form = forms.MakeForm(sheets.sent(request), user=request.user, party=party)
    back = (
        reverse("stakeholders:detail", kwargs={"ref": party.ref})
        if party
        else reverse("promises:list")
    )
    words = sheets.Sheet(
        title=_title(party), save=_("Promise"), said=_("Promised."), back=back,
        trail=[(_("Promises"), reverse("promises:list"))], looks={"side": "pills"},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details = actions.PromiseDetails(
            given["words"], side=given["side"], owner_id=given["owner"].pk,
            due_at=given["due_at"], source=given["source"], their_owner=given["their_owner"],
        )  # fmt: skip
        assert form.party is not None  # noqa: S101 -- the form found it, or was not valid
        return actions.make_promise(
            by=request.user, party=form.party, details=details, at=clock.now()
        )

    return sheets.answer(request, form, words, act)


def _title(party: Party | None) -> str:
    if party is None:
        return _("Make a promise")
    return _("A promise between us and %(name)s") % {"name": party.name}


@require_POST
@page(policies.KEEP)
def promise_keep(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    back = panels.address(promise)
    try:
        actions.keep_promise(by=request.user, promise=promise, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)
    return sheets.ticked(request, _("Kept: %(words)s") % {"words": promise.words}, back)


def _on(
    promise: Promise, title: str, save: str, said: str, version: int | None = None
) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=said, sub=promise.words, back=panels.address(promise),
        trail=_trail(promise), version=version,
    )  # fmt: skip


@both
@page(policies.KEEP)
def promise_break(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    words = _on(promise, _("This promise was broken"), _("Set broken"), _("Set broken."))
    act = partial(actions.break_promise, promise=promise)
    return sheets.filled(request, forms.WhyForm(sheets.sent(request)), words, act)


@both
@page(policies.KEEP)
def promise_release(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    words = _on(promise, _("The other side no longer asks for it"), _("Release"), _("Released."))
    act = partial(actions.release_promise, promise=promise)
    return sheets.filled(request, forms.MaybeWhyForm(sheets.sent(request)), words, act)


@both
@page(policies.KEEP)
def promise_reopen(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    words = _on(
        promise, _("Take this promise up again"), _("Take up again"), _("It is open again.")
    )
    act = partial(actions.reopen_promise, promise=promise)
    return sheets.filled(request, forms.WhyForm(sheets.sent(request)), words, act)


@both
@page(policies.CHANGE)
def promise_move(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    form = forms.MoveForm(sheets.sent(request), initial={"due_at": promise.due_at})
    words = _on(
        promise, _("Agree on a new date"), _("Set the date"), _("New date set."), promise.version
    )
    act = partial(actions.move_promise, promise=promise, seen=sheets.seen(request))
    return sheets.filled(request, form, words, act)


@both
@page(policies.CHANGE)
def promise_change(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    form = forms.WordsForm(
        sheets.sent(request), is_ours=promise.side == Side.WE,
        initial={"words": promise.words, "their_owner": promise.their_owner},
    )  # fmt: skip
    words = _on(promise, _("Change the words"), _("Save"), _("Saved."), promise.version)
    act = partial(actions.change_promise, promise=promise, seen=sheets.seen(request))
    return sheets.filled(request, form, words, act)


@both
@page(policies.HAND_OVER)
def promise_hand_over(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    words = _on(promise, _("Hand this promise over"), _("Hand over"), _("Handed over."))
    act = partial(actions.hand_over_promise, promise=promise)
    return sheets.filled(request, HandOverForm(sheets.sent(request)), words, act)


@both
@page(policies.SNOOZE)
def promise_snooze(request: Request, ref: str) -> HttpResponse:
    promise = promise_or_404(request, ref)
    form = SnoozeForm(sheets.sent(request), initial={"until": _tomorrow()})
    words = _on(promise, _("Snooze, with a reason"), _("Snooze"), _("Snoozed."))
    act = partial(actions.snooze_promise, promise=promise)
    return sheets.filled(request, form, words, act)


def _tomorrow() -> date:
    return formats.local(clock.now()) + timedelta(days=1)
