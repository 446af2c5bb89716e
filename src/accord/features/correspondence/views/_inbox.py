"""The inbox, and a message of its own: read, filed, snoozed, set aside."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.correspondence import actions, forms, panels, policies, queries
from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.features.engagement.states import Direction
from accord.foundation.files.answers import answer
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import Rule
from accord.foundation.mail.reading.quotes import Kind, pieces
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.listing.counts import count
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

both = require_http_methods(["GET", "POST"])
PAGE = 50
MOST_OTHERS = 50
_LIST = "correspondence:list"
VERBS = ("file", "snooze", "assign", "looking", "set-aside", "block")


def message_or_404(request: Request, ref: str) -> Message:
    """Find a mail that this person may see; another answers like one that is not there."""
    found = queries.visible_to(request.user).select_related("arrival", "interaction", "owner")
    return get_object_or_404(found, ref=ref)


def own_or_404(request: Request, ref: str) -> Message:
    """Find one's own mail; who only reads it has no business with its forms."""
    found = queries.settled_by(request.user)
    return get_object_or_404(found.select_related("arrival"), ref=ref)


@require_safe
@page(policies.VIEW)
def inbox(request: Request) -> HttpResponse:
    before = request.GET.get("before", "")
    waiting = queries.waiting_for(request.user, formats.local(clock.now()))
    waiting = waiting.select_related("department")
    total = count(waiting)
    if before.isdecimal():
        waiting = waiting.filter(pk__lt=int(before))
    found = list(waiting[: PAGE + 1])
    title = ngettext("%(n)s mail waits.", "%(n)s mails wait.", total.n) % {"n": total}
    context = {
        "title": title if total.n else _("No mail waits."),
        "rows": [
            {
                "message": each, "href": panels.address(each), "first": _first_words(each),
                "with": _other_side(each), "file": panels.address(each, "file"),
                "snooze": panels.address(each, "snooze"), "assign": panels.address(each, "assign"),
                "of": each.department.name if each.department else "",
            }
            for each in found[:PAGE]
        ],
        "before": found[PAGE - 1].pk if len(found) > PAGE else 0,
        "may_block": policies.BLOCKS.allows(request.user),
        "may_form": policies.SET_FORM.allows(request.user),
    }  # fmt: skip
    return show(request, "correspondence/inbox.html", context, fragment="rows")


def _first_words(message: Message) -> str:
    said = next((piece.text for piece in pieces(message.text) if piece.kind == Kind.NEW), "")
    return " ".join(said.split())[:160]


def _other_side(message: Message) -> str:
    if message.direction == Direction.OUT:
        names = [each["name"] or each["address"] for each in queries.recipients_of(message)]
        return _("To %(names)s") % {"names": ", ".join(filter(None, names[:3]))}
    return message.sender_name or message.sender_address or _("Nobody named")


def _trail(message: Message) -> list[tuple[str, str]]:
    return [(_("Inbox"), reverse("correspondence:list")), (message.ref, panels.address(message))]


@require_safe
@page(policies.VIEW)
def message_detail(request: Request, ref: str) -> HttpResponse:
    message = message_or_404(request, ref)
    waits = message.state == State.WAITING
    others = list(queries.in_thread(request.user, message)[:MOST_OTHERS])
    context: dict[str, Any] = {
        "message": message,
        "with": _other_side(message),
        "pieces": [piece for piece in pieces(message.text) if piece.text.strip()],
        "homes": list(queries.homes_of(request.user, message)),
        "files": list(queries.files_of(message)),
        "others": [{"message": each, "href": panels.address(each)} for each in others],
        "cards": _cards(request, message),
        "facts": _facts(message),
        "trail": _trail(message),
        "may": {
            "file": waits and policies.FILE.allows(request.user, message),
            "aside": waits and policies.ASIDE.allows(request.user, message),
            "block": waits and message.direction == Direction.IN and message.sender_address,
        },
        "acts": drawn(request, "correspondence.message", "acts", message),
        "more": drawn(request, "correspondence.message", "right", message),
        "here": {verb: panels.address(message, verb) for verb in VERBS},
        "promising": waits and bool(queries.promises_in(message)),
        "is_shared": waits and message.department_id is not None,
    }
    return show(request, "correspondence/message_detail.html", context)


def _cards(request: Request, message: Message) -> list[dict[str, Any]]:
    if not policies.TAKE_CARD.allows(request.user, message):
        return []
    return [
        {
            "name": card.shown_name,
            "told": " · ".join(
                filter(None, (card.organisation, *(each.value for each in card.emails)))
            ),
            "take": reverse("correspondence:card", kwargs={"ref": message.ref, "number": number}),
        }
        for number, card in enumerate(queries.cards_of(message))
    ]


def _facts(message: Message) -> list[dict[str, Any]]:
    to = ", ".join(filter(None, (each["address"] for each in queries.recipients_of(message))))
    facts: list[dict[str, Any]] = [
        {"label": _("From"), "value": message.sender_address or _("Nobody named")},
        {"label": _("To"), "value": to[:500] or _("Nobody named")},
        {"label": _("Sent"), "value": formats.full(message.sent_at)},
        {"label": _("State"), "value": State(message.state).label},
        {"label": _("Why"), "value": message.arrival.get_reason_display()},
        {"label": _("Seen by"), "value": message.arrival.get_sight_display()},
        {"label": _("Came by"), "value": message.arrival.source},
    ]
    if message.aside_reason:
        facts.append({"label": _("Set aside because"), "value": message.aside_reason})
    if message.snoozed_until:
        until = formats.full(message.snoozed_until)
        facts.append({"label": _("Snoozed"), "value": f"{until}: {message.snooze_reason}"})
    return facts


