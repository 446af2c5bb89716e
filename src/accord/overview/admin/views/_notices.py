"""What I was told, and how I want to be told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.kernel import clock
from accord.foundation.notices import actions, policies
from accord.foundation.notices.queries import channels, routine, unread_count, visible_to
from accord.foundation.ui import formats, toasts
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin import queries as own
from accord.overview.admin.forms import ChannelForm, RoutineForm
from accord.overview.admin.views._shared import tried


@require_safe
@page(policies.VIEW)
def notice_list(request: Request) -> HttpResponse:
    before = request.GET.get("before", "")
    shown = own.notices_page(request.user, before=int(before) if before.isdecimal() else None)
    context = {"shown": shown, "unread": unread_count(request.user)}
    return show(request, "admin/notices.html", context, fragment="rows")


@require_POST
@page(policies.READ)
def notice_open(request: Request, notice_id: int) -> HttpResponse:
    """Mark it read and go to what it speaks of."""
    notice = get_object_or_404(visible_to(request.user), pk=notice_id)
    actions.mark_read(by=request.user, notice=notice, at=clock.now())
    url = notice.url if url_has_allowed_host_and_scheme(notice.url, None) else ""
    return redirect(url or "admin:notices")


@require_POST
@page(policies.READ)
def notices_read(request: Request) -> HttpResponse:
    newest = request.POST.get("newest", "")
    actions.mark_all_read(
        by=request.user, at=clock.now(), up_to=int(newest) if newest.isdecimal() else None
    )
    return redirect("admin:notices")


@require_http_methods(["GET", "POST"])
@page(policies.PREFER)
def notice_preferences(request: Request) -> HttpResponse:
    """Choose for each kind whether it is shown and mailed, and when mail may come."""
    person = request.user
    kinds = channels(person)
    forms = [ChannelForm(request.POST or None, prefix=row.kind.key, channels=row) for row in kinds]
    times = RoutineForm(request.POST or None, routine=routine(person), weekdays=_weekdays())
    if request.method == "POST" and all([times.is_valid(), *(form.is_valid() for form in forms)]):
        at = clock.now()

        def keep() -> None:
            for row, form in zip(kinds, forms, strict=True):
                if form.has_changed() and not row.kind.is_required:
                    actions.choose_channels(
                        by=person, person=person, kind=row.kind.key, at=at, **form.cleaned_data
                    )
            actions.choose_routine(by=person, person=person, at=at, **times.said())

        if tried(times, keep):
            toasts.tell(request, _("Saved."))
            return redirect("admin:notice-preferences")
    return show(request, "admin/notice_preferences.html", {"forms": forms, "times": times})


def _weekdays() -> list[str]:
    names = formats.locale().days["stand-alone"]["wide"]
    return [str(names[day]) for day in range(7)]
