"""What a file is, judged by its bytes: name, magic and a parser must agree."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from accord.foundation.kernel.errors import Invalid

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_ENTRIES = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
PREVIEW = (640, 640)

IMAGES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}
OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
TEXTS = {
    "txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "ics": "text/calendar",
    "vcf": "text/vcard", "eml": "message/rfc822",
}  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A file that may be kept; images come back re-encoded, without what cameras write in."""

    body: bytes
    media_type: str
    preview: bytes | None = None


def judge(name: str, body: bytes) -> Judged:
    """Say what a file is. Raises Invalid with the reason when it may not be kept."""
    if not body:
        raise Invalid(_("The file is empty."), field="file")
    if len(body) > MOST_BYTES:
        raise Invalid(_("The file is larger than 25 MB."), field="file")
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending in IMAGES:
        return _image(ending, body)
    if ending == "pdf":
        return _magic(body, b"%PDF-", "application/pdf")
    if ending in OFFICE or ending in OPEN:
        return _office(ending, body)
    if ending in TEXTS:
        return _text(ending, body)
    raise Invalid(_("Files of this kind can't be kept: %s") % (ending or name), field="file")


def _wrong() -> Invalid:
    return Invalid(_("The file is not what its name says."), field="file")


def _magic(body: bytes, start: bytes, media_type: str) -> Judged:
    if not body.startswith(start):
        raise _wrong()
    return Judged(body, media_type)


def _image(ending: str, body: bytes) -> Judged:
    from PIL import Image, ImageOps, UnidentifiedImageError

    kind = IMAGES[ending]
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(body), formats=(kind,)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Invalid(_("The picture has too many pixels."), field="file")
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise _wrong() from error
    plain = upright if upright.mode in {"RGB", "RGBA", "L", "P"} else upright.convert("RGB")
    return Judged(_encoded(plain, kind), Image.MIME[kind], _preview(plain))


def _encoded(image: "Image.Image", kind: str) -> bytes:
    from PIL import Image

    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    if image.mode == "P" and (palette := image.getpalette()):
        clean.putpalette(palette)
    if kind == "JPEG" and clean.mode not in {"RGB", "L"}:
        clean = clean.convert("RGB")
    out = BytesIO()
    clean.save(out, kind, **({"quality": 90} if kind in {"JPEG", "WEBP"} else {}))
    return out.getvalue()


def _preview(image: "Image.Image") -> bytes:
    small = image.convert("RGB")
    small.thumbnail(PREVIEW)
    out = BytesIO()
    small.save(out, "JPEG", quality=82)
    return out.getvalue()


def _office(ending: str, body: bytes) -> Judged:
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed:
            _within_limits(packed)
            names = set(packed.namelist())
            if ending in OPEN:
                mark = packed.read("mimetype") if "mimetype" in names else b""
                if mark.strip() != OPEN[ending].encode():
                    raise _wrong()
                return Judged(body, OPEN[ending])
            inner = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}[ending]
            if "[Content_Types].xml" not in names or not any(n.startswith(inner) for n in names):
                raise _wrong()
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError) as error:
        raise _wrong() from error
    return Judged(body, OFFICE[ending])


def _within_limits(packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Invalid(_("The file unpacks to more than can be kept."), field="file")


def _text(ending: str, body: bytes) -> Judged:
    if b"\x00" in body and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong()
    return Judged(body, TEXTS[ending])


class Stream(Protocol):
    """What can be read as bytes."""

    def read(self, size: int, /) -> bytes: ...


def read_upload(stream: Stream) -> bytes:
    """Read at most one byte more than may be kept."""
    return stream.read(MOST_BYTES + 1)
