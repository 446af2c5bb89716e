"""The whole file of a party, as a document to be handed over and as one to be read by programs."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.stakeholders.queries import Part, WholeFile
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, papers

SHEET = Path(__file__).parent / "data" / "whole_file.typ"


def as_json(whole: WholeFile) -> bytes:
    """Write the plain values: moments in UTC, choices by their keys."""
    told = {
        "reference": whole.party.ref,
        "organisation": whole.organisation,
        "made_at": whole.made_at,
        "made_by": whole.made_by,
        "hidden_rows": whole.hidden,
        **{part.key: part.rows[0] if part.key in ONE else part.rows for part in whole.parts},
    }
    return msgspec.json.format(msgspec.json.encode(told, enc_hook=str), indent=2)


ONE = frozenset({"facts", "own_fields"})


def as_pdf(whole: WholeFile) -> bytes:
    at = whole.made_at
    words = {
        "title": visible(whole.party.name),
        "ref": whole.party.ref,
        "organisation": whole.organisation,
        "kind": _("Everything that is kept about them"),
        "made": _("Made on %(moment)s by %(name)s")
        % {"moment": formats.full(at), "name": whole.made_by},
        "page": _("Page"),
        "hidden": _hidden(whole.hidden),
        "parts": [
            {"label": str(part.label), "rows": [_pairs(part, row) for row in part.rows]}
            for part in whole.parts
        ],
    }
    return papers.pdf(SHEET, words, at=at)


def _hidden(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(n)s entry is not in here, because whoever made this may not read it.",
        "%(n)s entries are not in here, because whoever made this may not read them.",
        count,
    )
    return words % {"n": count}


def _pairs(part: Part, row: dict[str, Any]) -> list[tuple[str, str]]:
    """Give what is known of a row in words, label and value."""
    return [
        (str(part.labels.get(name, name)), _said(part, name, value))
        for name, value in row.items()
        if value not in (None, "")
    ]


def _said(part: Part, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime | date):
        return formats.full(value)
    if isinstance(value, int):
        return formats.number(value)
    return visible(str(_choices(part, name).get(value, value) if isinstance(value, str) else value))


def _choices(part: Part, name: str) -> dict[str, Any]:
    place = (part.places or {}).get(name, "")
    if part.model is None or "__" in place:
        return {}
    return dict(part.model._meta.get_field(place).flatchoices)  # noqa: SLF001