@both
@page(policies.FILE)
def message_file(request: Request, ref: str) -> HttpResponse:
    message = own_or_404(request, ref)
    form = forms.FileForm(
        sheets.sent(request), user=request.user, message=message, ticks="promises" in request.GET
    )
    words = sheets.Sheet(
        title=_("File this mail"), save=_("File it"), said=_("Filed."), sub=message.subject,
        back=panels.address(message), trail=_trail(message),
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.file_message(
            by=request.user, message=message, at=clock.now(), **form.details()
        )

    return sheets.answer(request, form, words, act)


@both
@page(policies.SNOOZE)
def message_snooze(request: Request, ref: str) -> HttpResponse:
    message = own_or_404(request, ref)
    tomorrow = formats.local(clock.now()) + timedelta(days=1)
    form = forms.SnoozeForm(sheets.sent(request), initial={"until": tomorrow})
    words = sheets.Sheet(
        title=_("Snooze, with a reason"), save=_("Snooze"), said=_("Snoozed."),
        sub=message.subject, back=panels.address(message), trail=_trail(message),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.snooze, message=message))


@both
@page(policies.ASSIGN)
def message_assign(request: Request, ref: str) -> HttpResponse:
    message = own_or_404(request, ref)
    form = forms.AssignForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("Give this mail to a colleague"), save=_("Give it"), said=_("It is theirs now."),
        sub=message.subject, back=reverse("correspondence:list"), trail=_trail(message),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.assign, message=message))


@require_POST
@page(policies.VIEW)
def message_looking(request: Request, ref: str) -> HttpResponse:
    """Note that this is looked at, and say who else does."""
    message = own_or_404(request, ref)
    at = clock.now()
    actions.look_at(by=request.user, message=message, at=at)
    others = queries.looking_at(message, request.user, at)
    return show(request, "correspondence/looking.html", {"others": others})


@require_POST
@page(policies.ASIDE)
def message_set_aside(request: Request, ref: str) -> HttpResponse:
    message = own_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.set_aside, message=message),
        _("Set aside."),
        reverse("correspondence:list"),
        stay=panels.address(message),
    )


@require_safe
@page(policies.VIEW)
def message_enclosed(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """Give a file out, always to be kept, never to be run."""
    return answer(get_object_or_404(queries.files_of(message_or_404(request, ref)), pk=pk))


@require_POST
@page(policies.TAKE_CARD)
def card_take(request: Request, ref: str, number: int) -> HttpResponse:
    """Write down whom a card is of, and go to them."""
    message = message_or_404(request, ref)
    try:
        made = actions.take_card(by=request.user, message=message, number=number, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, panels.address(message))
    there = reverse("stakeholders:detail", kwargs={"ref": made.ref})
    return sheets.done(request, _("%(name)s is here now.") % {"name": made.name}, there)


@require_POST
@page(policies.ASIDE)
def message_block(request: Request, ref: str) -> HttpResponse:
    """Set a mail aside, and whatever its sender writes from now on."""
    message = own_or_404(request, ref)
    sender, at = message.sender_address, clock.now()
    try:
        actions.block(by=request.user, pattern=sender, owner=request.user, at=at)
        actions.set_aside(by=request.user, message=message, at=at)
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, panels.address(message))
    return sheets.done(request, _("Set aside, with all they will write."), reverse(_LIST))


@require_safe
@page(policies.BLOCKS)
def block_list(request: Request) -> HttpResponse:
    rows = [
        {"block": each, "may": _rule_of(each.owner_id).allows(request.user, each)}
        for each in queries.blocks_of(request.user)
    ]
    context = {"rows": rows, "may_read": policies.VIEW.allows(request.user)}
    return show(request, "correspondence/block_list.html", context)


def _rule_of(owner_id: int | None) -> Rule:
    return policies.BLOCK if owner_id else policies.BLOCK_FOR_ALL


@both
@page(policies.BLOCKS)
def block_add(request: Request) -> HttpResponse:
    form = forms.BlockForm(
        sheets.sent(request), may_for_own=policies.BLOCK.allows(request.user),
        may_for_all=policies.BLOCK_FOR_ALL.allows(request.user),
    )  # fmt: skip
    words = sheets.Sheet(
        title=_("Block an address"), save=_("Block"), said=_("Blocked."),
        back=reverse("correspondence:blocks"),
        trail=[(_("Blocked"), reverse("correspondence:blocks"))],
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        owner = None if given.get("is_for_all") else request.user
        return actions.block(by=request.user, pattern=given["pattern"], owner=owner, at=clock.now())

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.BLOCKS)
def block_remove(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.blocks_of(request.user), pk=pk)
    back = reverse("correspondence:blocks")
    return sheets.pressed(
        request, partial(actions.unblock, row=row), _("Their mail comes again."), back
    )
