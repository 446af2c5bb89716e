"""Work in the background: what waits, runs and failed, and letters that did not leave."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accord.foundation.arrivals import actions as arrivals
from accord.foundation.arrivals import policies as arrival_policies
from accord.foundation.arrivals.queries import visible_to as visible_arrivals
from accord.foundation.jobs import actions as jobs
from accord.foundation.jobs import policies as job_policies
from accord.foundation.jobs.queries import visible_to as visible_jobs
from accord.foundation.kernel import clock
from accord.foundation.mail import actions as mail
from accord.foundation.mail import policies as mail_policies
from accord.foundation.mail.queries import visible_to as visible_mails
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin import queries as own
from accord.overview.admin.views._shared import done


@require_safe
@page(job_policies.VIEW)
def job_list(request: Request) -> HttpResponse:
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    shown = own.jobs_page(
        request.user, state, before=int(before) if before.isdecimal() else None, at=clock.now()
    )
    return show(request, "admin/jobs.html", {"shown": shown, "state": state}, fragment="rows")


@require_POST
@page(job_policies.VIEW)
def job_retry(request: Request, job_id: int) -> HttpResponse:
    job = get_object_or_404(visible_jobs(request.user), pk=job_id)
    return done(
        request,
        lambda: jobs.retry(by=request.user, job=job, at=clock.now()),
        _("It runs again."),
        "admin:jobs",
    )


@require_POST
@page(job_policies.VIEW)
def job_cancel(request: Request, job_id: int) -> HttpResponse:
    job = get_object_or_404(visible_jobs(request.user), pk=job_id)
    return done(
        request,
        lambda: jobs.cancel(by=request.user, job=job, at=clock.now()),
        _("It stops at its next step."),
        "admin:jobs",
    )


@require_safe
@page(mail_policies.VIEW)
def mail_list(request: Request) -> HttpResponse:
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    shown = own.mails_page(request.user, state, before=int(before) if before.isdecimal() else None)
    return show(request, "admin/mails.html", {"shown": shown, "state": state}, fragment="rows")


@require_POST
@page(mail_policies.RESEND)
def mail_resend(request: Request, mail_id: int) -> HttpResponse:
    letter = get_object_or_404(visible_mails(request.user), pk=mail_id)
    return done(
        request,
        lambda: mail.resend(by=request.user, mail=letter, at=clock.now()),
        _("It is on its way."),
        "admin:mails",
    )


@require_safe
@page(arrival_policies.VIEW)
def arrival_list(request: Request) -> HttpResponse:
    """Show that every message ended somewhere; of whose words it is silent."""
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    shown = own.arrivals_page(
        request.user, state, before=int(before) if before.isdecimal() else None
    )
    return show(request, "admin/arrivals.html", {"shown": shown, "state": state}, fragment="rows")


@require_POST
@page(arrival_policies.RETRY)
def arrival_retry(request: Request, arrival_id: int) -> HttpResponse:
    arrival = get_object_or_404(visible_arrivals(request.user), pk=arrival_id)
    return done(
        request,
        lambda: arrivals.try_again(by=request.user, arrival=arrival, at=clock.now()),
        _("It was looked at again."),
        "admin:arrivals",
    )
