"""Pages and addresses of the interface itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accord.foundation.ui import assets, gallery, menu, shell
from accord.foundation.ui.commands import CONTEXTS, WORDS, commands_for
from accord.foundation.ui.pages import Request, page, public, show
from accord.foundation.ui.policies import SHEET, USE

YEAR = 365 * 24 * 3600
PREFERENCES = {"theme": shell.THEMES, "density": ("", "compact"), "side": ("", "folded")}


@require_safe
@public("style, icons and scripts are the same for everybody and hold nothing secret")
def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """Serve one asset; an old version's address gets today's file, but not for long."""
    shelf = assets.shelf()
    found = shelf.assets.get(name)
    if found is None:
        raise Http404
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.zipped if zipped else found.body, content_type=found.kind)
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    lasting = version == shelf.version and not settings.DEBUG
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if lasting else "no-cache"
    return response


@require_safe
@public("a script that holds nothing secret; what it keeps on a device it asks for as that person")
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the script that keeps a page for where there is no network, for the whole address."""
    del request
    response = HttpResponse(assets.worker(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@public("what a telephone has to know to put this among its programs: name, colours, picture")
def manifest(request: HttpRequest) -> HttpResponse:
    del request
    told = {
        "name": settings.ORGANISATION, "short_name": settings.ORGANISATION[:12], "id": "/",
        "start_url": "/", "scope": "/", "display": "standalone", "theme_color": "#0b5d63",
        "background_color": "#ffffff",
        "icons": [
            {"src": assets.address(assets.MARK), "sizes": "any", "type": "image/svg+xml"}
        ],
    }  # fmt: skip
    response = JsonResponse(told, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
@page(USE)
def command_list(request: Request) -> HttpResponse:
    """Give the table of commands to the script that listens for keys."""
    words = {key: str(word) for key, word in WORDS.items()}
    response = JsonResponse({"commands": commands_for(request.user), "words": words})
    response["Cache-Control"] = "private, max-age=300"
    response["Vary"] = "Cookie"
    return response


@require_safe
@page(USE)
def count_list(request: Request) -> HttpResponse:
    """Tell what waits, for the numbers in the sidebar; asked every half minute."""
    counts = menu.fresh_counts(request.user)
    return JsonResponse(
        {key: {"n": count.n, "hot": count.hot, "said": str(count)} for key, count in counts.items()}
    )


@require_safe
@page(USE)
def here(request: Request) -> HttpResponse:
    """Say who is signed in now, to a page whose session ended; its forms need new tokens."""
    if request.htmx:
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    return show(request, "ui/here.html", {})


@require_safe
@page(USE)
def key_list(request: Request) -> HttpResponse:
    known = commands_for(request.user)
    groups = [
        (title, [command for command in known if command["context"] == context and _keyed(command)])
        for context, title in CONTEXTS.items()
    ]
    return show(request, "ui/keys.html", {"groups": groups}, fragment="keys")


def _keyed(command: dict[str, str]) -> bool:
    return "keys" in command


@require_POST
@public("keeps a choice of the browser in a cookie, changes nothing else")
def prefer(request: HttpRequest) -> HttpResponse:
    """Remember light or dark, dense or airy, folded or not, and go back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    for name, choices in PREFERENCES.items():
        if request.POST.get(name) in choices:
            response.set_cookie(
                name, request.POST[name], max_age=YEAR, samesite="Lax", secure=request.is_secure()
            )
    return response


@require_safe
@page(SHEET)
def sheet(request: Request) -> HttpResponse:
    """Show every part with all its states."""
    return show(request, "ui/sheet.html", gallery.samples())
