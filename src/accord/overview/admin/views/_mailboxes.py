"""Mailboxes that are read by the clock: one's own, and those that departments have together."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.arrivals import actions, policies, queries
from accord.foundation.arrivals.models import Mailbox
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin.forms import (
    FoldersForm,
    MailboxChangeForm,
    MailboxForm,
    SharedMailboxForm,
    initial_of_mailbox,
)
from accord.overview.admin.views._shared import done, form_page, tried

both = require_http_methods(["GET", "POST"])


def _above() -> tuple[str, str]:
    return _("Mailboxes"), "admin:mailboxes"


def _own_or_404(request: Request, mailbox_id: int) -> Mailbox:
    return get_object_or_404(queries.mailboxes_of(request.user), pk=mailbox_id)


@require_safe
@page(policies.ARRANGE)
def mailbox_list(request: Request) -> HttpResponse:
    own = list(queries.mailboxes_of(request.user))
    known = {each.pk for each in own}
    others = [each for each in queries.all_mailboxes(request.user) if each.pk not in known]
    context = {
        "own": own, "others": others, "may": {
            "add": policies.TAKE.allows(request.user), "share": policies.SHARE.allows(request.user),
        },
    }  # fmt: skip
    return show(request, "admin/mailboxes.html", context)


@both
@page(policies.TAKE)
def mailbox_add(request: Request) -> HttpResponse:
    form = MailboxForm(request.POST or None)
    return _added(request, form, _("Add a mailbox of your own"))


@both
@page(policies.SHARE)
def mailbox_share(request: Request) -> HttpResponse:
    form = SharedMailboxForm(request.POST or None)
    return _added(request, form, _("Add a department's mailbox"))


def _added(request: Request, form: MailboxForm, title: str) -> HttpResponse:
    made: list[Mailbox] = []

    def act() -> None:
        owner = form.cleaned_data.get("owner") or request.user
        made.append(
            actions.add_mailbox(
                by=request.user, owner=owner, details=form.details(), at=clock.now()
            )
        )

    if form.is_valid() and tried(form, act):
        toasts.tell(request, _("Kept. Now try it, and choose its folders."))
        return redirect("admin:mailbox", made[0].pk)
    return form_page(
        request, form, title, back=_above(), verb=_("Add"),
        lead=_("It is read only: nothing on the server is changed or deleted."),
    )  # fmt: skip


@require_safe
@page(policies.ARRANGE)
def mailbox_detail(request: Request, mailbox_id: int) -> HttpResponse:
    mailbox = _own_or_404(request, mailbox_id)
    return show(request, "admin/mailbox.html", _context(mailbox))


def _context(mailbox: Mailbox, form: FoldersForm | None = None) -> dict[str, object]:
    return {"mailbox": mailbox, "folders": list(queries.folders_of(mailbox)), "form": form}


@require_POST
@page(policies.ARRANGE)
def mailbox_look(request: Request, mailbox_id: int) -> HttpResponse:
    """Try the connection; when it works offer the folders there are."""
    mailbox = _own_or_404(request, mailbox_id)
    try:
        found = actions.look_into(by=request.user, mailbox=mailbox, at=clock.now())
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
        return redirect("admin:mailbox", mailbox.pk)
    read = [folder.name for folder in queries.folders_of(mailbox)]
    chosen = read or [each.name for each in found if each.is_usual]
    names = list(dict.fromkeys([*(each.name for each in found), *read]))
    form = FoldersForm(names=names, initial={"folders": chosen})
    return show(request, "admin/mailbox.html", _context(mailbox, form))


@require_POST
@page(policies.ARRANGE)
def mailbox_folders(request: Request, mailbox_id: int) -> HttpResponse:
    mailbox = _own_or_404(request, mailbox_id)
    form = FoldersForm(request.POST)
    names = form.cleaned_data["folders"] if form.is_valid() else []
    return done(
        request,
        lambda: actions.choose_folders(
            by=request.user, mailbox=mailbox, names=names, at=clock.now()
        ),
        _("Saved. It is read in a moment."), "admin:mailbox", mailbox.pk,
    )  # fmt: skip


@both
@page(policies.ARRANGE)
def mailbox_change(request: Request, mailbox_id: int) -> HttpResponse:
    mailbox = _own_or_404(request, mailbox_id)
    form = MailboxChangeForm(request.POST or None, initial=initial_of_mailbox(mailbox))
    if form.is_valid() and tried(
        form,
        lambda: actions.change_mailbox(
            by=request.user, mailbox=mailbox, details=form.details(), at=clock.now(),
            seen=form.cleaned_data["seen"],
        ),
    ):  # fmt: skip
        toasts.tell(request, _("Saved."))
        return redirect("admin:mailbox", mailbox.pk)
    return form_page(request, form, mailbox.name, back=_above())


@require_POST
@page(policies.ARRANGE)
def mailbox_pause(request: Request, mailbox_id: int) -> HttpResponse:
    """Read it no more, or again."""
    mailbox = _own_or_404(request, mailbox_id)
    said = _("It is read again.") if mailbox.is_paused else _("It is not read any more.")
    return done(
        request,
        lambda: actions.pause_mailbox(by=request.user, mailbox=mailbox, at=clock.now()),
        said, "admin:mailbox", mailbox.pk,
    )  # fmt: skip


@require_POST
@page(policies.ARRANGE)
def mailbox_poll(request: Request, mailbox_id: int) -> HttpResponse:
    mailbox = _own_or_404(request, mailbox_id)
    return done(
        request,
        lambda: actions.poll_soon(by=request.user, mailbox=mailbox, at=clock.now()),
        _("It is read in a moment."), "admin:mailbox", mailbox.pk,
    )  # fmt: skip


@require_POST
@page(policies.ARRANGE)
def mailbox_close(request: Request, mailbox_id: int) -> HttpResponse:
    mailbox = _own_or_404(request, mailbox_id)
    return done(
        request,
        lambda: actions.close_mailbox(by=request.user, mailbox=mailbox, at=clock.now()),
        _("Closed. Its password is forgotten; what came from it stays."), "admin:mailboxes",
    )  # fmt: skip
