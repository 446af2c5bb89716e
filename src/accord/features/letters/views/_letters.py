"""Letters: what one writes, what waits, what one is to read, what was sent; and one of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.letters import actions, forms, policies, queries
from accord.features.letters.models import Addressee, Letter
from accord.features.letters.panels import address
from accord.features.letters.states import ENDED, RECALLABLE, Copy, State
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, filing, formats, sheets
from accord.foundation.ui.pages import Request, page, piece, show
from accord.foundation.ui.panels import drawn, page_of

both = require_http_methods(["GET", "POST"])
TONES = {
    State.DRAFT: "", State.HELD: "warn", State.WAITING: "info", State.LEAVING: "info",
    State.SENT: "ok", State.FAILED: "bad",
    State.POSTED: "ok",
}  # fmt: skip
COPY_TONES = {
    Copy.WAITING: "",
    Copy.LEAVING: "info",
    Copy.SENT: "ok",
    Copy.FAILED: "bad",
    Copy.BOUNCED: "bad",
    Copy.POSTED: "ok",
}
MOST = 100


def letter_or_404(request: Request, ref: str) -> Letter:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def own_or_404(request: Request, ref: str) -> Letter:
    """Find one's own letter; who only reads it has no business with its forms."""
    return get_object_or_404(queries.visible_to(request.user).filter(author=request.user), ref=ref)


def _to_read_or_404(request: Request, ref: str) -> Letter:
    return get_object_or_404(queries.to_read(request.user), ref=ref)


