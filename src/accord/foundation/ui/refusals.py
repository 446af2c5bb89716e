"""The pages for what can't be: in our look, in the person's words, without a hint of a record."""

import errno
import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.foundation.journal.writing import came_second
from accord.foundation.ui.pages import show
from accord.foundation.ui.shell import LANGUAGE_TAGS


def _refused(request: HttpRequest, code: int, title: str, words: str) -> HttpResponse:
    context = {"code": code, "title": title, "words": words}
    return show(request, "ui/refusal.html", context, status=code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    words = _("What your browser sent can't be read. Nothing was changed.")
    return _refused(request, 400, _("That did not work"), words)


def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """Answer whoever may not, and forms whose token is too old."""
    del exception
    if reason:
        words = _("This form is too old, or cookies are switched off. Load the page again.")
        return _refused(request, 403, _("Not sent"), words)
    words = _("Your roles do not reach this page. An administrator can change that.")
    return _refused(request, 403, _("You may not open this"), words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    words = _("There is nothing at this address, or it is not for you to see.")
    return _refused(request, 404, _("Nothing here"), words)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours; plain, since nothing may be trusted to work."""
    del request
    status, title, words = _fault(sys.exception())
    language = get_language() or "en"
    lang = LANGUAGE_TAGS.get(language, language)
    html = (
        f'<!doctype html><html lang="{lang}"><title>{title}</title><main><h1>{title}</h1><p>{words}'
    )
    headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return HttpResponse(html, status=status, headers=headers)


def _fault(error: BaseException | None) -> tuple[int, str, str]:
    """Tell a database that is away or full, which passes, from a mistake of ours."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        words = _("The server has no room left. Nothing was changed; tell an administrator.")
        return HTTPStatus.INSUFFICIENT_STORAGE, _("No room left"), words
    if isinstance(error, OperationalError | InterfaceError):
        words = _("The database can't be reached just now. Nothing was changed; try again.")
        return HTTPStatus.SERVICE_UNAVAILABLE, _("Back in a moment"), words
    if came_second(error):
        words = _("Somebody changed the same at this moment. Load the page again.")
        return HTTPStatus.CONFLICT, _("Not saved"), words
    words = _("Something broke here. What you had saved is safe.")
    return HTTPStatus.INTERNAL_SERVER_ERROR, _("Our fault"), words
