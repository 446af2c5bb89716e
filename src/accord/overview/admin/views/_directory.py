"""Find the right person: who works here, who is away, who stands in, who knows whom."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accord.foundation.accounts import policies
from accord.foundation.kernel import clock
from accord.foundation.ui.formats import local
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin import queries as own


@require_safe
@page(policies.DIRECTORY)
def colleague_list(request: Request) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    found = own.colleagues_page(
        request.user, asked, on=local(clock.now()), after=request.GET.get("after", "")
    )
    context = {"found": found, "asked": asked}
    return show(request, "admin/colleagues.html", context, fragment="rows")
