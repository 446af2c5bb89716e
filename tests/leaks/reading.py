"""Words that may never leave, and what a reader outside could find in what did leave."""

import re
from html import unescape
from io import BytesIO

from pypdf import PdfReader

CANARY = "zinngelb"
_MARK = re.compile(rf"{CANARY}[0-9a-z]*")


class Marks:
    """Gives words that may never leave, another each time; a failure names where they came from."""

    count = 0

    def __call__(self, what=""):
        Marks.count += 1
        return f"{CANARY}{Marks.count}{what}"


marked = Marks()


def found_in(text, *but):
    """Give the marked words in a text, but for those its reader may read."""
    return {
        word for word in _MARK.findall(text.lower()) if word not in {one.lower() for one in but}
    }


def words_of(body, media_type="text/html"):
    """Give all that can be read in bytes that left: of a PDF its text and what is told about it."""
    if body.startswith(b"%PDF"):
        return _pdf(body)
    text = body.decode("utf-8", "replace")
    if media_type == "text/calendar":
        return re.sub(r"\r?\n[ \t]", "", text)
    return f"{text}\n{unescape(text)}"


def sheets_of(body):
    """Give the words on each page of a PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(body)).pages]


def _pdf(body):
    reader = PdfReader(BytesIO(body))
    told = [*(str(value) for value in (reader.metadata or {}).values()), *reader.attachments]
    xmp = reader.trailer["/Root"].get("/Metadata")
    if xmp is not None:
        told.append(xmp.get_object().get_data().decode("utf-8", "replace"))
    told += [str(entry) for entry in reader.outline]
    return "\n".join([*told, *(page.extract_text() for page in reader.pages)])


def whole(mail):
    """Give all that a mail says: headers as they stand and as they read, each part once decoded."""
    said = [mail.as_string(), *(f"{name}: {value}" for name, value in mail.items())]
    for part in mail.walk():
        said += [f"{name}: {value}" for name, value in part.items()]
        if not part.is_multipart():
            body = part.get_payload(decode=True) or b""
            said += [part.get_filename() or "", words_of(body, part.get_content_type())]
    return "\n".join(said)
