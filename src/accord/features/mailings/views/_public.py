"""Where those who got a mailing say that they want no more of it; the link says who they are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accord.features.mailings import actions, queries
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.pages import public, show

BY_LINK = "the link is the right to say no, and mail programs press it for them (RFC 8058)"


@csrf_exempt  # a mail program has no cookie of ours; the link does no more than it says
@require_http_methods(["GET", "POST"])
@public(BY_LINK)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more; only pressing the button says no, so that no scanner of links does."""
    recipient = queries.recipient_by_token(token)
    if recipient is None:
        raise Http404
    if request.method == "POST":
        actions.opt_out(by=SYSTEM, recipient=recipient, at=clock.now())
    context = {
        "purpose": recipient.mailing.purpose.name, "is_done": request.method == "POST",
    }  # fmt: skip
    return show(request, "mailings/public_stop.html", context)
