"""The list of key messages, and one with its editions and who received them."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.keymessages import actions, forms, policies, queries
from accord.features.keymessages.models import Edition, KeyMessage
from accord.features.keymessages.panels import address
from accord.features.keymessages.states import Kind, Standing, State
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
TONES = {Standing.NONE: "", Standing.HOLDS: "ok", Standing.EXPIRED: "bad", Standing.ENDED: ""}
STATES = {State.DRAFT: "", State.APPROVED: "ok", State.REPLACED: ""}
MOST = 200


def message_or_404(request: Request, ref: str) -> KeyMessage:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def trail_of(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Key messages"), reverse("keymessages:list")), *steps]


@require_safe
@page(policies.VIEW)
def message_list(request: Request) -> HttpResponse:
    which, today = request.GET.get("which", ""), formats.local(clock.now())
    here = reverse("keymessages:list")
    choices = [
        ("", _("All")), ("draft", _("Drafts")), ("expired", _("Expired")), ("ended", _("Ended")),
    ]  # fmt: skip
    may = policies.WRITE.allows(request.user)
    found = queries.in_order(request.user, which, today)[:MOST]
    context = {
        "rows": [_row(one, today) for one in found],
        "choices": [
            {"label": label, "href": f"{here}?which={key}" if key else here, "on": which == key}
            for key, label in choices
        ],
        "contradictions": reverse("keymessages:contradictions"),
        "add": reverse("keymessages:add") if may else "",
    }
    return show(request, "keymessages/message_list.html", context)


def _row(one: KeyMessage, today: date) -> dict[str, Any]:
    editions = list(one.editions.all())
    standing = queries.standing_of(one, editions, today)
    approved = next((each for each in editions if each.state == State.APPROVED), None)
    return {
        "message": one, "href": address(one), "kind": Kind(one.kind).label,
        "state": standing.label, "tone": TONES[standing],
        "has_draft": any(each.state == State.DRAFT for each in editions),
        "house": reverse("keymessages:house", kwargs={"ref": one.initiative.ref}),
        "until": formats.long_date(approved.expires_on)
        if approved and approved.expires_on
        else "–",
        "audience": visible(one.audience.name) if one.audience else _("everybody"),
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def message_detail(request: Request, ref: str) -> HttpResponse:
    message, at = message_or_404(request, ref), clock.now()
    editions = list(queries.editions_of(message))
    standing = queries.standing_of(message, editions, formats.local(at))
    receptions = queries.received(request.user, editions)
    going = message.ended_at is None
    has_draft = any(one.state == State.DRAFT for one in editions)
    may = {
        "amend": going and policies.WRITE.allows(request.user, message),
        "approve": going and has_draft and policies.APPROVE.allows(request.user, message),
        "end": going and policies.END.allows(request.user, message),
    }
    context = {
        "message": message, "trail": trail_of((message.ref, "")),
        "kind": Kind(message.kind).label, "state": standing.label, "tone": TONES[standing],
        "editions": [_edition(one) for one in editions], "may": may,
        "receptions": [
            {
                "party": one.party, "n": one.edition.number, "ref": one.ref,
                "href": page_of(one.party.ref), "ref_href": page_of(one.ref),
                "when": formats.stamp(one.at, at=at),
                "is_old": one.edition.state != State.APPROVED,
            }
            for one in receptions[:MOST]
        ],
        "are_more": len(receptions) > MOST,
        "facts": _facts(request, message),
        "here": {verb: address(message, verb) for verb in ("amend", "approve", "end")},
    }  # fmt: skip
    return show(request, "keymessages/message_detail.html", context)


def _edition(one: Edition) -> dict[str, Any]:
    level = one.approved_level
    approver = visible(one.approved_by.name) if one.approved_by else _("The system")
    with_level = _("%(name)s, level %(level)s") % {"name": approver, "level": level}
    return {
        "n": one.number, "words": visible(one.words), "state": State(one.state).label,
        "tone": STATES[State(one.state)],
        "proofs": [visible(line) for line in one.proofs.splitlines() if line.strip()],
        "unsaid": [visible(line) for line in one.unsaid.splitlines() if line.strip()],
        "writer": visible(one.written_by.name) if one.written_by else _("The system"),
        "approved": (with_level if level else approver) if one.approved_at else "",
        "until": formats.long_date(one.expires_on) if one.expires_on else "",
    }  # fmt: skip


def _facts(request: Request, message: KeyMessage) -> list[dict[str, Any]]:
    facts = [
        {"label": _("Initiative"), "value": visible(message.initiative.name)},
        {"label": _("Pillar"), "value": visible(message.pillar) or "–"},
        {
            "label": _("For whom"),
            "value": visible(message.audience.name) if message.audience else _("everybody"),
        },
        {"label": _("Owner"), "value": visible(message.owner.name)},
    ]
    need = message.need
    if need is not None and needs_visible_to(request.user).filter(pk=need.pk).exists():
        facts.append({"label": _("About the need"), "value": need.ref})
    return facts


def _on(message: KeyMessage, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=address(message),
        trail=trail_of((message.ref, address(message))), **more,
    )  # fmt: skip


@both
@page(policies.WRITE)
def message_add(request: Request) -> HttpResponse:
    """Draft a message; ``?initiative=V-1`` says of what, and offers its pillars."""
    ref = request.GET.get("initiative", "")
    found = initiatives_visible_to(request.user).filter(ref=ref, is_active=True).first()
    form = forms.DraftForm(
        sheets.sent(request), user=request.user, initiative=found,
        initial={"owner": request.user.pk, "initiative": found},
    )  # fmt: skip
    words = sheets.Sheet(
        title=_("Write a key message"), save=_("Draft"), said=_("The draft is there."),
        back=reverse("keymessages:list"), trail=trail_of(), looks={"kind": "pills"},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.add_message(
            by=request.user, initiative=given["initiative"], at=clock.now(),
            details=actions.MessageDetails(**form.details()),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.WRITE)
def message_amend(request: Request, ref: str) -> HttpResponse:
    message = message_or_404(request, ref)
    newest = queries.editions_of(message).first()
    initial = {
        name: getattr(message, name) for name in ("kind", "title", "pillar", "audience", "owner")
    }
    initial |= {name: getattr(newest, name, "") for name in ("words", "proofs", "unsaid")}
    need = message.need
    if need is not None and needs_visible_to(request.user).filter(pk=need.pk).exists():
        initial["need"] = need.ref
    form = forms.MessageForm(
        sheets.sent(request), user=request.user, initiative=message.initiative, initial=initial
    )

    def act(_given: dict[str, Any]) -> object:
        return actions.amend(
            by=request.user, message=message, at=clock.now(), seen=sheets.seen(request),
            details=actions.MessageDetails(**form.details()),
        )  # fmt: skip

    words = _on(
        message, _("Word it anew"), _("Draft"), version=message.version, looks={"kind": "pills"},
        sub=_("What is approved holds until the draft is approved."),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@both
@page(policies.APPROVE)
def message_approve(request: Request, ref: str) -> HttpResponse:
    message = message_or_404(request, ref)
    form = forms.ApproveForm(sheets.sent(request))
    words = _on(
        message, _("Approve the draft"), _("Approve"), sub=_("It replaces the edition before it.")
    )
    return sheets.filled(request, form, words, partial(actions.approve, message=message))


@require_POST
@page(policies.END)
def message_end(request: Request, ref: str) -> HttpResponse:
    message = message_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.end_message, message=message),
        _("The message has ended."),
        address(message),
    )
