"""Say what happened, with a way back: once, at the bottom of the page, for eight seconds."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

TAG = "toast"


@dataclass(frozen=True)
class Toast:
    """``kind`` is "ok", "progress" or "bad"; ``undo`` is an address that takes a POST."""

    text: str
    undo: str = ""
    undo_label: str = ""
    kind: str = "ok"


def tell(
    request: HttpRequest, text: str, *, undo: str = "", undo_label: str = "", kind: str = "ok"
) -> None:
    """Keep a toast for the next page that is shown, across a redirect."""
    packed = json.dumps({"undo": undo, "label": undo_label, "kind": kind})
    messages.info(request, text, extra_tags=f"{TAG}{packed}", fail_silently=True)


def with_toast(
    response: HttpResponse, text: str, *, undo: str = "", undo_label: str = "", kind: str = "ok"
) -> HttpResponse:
    """Let the answer to an htmx request bring a toast, and ask for fresh counts."""
    toast = {"text": text, "undo": undo, "undo_label": undo_label or _("Undo"), "kind": kind}
    response["HX-Trigger"] = json.dumps({"toast": toast, "counts": {}})
    return response


def told(request: HttpRequest) -> list[Toast]:
    """Give the toasts that wait for this page; they are then gone."""
    found = []
    for message in messages.get_messages(request):
        tags = message.extra_tags or ""
        more = json.loads(tags.removeprefix(TAG)) if tags.startswith(TAG) else {}
        found.append(
            Toast(
                text=str(message),
                undo=more.get("undo", ""),
                undo_label=more.get("label") or _("Undo"),
                kind=more.get("kind", _kind(message)),
            )
        )
    return found


def _kind(message: Message) -> str:
    return "bad" if message.level >= messages.ERROR else "ok"
