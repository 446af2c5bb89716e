"""Files of a talk: attached, shown, given out and taken away, by who may do so to the talk."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement import actions, panels, policies
from accord.features.engagement.views._found import talk_or_404, trail_of
from accord.foundation.files.answers import answer
from accord.foundation.files.queries import attachments_of
from accord.foundation.kernel import clock
from accord.foundation.ui import filing, sheets
from accord.foundation.ui.pages import Request, page


@require_http_methods(["GET", "POST"])
@page(policies.ATTACH)
def talk_file_add(request: Request, ref: str) -> HttpResponse:
    talk = talk_or_404(request, ref)
    policies.ATTACH.demand(request.user, talk)
    back = f"{panels.address(talk)}#files"
    place = filing.Place(_("Attach files to %(ref)s") % {"ref": talk.ref}, trail_of(talk), back)
    return filing.taken(
        request, place,
        lambda files: actions.attach_files(
            by=request.user, talk=talk, files=files, at=clock.now()
        ),
        lambda said: sheets.done(request, said, back),
    )  # fmt: skip


@require_safe
@page(policies.VIEW)
def talk_file(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """Give a file out, always to be kept, never to be run."""
    return answer(get_object_or_404(attachments_of(talk_or_404(request, ref)), pk=pk))


@require_safe
@page(policies.VIEW)
def talk_file_preview(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """Show the small picture that was made of an image."""
    found = get_object_or_404(attachments_of(talk_or_404(request, ref)), pk=pk)
    return answer(found, is_preview=True)


@require_POST
@page(policies.ATTACH)
def talk_file_remove(request: Request, ref: str, pk: int) -> HttpResponse:
    talk = talk_or_404(request, ref)
    file = get_object_or_404(attachments_of(talk), pk=pk)
    actions.remove_file(by=request.user, talk=talk, attachment=file, at=clock.now())
    said = _("“%(name)s” is removed.") % {"name": file.name}
    return sheets.done(request, said, f"{panels.address(talk)}#files")
