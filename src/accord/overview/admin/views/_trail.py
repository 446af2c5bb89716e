"""The trail: who did what, when, to which record."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accord.foundation.journal.policies import VIEW_TRAIL
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin import queries as own
from accord.overview.admin.forms import TrailForm


@require_safe
@page(VIEW_TRAIL)
def entry_list(request: Request) -> HttpResponse:
    form = TrailForm(request.GET, areas=own.areas())
    asked = form.cleaned_data if form.is_valid() else {}
    before = request.GET.get("before", "")
    shown = own.trail_page(asked, before=int(before) if before.isdecimal() else None)
    return show(request, "admin/trail.html", {"form": form, "shown": shown}, fragment="rows")
