import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.foundation.fields import policies
from accord.foundation.fields.carriers import carriers
from accord.foundation.fields.models import Field, FieldKind, FieldValue
from accord.foundation.fields.values import typed
from accord.foundation.journal.change import change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.rows import insert_many
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import fold, is_blank

CHUNK = 2000
WITH_OPTIONS = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
CHANGEABLE = frozenset({"labels", "hints", "options", "is_filterable", "is_required"})


@dataclass(frozen=True)
class FieldDetails:
    """What a new field is; without a key one is made of its English or first label."""

    applies_to: str
    kind: str
    labels: dict[str, str]
    key: str = ""
    hints: dict[str, str] = field(default_factory=dict)
    options: Sequence[dict[str, Any]] = ()
    is_filterable: bool = False
    is_required: bool = False


def add_field(*, by: Actor, details: FieldDetails, at: datetime) -> Field:
    """Add a field to the records of one kind; it can be used with the next request."""
    if details.applies_to not in carriers:
        raise Invalid(_("Fields can't be added there."), field="applies_to")
    labels = _labels(details.labels)
    there = Field.objects.filter(applies_to=details.applies_to)
    new = Field(
        applies_to=details.applies_to,
        kind=FieldKind(details.kind),
        key=_free_key(details.key or _key(labels), set(there.values_list("key", flat=True))),
        labels=labels,
        hints=_words(details.hints),
        options=_options(details.kind, details.options),
        position=there.count() + 1,
        is_filterable=details.is_filterable,
        is_required=details.is_required,
    )
    with change(policies.CONFIGURE, by=by, at=at) as record:
        record.subject = new
        record.add(new)
    return new


def change_field(
    *, by: Actor, field: Field, at: datetime, seen: int | None = None, **fields: Any
) -> Field:
    """Change words, options or use of a field; its kind and key stay, for its values rest on them.

    Raises: Invalid; Conflict when somebody wrote the same since ``seen``.
    """
    if unknown := fields.keys() - CHANGEABLE:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "labels" in fields:
        fields["labels"] = _labels(fields["labels"])
    if "hints" in fields:
        fields["hints"] = _words(fields["hints"])
    with change(policies.CONFIGURE, by=by, at=at, subject=field, seen=seen) as record:
        if "options" in fields:
            fields["options"] = _kept(field.options, _options(field.kind, fields["options"]))
        was = field.is_filterable
        record.set(field, **fields)
        if field.is_filterable != was:
            refill(by=by, field=field, at=at)
    return field


def archive_field(*, by: Actor, field: Field, at: datetime) -> Field:
    """Take a field off every form and list; its values stay where they are."""
    with change(policies.CONFIGURE, by=by, at=at, subject=field) as record:
        record.set(field, is_archived=True)
    return field


def restore_field(*, by: Actor, field: Field, at: datetime) -> Field:
    with change(policies.CONFIGURE, by=by, at=at, subject=field) as record:
        record.set(field, is_archived=False)
    return field


def move_field(*, by: Actor, field: Field, steps: int, at: datetime) -> None:
    """Move a field up (negative) or down among the others of its kind."""
    with change(policies.CONFIGURE, by=by, at=at, subject=field) as record:
        row = list(Field.objects.filter(applies_to=field.applies_to).order_by("position", "id"))
        place = next(index for index, other in enumerate(row) if other.pk == field.pk)
        row.insert(min(max(place + steps, 0), len(row) - 1), row.pop(place))
        for position, other in enumerate(row, 1):
            record.set(field if other.pk == field.pk else other, position=position)


def refill(*, by: Actor, field: Field, at: datetime) -> int:
    """Make the comparable values of one field anew from what the records keep; tells how many."""
    del by, at
    with writing():
        FieldValue.objects.filter(field=field).delete()
        carrier = carriers.get(field.applies_to)
        if carrier is None or not field.is_filterable:
            return 0
        written = 0
        rows: list[FieldValue] = []
        for key, custom in carrier.values(field.key):
            rows += typed(field, key, custom.get(field.key))
            if len(rows) >= CHUNK:
                insert_many(FieldValue, rows)
                written += len(rows)
                rows = []
        insert_many(FieldValue, rows)
        return written + len(rows)


def follow_values(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Keep the comparable values true to the custom values of the records that were touched."""
    del by, at
    now: dict[int, dict[str, Any]] = {row.pk: row.custom for row in touched.added if row.custom}
    stale: set[int] = set()
    for key, before, after in touched.changed:
        if "custom" in after:
            stale.add(key)
            now[key] = after["custom"]
        del before
    stale.update(key for key, before in touched.removed if before.get("custom"))
    for key in stale.intersection(key for key, _before in touched.removed):
        now.pop(key, None)
    if not now and not stale:
        return
    fields = list(Field.objects.filter(applies_to=touched.kind, is_filterable=True))
    if stale and fields:
        mine = FieldValue.objects.filter(field__in=fields)
        for chunk in _chunks(sorted(stale)):
            mine.filter(object_id__in=chunk).delete()
    rows = [
        row
        for key, custom in now.items()
        for field in fields
        for row in typed(field, key, custom.get(field.key))
    ]
    insert_many(FieldValue, rows)


def _chunks(keys: list[int], size: int = 500) -> Iterable[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _words(words: dict[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in words.items() if not is_blank(text)}


def _labels(labels: dict[str, str]) -> dict[str, str]:
    words = _words(labels)
    if not words:
        raise Invalid(_("A field needs a name."), field="labels")
    return words


def _key(labels: dict[str, str]) -> str:
    text = fold(labels.get("en") or next(iter(labels.values())))
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")[:30] or "field"


def _free_key(key: str, taken: set[str]) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key):
        key = f"field_{key}" if re.fullmatch(r"[a-z0-9_]{1,30}", key) else "field"
    free, number = key, 2
    while free in taken:
        free, number = f"{key[:36]}_{number}", number + 1
    return free


def _options(kind: str, options: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Check a list of options and give each a key of its own."""
    if kind not in WITH_OPTIONS:
        return []
    made: list[dict[str, Any]] = []
    for option in options:
        words = _words(option.get("labels", {}))
        if not words:
            continue
        taken = {other["key"] for other in made}
        key = option.get("key") or _free_key(_key(words), taken)
        made.append({"key": key, "labels": words, "is_archived": bool(option.get("is_archived"))})
    if not made:
        raise Invalid(_("A list needs at least one choice."), field="options")
    return made


def _kept(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep options that were left out as archived ones: records may still hold them."""
    there = {option["key"] for option in new}
    return new + [{**option, "is_archived": True} for option in old if option["key"] not in there]
