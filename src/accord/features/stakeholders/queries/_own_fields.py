"""What the list can be asked of fields that people added."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.foundation.fields import queries as fields
from accord.foundation.fields.models import Field, FieldKind
from accord.foundation.kernel.text import fold
from accord.foundation.ui.listing import filters as on
from accord.foundation.ui.listing.filters import Asked, Filter
from accord.foundation.ui.listing.planning import amid

_KINDS = {
    FieldKind.TEXT: "text",
    FieldKind.LINK: "text",
    FieldKind.NUMBER: "number",
    FieldKind.DATE: "date",
    FieldKind.CHOICE: "choice",
    FieldKind.CHOICES: "choice",
}


def field_filters(own: Sequence[Field]) -> list[Filter]:
    return [_field_filter(one) for one in own if one.is_filterable and one.kind in _KINDS]


def _field_filter(field: Field) -> Filter:
    kind = _KINDS[FieldKind(field.kind)]
    return Filter(
        key=f"own.{field.key}",
        label=field.label,
        kind=kind,
        where=_on_field(field, kind),
        choices=(lambda _asking: field.choices) if kind == "choice" else None,
        group=_("Fields of ours"),
    )


def _on_field(field: Field, kind: str) -> on.Where:
    values = fields.values_of(field.pk)
    column = {"text": "text", "number": "number", "date": "day", "choice": "text"}[kind]
    asks = {
        "text": on.on_text(column),
        "number": on.on_number(column),
        "date": on.on_day(column),
        "choice": on.on_choice(column),
    }[kind]

    def where(asked: Asked) -> Q:
        if asked.op in {"set", "unset"}:
            among = amid(values, "object_id")
            return among if asked.op == "set" else ~among
        if asked.op == "not":
            asked = Asked("is", asked.values, asked.asking)
            return ~amid(values.filter(asks(asked)), "object_id")
        if kind == "text":
            asked = Asked(asked.op, (fold(asked.values[0]),), asked.asking)
        return amid(values.filter(asks(asked)), "object_id")

    return where
