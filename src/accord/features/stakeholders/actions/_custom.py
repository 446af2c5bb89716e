from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import PARTY, visible_to
from accord.foundation.fields.models import Field, FieldKind
from accord.foundation.fields.queries import fields_by_key
from accord.foundation.fields.values import clean_all
from accord.foundation.journal.change import change
from accord.foundation.journal.models import Image
from accord.foundation.kernel.errors import Clash, Conflict, Invalid
from accord.foundation.kernel.rules import Actor


def set_custom(
    *, by: Actor, party: Party, at: datetime, seen: int | None = None, **answers: Any
) -> Party:
    """Write values of fields that people added; None takes a value away.

    Raises: Invalid with the field's key; Conflict when somebody wrote one of them since ``seen``.
    """
    fields = fields_by_key(PARTY)
    cleaned = clean_all(fields, answers)
    _refuse_strangers(by, fields, cleaned)
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        new = {key: v for key, v in cleaned.items() if v != party.custom.get(key)}
        if seen is not None and seen < party.version:
            _settle(by, party, new, seen)
        custom = {**party.custom, **new}
        record.set(party, custom={key: v for key, v in custom.items() if v is not None})
    return party


def _refuse_strangers(by: Actor, fields: Mapping[str, Field], answers: dict[str, Any]) -> None:
    """Refuse to point at a party that ``by`` may not see, as if it were not there."""
    for key, value in answers.items():
        if fields[key].kind != FieldKind.PARTY or value is None:
            continue
        if not visible_to(by).filter(pk=value).exists():
            raise Invalid(_("Choose a stakeholder."), field=key)


def _settle(by: Actor, party: Party, new: dict[str, Any], seen: int) -> None:
    """Refuse to overwrite a value that somebody else wrote since ``seen``; others merge."""
    images = Image.objects.filter(kind=PARTY, row_id=party.pk, version__gt=seen)
    theirs: dict[str, int | None] = {}
    for image in images.select_related("entry").order_by("id"):
        before, after = _custom(image.before), _custom(image.after)
        if image.entry.by_id == by.pk and by.pk is not None:
            continue
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                theirs[key] = image.entry.by_id
    clashes = tuple(
        Clash(key, party.custom.get(key), value, theirs[key])
        for key, value in new.items()
        if key in theirs
    )
    if clashes:
        raise Conflict(clashes, party.version)


def _custom(image: str | None) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(image or "{}").get("custom") or {}
    return found
