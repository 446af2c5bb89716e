"""Topics, and purposes that consent is asked for: short lists of words that leaders keep."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.undoing import undo_address
from accord.overview.admin.forms._vocabulary import WordChangeForm, WordForm
from accord.overview.admin.views._shared import form_page, tried


@dataclass(frozen=True)
class Kept:
    """One such list: what it is called, where it stands, how it is read and written."""

    title: str | Promise
    lead: str | Promise
    new: str | Promise
    none: str | Promise
    name: str
    icon: str
    rows: Callable[[], QuerySet[Any]]
    add: Callable[..., Any]
    change: Callable[..., Any]


TOPICS = Kept(
    title=gettext_lazy("Topics"),
    lead=gettext_lazy("What stakeholders may want to hear about."),
    new=gettext_lazy("Add a topic"),
    none=gettext_lazy("No topics yet"),
    name="topic",
    icon="megaphone",
    rows=queries.topics_in_use,
    add=actions.add_topic,
    change=actions.change_topic,
)
PURPOSES = Kept(
    title=gettext_lazy("Consent"),
    lead=gettext_lazy("What consent is asked for: a newsletter, photographs, surveys."),
    new=gettext_lazy("Add a purpose"),
    none=gettext_lazy("No purposes yet"),
    name="purpose",
    icon="shield-check",
    rows=queries.purposes_in_use,
    add=actions.add_consent_purpose,
    change=actions.change_consent_purpose,
)


def _list(request: Request, kept: Kept) -> HttpResponse:
    return show(request, "admin/words.html", {"kept": kept, "rows": kept.rows()})


def _add(request: Request, kept: Kept) -> HttpResponse:
    form = WordForm(request.POST or None)
    name = form.data.get("name", "")
    if form.is_valid() and tried(
        form, lambda: kept.add(by=request.user, name=name, at=clock.now())
    ):
        return _done(request, kept, _("“%(name)s” can be used now.") % {"name": name.strip()})
    return form_page(request, form, str(kept.new), back=_back(kept), verb=_("Add"))


def _change(request: Request, kept: Kept, key: int) -> HttpResponse:
    row = get_object_or_404(kept.rows(), pk=key)
    form = WordChangeForm(request.POST or None, initial={"name": row.name, "seen": row.version})
    if form.is_valid() and tried(
        form,
        lambda: kept.change(by=request.user, row=row, at=clock.now(), **form.cleaned_data),
    ):
        return _done(request, kept, _("Saved."))
    return form_page(request, form, row.name, back=_back(kept))


def _close(request: Request, kept: Kept, key: int) -> HttpResponse:
    """Offer a word no more, or again; who has it keeps it."""
    row = get_object_or_404(kept.rows(), pk=key)
    kept.change(by=request.user, row=row, is_active=not row.is_active, at=clock.now())
    said = _("“%(name)s” is back.") if row.is_active else _("“%(name)s” is offered no more.")
    return _done(request, kept, said % {"name": row.name})


def _back(kept: Kept) -> tuple[str, str]:
    return str(kept.title), f"admin:{kept.name}s"


def _done(request: Request, kept: Kept, said: str) -> HttpResponse:
    toasts.tell(request, said, undo=undo_address(last_entry_id()))
    return redirect(f"admin:{kept.name}s")


@require_safe
@page(policies.CONFIGURE)
def topic_list(request: Request) -> HttpResponse:
    return _list(request, TOPICS)


@require_http_methods(["GET", "POST"])
@page(policies.CONFIGURE)
def topic_add(request: Request) -> HttpResponse:
    return _add(request, TOPICS)


@require_http_methods(["GET", "POST"])
@page(policies.CONFIGURE)
def topic_change(request: Request, key: int) -> HttpResponse:
    return _change(request, TOPICS, key)


@require_POST
@page(policies.CONFIGURE)
def topic_close(request: Request, key: int) -> HttpResponse:
    return _close(request, TOPICS, key)


@require_safe
@page(policies.CONFIGURE)
def purpose_list(request: Request) -> HttpResponse:
    return _list(request, PURPOSES)


@require_http_methods(["GET", "POST"])
@page(policies.CONFIGURE)
def purpose_add(request: Request) -> HttpResponse:
    return _add(request, PURPOSES)


@require_http_methods(["GET", "POST"])
@page(policies.CONFIGURE)
def purpose_change(request: Request, key: int) -> HttpResponse:
    return _change(request, PURPOSES, key)


@require_POST
@page(policies.CONFIGURE)
def purpose_close(request: Request, key: int) -> HttpResponse:
    return _close(request, PURPOSES, key)