def trail_of(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Letters"), reverse("letters:list")), *steps]


@require_safe
@page(policies.VIEW)
def letter_list(request: Request) -> HttpResponse:
    """List my drafts; or what waits, what I am to read, what was sent."""
    which, at = request.GET.get("which", ""), clock.now()
    here = reverse("letters:list")
    choices = [
        ("", _("Drafts")), ("waiting", _("Waiting")), ("read", _("To read")), ("sent", _("Sent")),
    ]  # fmt: skip
    found = list(queries.in_order(request.user, which)[:MOST])
    names = queries.names_for(request.user, found)
    may_write = policies.WRITE.allows(request.user)
    context = {
        "rows": [
            {
                "letter": one, "href": address(one), "to": ", ".join(names[one.pk]),
                "state": State(one.state).label, "tone": TONES[State(one.state)],
                "moment": formats.when(one.left_at or one.send_at or one.written_at, at=at),
            }
            for one in found
        ],
        "choices": [
            {"label": label, "href": f"{here}?which={key}" if key else here, "on": which == key}
            for key, label in choices
        ],
        "write": reverse("letters:write") if may_write else "",
        "templates": reverse("letters:templates") if may_write else "",
        "manner": reverse("letters:manner") if policies.MANNER.allows(request.user) else "",
    }  # fmt: skip
    return show(request, "letters/letter_list.html", context)


@require_safe
@page(policies.VIEW)
def letter_detail(request: Request, ref: str) -> HttpResponse:
    """Show one as it will be read, what tells against sending it, and what became of it."""
    letter, at = letter_or_404(request, ref), clock.now()
    rows, rule = queries.addressees_of(letter), queries.manner()
    seen = queries.names_for(request.user, [letter])[letter.pk]
    is_draft = letter.state == State.DRAFT
    is_mine = policies.SEND.allows(request.user, letter)
    remarks = queries.remarks_on(request.user, letter, rows, rule, at) if is_draft else []
    found = queries.promises_in(letter, at) if is_draft else []
    shown = queries.rows_seen(request.user, rows)[:1]
    subject, words = queries.written_for(letter, [row.party for row in shown], at)
    kept = letter.message or letter.talk
    context = {
        "letter": letter, "subject": subject, "words": words, "to": ", ".join(seen),
        "trail": trail_of((letter.ref, "")),
        "remarks": remarks,
        "form": forms.SendForm(found=found) if is_draft and is_mine else None,
        "why_not_posted": queries.why_not_posted(request.user, letter, rows, at)
        if is_draft else [],
        "is_stopped": any(remark.kind == "stop" for remark in remarks),
        "heat": [(HEAT[kind](), ", ".join(words)) for kind, words in letter.held_for],
        "copies": _copies(request, letter, rows, may_choose=is_draft and is_mine),
        "facts": _facts(letter),
        "may": _may(request, letter),
        "here": {verb: address(letter, verb) for verb in VERBS},
        "files_card": _files(request, letter, may_change=is_draft and is_mine),
        "message_href": page_of(kept.ref) if kept else "",
        "more": drawn(request, "letters.detail", "right", letter),
    }  # fmt: skip
    return show(request, "letters/letter_detail.html", context)


VERBS = (
    "paper", "posted", "change", "send", "recall", "agree", "send-back", "discard", "hand-over",
)  # fmt: skip
HEAT: dict[str, Callable[[], str]] = {
    "shouting": lambda: _("Words in capitals"), "marks": lambda: _("Exclamation marks"),
    "words": lambda: _("Sharp words"), "blame": lambda: _("Blame"),
}  # fmt: skip


def _may(request: Request, letter: Letter) -> dict[str, bool]:
    is_draft, is_mine = letter.state == State.DRAFT, policies.SEND.allows(request.user, letter)
    waits = letter.state == State.HELD and letter.send_at is None
    return {
        "write": is_draft and is_mine, "recall": letter.state in RECALLABLE and is_mine,
        "agree": waits and policies.AGREE.allows(request.user, letter),
    }  # fmt: skip


def _files(request: Request, letter: Letter, *, may_change: bool) -> str:
    card = filing.card(
        list(queries.files_of(letter)), lambda name, key: address(letter, name, key),
        may_change=may_change,
    )  # fmt: skip
    return piece(request, "ui/files_card.html", card)


def _copies(
    request: Request, letter: Letter, rows: list[Addressee], *, may_choose: bool
) -> list[dict[str, Any]]:
    names = queries.names_seen_of(request.user, rows)
    keys = [row.party_id for row in rows] if may_choose else []
    several = queries.addresses_of(keys, day_of(clock.now(), settings.HOUSE_TIME_ZONE))
    return [
        {
            "name": names[row.party_id], "address": row.address, "error": row.error,
            "state": Copy(row.state).label, "tone": COPY_TONES[Copy(row.state)],
            "choose": address(letter, "address", row.pk)
            if len(several.get(row.party_id, [])) > 1 else "",
            "href": addresses.to("stakeholders:detail", kwargs={"ref": row.party.ref}),
        }
        for row in rows
        if row.party_id in names
    ]  # fmt: skip


def _facts(letter: Letter) -> list[dict[str, Any]]:
    moments = (
        (_("Leaves"), letter.send_at if letter.state in RECALLABLE else None),
        (_("Left"), letter.left_at), (_("Called back"), letter.recalled_at),
    )  # fmt: skip
    facts: list[dict[str, Any]] = [
        {"label": _("State"), "value": State(letter.state).label},
        {"label": _("From"), "value": visible(letter.signed_by.name)},
        {"label": _("Seen by"), "value": letter.get_sight_display()},
        *({"label": label, "value": formats.full(when)} for label, when in moments if when),
    ]
    if letter.sender is not None:
        facts.append({"label": _("Written by"), "value": visible(letter.author.name)})
    if letter.reader is not None:
        facts.append({"label": _("Second reader"), "value": visible(letter.reader.name)})
    if letter.about:
        facts.append({"label": _("Begun with"), "value": letter.about})
    if letter.trouble and letter.state in ENDED:
        facts.append({"label": _("What went wrong"), "value": visible(letter.trouble)})
    return facts


@both
@page(policies.WRITE)
def letter_write(request: Request) -> HttpResponse:
    """Write a letter; ``?about=P-0118`` says with which record it begins."""
    ref = request.GET.get("about", "")
    origin = queries.origin_of(request.user, ref) if ref else None
    initial = {}
    if origin is not None:
        initial = {
            "to": "; ".join(f"{party.ref} {party.name}" for party in origin.parties),
            "subject": origin.subject,
            "sight": origin.answers.arrival.sight if origin.answers else "everyone",
        }  # fmt: skip
    form = forms.WriteForm(sheets.sent(request), user=request.user, origin=origin, initial=initial)
    words = sheets.Sheet(
        title=_("Write a letter"), save=_("Save and look at it"), said=_("Saved as a draft."),
        back=reverse("letters:list"), trail=trail_of(),
        sub=_("Nothing leaves yet: you see it as it will be read, and send it from there."),
    )  # fmt: skip
    made: list[Letter] = []

    def act(_given: dict[str, Any]) -> object:
        letter = actions.write_letter(by=request.user, details=form.details(), at=clock.now())
        made.append(letter)
        return letter

    answer = sheets.answer(request, form, words, act)
    return _on_to(request, answer, made[0]) if made else answer


def _on_to(request: Request, answer: HttpResponse, letter: Letter) -> HttpResponse:
    """Go on to the page of a letter, wherever its form lay."""
    if not request.htmx:
        return redirect(address(letter))
    answer["HX-Redirect"] = address(letter)
    return answer


@both
@page(policies.WRITE)
def letter_change(request: Request, ref: str) -> HttpResponse:
    letter = own_or_404(request, ref)
    rows = queries.addressees_of(letter)
    initial = {
        "to": "; ".join(f"{row.party.ref} {row.party.name}" for row in rows),
        "subject": letter.subject, "text": letter.text, "sight": letter.sight,
        "reader": letter.reader_id, "sender": letter.sender_id, "not_before": letter.not_before,
    }  # fmt: skip
    form = forms.WriteForm(sheets.sent(request), user=request.user, initial=initial)
    words = sheets.Sheet(
        title=_("Change the letter"), save=_("Save"), said=_("Saved."), back=address(letter),
        trail=trail_of((letter.ref, address(letter))), version=letter.version,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.rewrite_letter(
            by=request.user, letter=letter, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.SEND)
def letter_send(request: Request, ref: str) -> HttpResponse:
    letter, at = own_or_404(request, ref), clock.now()
    form = forms.SendForm(request.POST, found=queries.promises_in(letter, at))
    chosen = form.chosen() if form.is_valid() else []
    return sheets.pressed(
        request,
        partial(actions.send_letter, letter=letter, promises=chosen),
        _("It leaves soon; until then you can call it back."),
        address(letter),
    )


@require_POST
@page(policies.RECALL)
def letter_recall(request: Request, ref: str) -> HttpResponse:
    letter = own_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.recall, letter=letter),
        _("Called back: it is a draft again."),
        address(letter),
    )


