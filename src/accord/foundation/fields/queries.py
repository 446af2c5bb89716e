"""What is read of fields, tags and views."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, Sum

from accord.foundation.accounts.models import Department
from accord.foundation.fields.models import (
    Field,
    FieldValue,
    SavedView,
    Scope,
    Tag,
    TagLink,
    TagUse,
)
from accord.foundation.kernel.text import fold


def fields_of(kind: str, *, archived: bool = False) -> QuerySet[Field]:
    """Give the fields of records of one kind, in their order."""
    found = Field.objects.filter(applies_to=kind).order_by("position", "id")
    return found if archived else found.filter(is_archived=False)


def fields_by_key(kind: str) -> dict[str, Field]:
    """Every field of a kind by key, archived ones included: old values keep their words."""
    return {field.key: field for field in fields_of(kind, archived=True)}


def values_of(field_id: int) -> QuerySet[FieldValue]:
    return FieldValue.objects.filter(field_id=field_id)


def tags() -> QuerySet[Tag]:
    """Give the tags that may be given now, by name."""
    return Tag.objects.filter(is_archived=False).order_by("folded")


def all_tags() -> QuerySet[Tag]:
    return Tag.objects.order_by("is_archived", "folded")


def tag_named(text: str) -> Tag | None:
    """Find a tag by its name or by a synonym, whatever case and accents."""
    folded = fold(text.strip())
    found = Tag.objects.filter(Q(folded=folded) | Q(synonyms__folded=folded)).distinct().first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def tag_uses() -> dict[int, int]:
    """How many records of any kind carry each tag."""
    summed = TagUse.objects.values_list("tag_id").annotate(n=Sum("links_count"))
    return {tag: n for tag, n in summed if n}


def links_of(kind: str) -> QuerySet[TagLink]:
    return TagLink.objects.filter(kind=kind)


def tags_on(kind: str, keys: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Give the tags of each record, by name; one query for them all."""
    found = TagLink.objects.filter(kind=kind, object_id__in=list(keys))
    tagged: dict[int, list[tuple[int, str]]] = {}
    rows = found.order_by("tag__folded").values_list("object_id", "tag_id", "tag__name")
    for key, tag, name in rows:
        tagged.setdefault(key, []).append((tag, name))
    return tagged


def views_visible_to(user: Any, area: str = "") -> QuerySet[SavedView]:
    """Give one's own views, those of one's departments upwards, and those for everyone."""
    if user.pk is None:
        return SavedView.objects.none()
    mine = Q(owner_id=user.pk) | Q(scope=Scope.PUBLIC)
    if user.department_id is not None:
        mine |= Q(scope=Scope.TEAM, department_id__in=_departments_of(user.department_id))
    found = SavedView.objects.filter(mine)
    if area:
        found = found.filter(area=area)
    return found.order_by("position", "id")


def _departments_of(department_id: int) -> list[int]:
    """Give a department and those above: what a branch shares reaches its leaves."""
    path = Department.objects.filter(pk=department_id).values_list("path", flat=True).first()
    return [int(part) for part in (path or "").split("/") if part] or [department_id]


def pinned_views(user: Any) -> QuerySet[SavedView]:
    return SavedView.objects.filter(owner_id=user.pk, is_pinned=True).order_by("position", "id")
