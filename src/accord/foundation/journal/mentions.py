"""Where certain words stand in any text of the database, and those texts without them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

MARK = "█████"
CHUNK = 500
_SHORTEST = 5
_TEXTS = (models.CharField, models.TextField)


class Words:
    """Words to be taken out of texts: whole ones, in whatever case."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = sorted({term for term in terms if len(term) >= _SHORTEST}, key=len)[::-1]
        inner = "|".join(re.escape(term) for term in self.terms)
        self.pattern = re.compile(rf"(?<!\w)(?:{inner})(?!\w)", re.IGNORECASE)

    def without(self, value: Any) -> Any:
        """Give a value with a mark in place of each of the words, in whatever part of it."""
        if not self.terms:
            return value
        if isinstance(value, str):
            return self.pattern.sub(MARK, value)
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {self.without(name): self.without(one) for name, one in value.items()}
        return value

    def condition(self, *columns: str) -> Q:
        """Say of which rows a column may hold one of the words, plain or as JSON writes them.

        SQLite knows no case beyond ASCII, so the usual ones are asked for.
        """
        found = Q(pk__in=())
        for term in {cased for one in self.terms for cased in _cased(one)}:
            written = {term, json.dumps(term)[1:-1], json.dumps(term, ensure_ascii=False)[1:-1]}
            for column in columns:
                for text in written:
                    found |= Q(**{f"{column}__icontains": text})
        return found


def _cased(term: str) -> set[str]:
    return {term} if term.isascii() else {term, term.lower(), term.upper()}


@dataclass(frozen=True)
class Mention:
    """A row with the columns that hold one of the words, and what they are without them."""

    model: type[models.Model]
    pk: int
    fields: dict[str, Any]


@cache
def text_columns(model: type[models.Model]) -> tuple[str, ...]:
    """Name the columns of a model in which people may have written something."""
    return tuple(
        f.name
        for f in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(f, (*_TEXTS, models.JSONField))
        and not f.choices
        and (f.max_length is None or f.max_length > _SHORTEST)
    )


def readable_models(without: frozenset[str]) -> list[type[models.Model]]:
    """Give our models but those of the apps, or by the labels, named in ``without``."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("accord.")
        and model._meta.app_label not in without  # noqa: SLF001
        and model._meta.label_lower not in without  # noqa: SLF001
        and text_columns(model)
    ]


def mentions(words: Words, model: type[models.Model], without: Sequence[str]) -> Iterator[Mention]:
    """Find the rows of one model that hold one of the words, but in the columns ``without``."""
    names = [name for name in text_columns(model) if name not in without]
    if not words.terms or not names:
        return
    plain = {f.name: f for f in model._meta.concrete_fields}  # noqa: SLF001
    packed = [name for name in names if isinstance(plain[name], models.JSONField)]
    casts = {f"{name}_text": Cast(name, models.TextField()) for name in packed}
    asked = [f"{name}_text" if name in packed else name for name in names]
    rows = model._base_manager.annotate(**casts).filter(words.condition(*asked))  # noqa: SLF001
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        fields = cleaned(words, row, names)
        if fields:
            yield Mention(model, row.pk, fields)


def cleaned(words: Words, row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    """Give the columns of a row that change when the words are taken out."""
    found: dict[str, Any] = {}
    for name in names:
        field = row._meta.get_field(name)  # noqa: SLF001
        value = getattr(row, name)
        new = words.without(value)
        if new == value:
            continue
        if getattr(field, "unique", False):
            new = f"{new} {row.pk}"
        most = getattr(field, "max_length", None)
        found[name] = new[:most] if most and isinstance(new, str) else new
    return found
