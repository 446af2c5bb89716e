"""A file on its way to a browser, where it can do nothing."""

from django.http import FileResponse, Http404

from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import opened

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def answer(attachment: Attachment, *, is_preview: bool = False) -> FileResponse:
    """Give a file to be kept, or the small picture of it to be seen. Raises Http404."""
    blob = attachment.blob
    if is_preview and not blob.has_preview:
        raise Http404
    try:
        body = opened(blob, preview=is_preview)
    except FileNotFoundError as gone:
        raise Http404 from gone
    return FileResponse(
        body,
        as_attachment=not is_preview,
        filename=f"{attachment.name}.jpg" if is_preview else attachment.name,
        content_type="image/jpeg" if is_preview else blob.media_type,
        headers=HEADERS,
    )