@require_POST
@page(policies.AGREE)
def letter_agree(request: Request, ref: str) -> HttpResponse:
    letter = _to_read_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.agree, letter=letter),
        _("Agreed: it leaves soon."),
        address(letter),
    )


@both
@page(policies.SEND_BACK)
def letter_send_back(request: Request, ref: str) -> HttpResponse:
    letter = _to_read_or_404(request, ref)
    form = forms.SendBackForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("Give it back to its author"), save=_("Give it back"), said=_("Given back."),
        back=reverse("letters:list"), trail=trail_of((letter.ref, address(letter))),
        sub=visible(letter.subject),
    )  # fmt: skip
    answer = sheets.filled(request, form, words, partial(actions.send_back, letter=letter))
    if "HX-Redirect" in answer:  # the page below it is no longer for them
        answer["HX-Redirect"] = words.back
    return answer


@both
@page(policies.HAND_OVER)
def letter_hand_over(request: Request, ref: str) -> HttpResponse:
    """Give a draft to a colleague, who goes on with it."""
    letter = own_or_404(request, ref)
    form = forms.GiveForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("Hand this draft over"), save=_("Hand over"), said=_("Handed over."),
        back=reverse("letters:list"), trail=trail_of((letter.ref, address(letter))),
        sub=visible(letter.subject),
    )  # fmt: skip
    answer = sheets.filled(request, form, words, partial(actions.hand_over_letter, letter=letter))
    if "HX-Redirect" in answer:  # the page below it is no longer for them
        answer["HX-Redirect"] = words.back
    return answer


@require_POST
@page(policies.WRITE)
def letter_discard(request: Request, ref: str) -> HttpResponse:
    letter = own_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.discard_letter, letter=letter),
        _("Thrown away."),
        reverse("letters:list"),
        stay=address(letter),
    )


@both
@page(policies.MANNER)
def manner(request: Request) -> HttpResponse:
    """Say how letters leave here."""
    now = queries.manner()
    names = ("delay_seconds", "has_pause", "needs_reader", "most_touches", "touch_days")
    form = forms.MannerForm(
        sheets.sent(request), initial={name: getattr(now, name) for name in names}
    )
    words = sheets.Sheet(
        title=_("How letters leave"), save=_("Save"), said=_("Saved."),
        back=reverse("letters:list"), trail=trail_of(),
    )  # fmt: skip
    return sheets.filled(request, form, words, actions.set_manner)
