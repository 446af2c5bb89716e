"""Days off: the holidays of the country, and the days that administrators set."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders.queries import named_days
from accord.foundation.accounts import actions, policies
from accord.foundation.accounts.hours import days_set, years_ahead
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.ui import formats, toasts
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.undoing import undo_address
from accord.overview.admin.forms import DayOffForm
from accord.overview.admin.views._shared import form_page, tried


@require_safe
@page(policies.DAYS_OFF)
def day_list(request: Request) -> HttpResponse:
    """List the days off of this year and the next, with where each comes from."""
    first, last = years_ahead(formats.local(clock.now()))
    context = {
        "days": named_days(first, last),
        "country": settings.HOUSE_COUNTRY,
        "week": settings.WORKING_WEEK,
    }
    return show(request, "admin/days.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.DAYS_OFF)
def day_add(request: Request) -> HttpResponse:
    form = DayOffForm(request.POST or None)
    if form.is_valid() and tried(
        form, lambda: actions.set_day_off(by=request.user, at=clock.now(), **form.cleaned_data)
    ):
        toasts.tell(request, _("The day is set."), undo=undo_address(last_entry_id()))
        return redirect("admin:days")
    back = (_("Days off"), "admin:days")
    return form_page(request, form, _("Set a day"), back=back, verb=_("Set"))


@require_POST
@page(policies.DAYS_OFF)
def day_drop(request: Request, day_id: int) -> HttpResponse:
    row = get_object_or_404(days_set(), pk=day_id)
    actions.drop_day_off(by=request.user, row=row, at=clock.now())
    toasts.tell(request, _("The day is as any other."), undo=undo_address(last_entry_id()))
    return redirect("admin:days")
