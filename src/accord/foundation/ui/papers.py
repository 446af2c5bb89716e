"""Pages of paper made on the server: PDF by typst, with our own fonts, from plain data.

A template reads ``sys.inputs.data`` as JSON; nothing that people wrote is ever pasted into markup.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

FONTS = Path(__file__).parent / "data" / "fonts"


def pdf(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set ``data`` by ``template``; ``at`` is the date the file bears."""
    import typst

    given = {**data, "language": (get_language() or "en").partition("-")[0]}
    made: bytes = typst.compile(  # type: ignore[misc]
        template.read_bytes(),
        font_paths=[str(FONTS)],
        sys_inputs={"data": json.dumps(given, ensure_ascii=False, default=str)},
        timestamp=int(at.timestamp()),
    )
    return made


def answer(body: bytes, name: str) -> HttpResponse:
    """Answer with a PDF that the browser shows, under a name to keep it by."""
    response = HttpResponse(body, content_type="application/pdf")
    header = content_disposition_header(as_attachment=False, filename=f"{name}.pdf")
    response["Content-Disposition"] = header or "inline"
    return response
