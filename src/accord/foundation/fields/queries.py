"""What is read of fields, tags and views."""

from collections.abc import Callable, Iterable
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
    TagSynonym,
    TagUse,
)
from accord.foundation.journal.prepared import Prepared
from accord.foundation.kernel.text import fold


def fields_of(kind: str, *, archived: bool = False) -> QuerySet[Field]:
    """Give the fields of records of one kind, in their order."""
    found = Field.objects.filter(applies_to=kind).order_by("position", "id")
    return found if archived else found.filter(is_archived=False)


_FIELD_COLUMNS = [field.attname for field in Field._meta.concrete_fields]  # noqa: SLF001
_open_fields = Prepared(lambda kind: fields_of(kind).values_list(*_FIELD_COLUMNS))


def open_fields(kind: str) -> list[Field]:
    """Give the fields of a kind in their order, as quickly as a page wants them."""
    return ask_open_fields(kind)()


def ask_open_fields(kind: str) -> Callable[[], list[Field]]:
    """Ask for the same, to be had later."""
    asked = _open_fields.later(kind)
    return lambda: [Field.from_db("default", _FIELD_COLUMNS, row) for row in asked()]


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


def synonyms() -> QuerySet[TagSynonym]:
    return TagSynonym.objects.select_related("tag").order_by("folded")


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


_tags_on = Prepared(
    lambda kind, keys: (
        TagLink.objects.filter(kind=kind, object_id__in=keys)
        .order_by("tag__folded")
        .values_list("object_id", "tag_id", "tag__name")
    )
)


def tags_on(kind: str, keys: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Give the tags of each record, by name; one query for them all."""
    return ask_tags(kind, keys)()


def ask_tags(kind: str, keys: Iterable[int]) -> Callable[[], dict[int, list[tuple[int, str]]]]:
    """Ask for the same, to be had later."""
    asked = _tags_on.later(kind, list(keys))

    def had() -> dict[int, list[tuple[int, str]]]:
        tagged: dict[int, list[tuple[int, str]]] = {}
        for key, tag, name in asked():
            tagged.setdefault(key, []).append((tag, name))
        return tagged

    return had


_VIEW_COLUMNS = [field.attname for field in SavedView._meta.concrete_fields]  # noqa: SLF001
_views_of = Prepared(
    lambda person, area: (
        SavedView.objects.filter(
            Q(owner_id=person) | Q(scope__in=[Scope.PUBLIC, Scope.TEAM]), area=area
        )
        .order_by("position", "id")
        .values_list(*_VIEW_COLUMNS)
    )
)


def views_visible_to(user: Any, area: str) -> list[SavedView]:
    """Give one's own views, those of one's departments upwards, and those for everyone."""
    return ask_views(user, area)()


def ask_views(user: Any, area: str) -> Callable[[], list[SavedView]]:
    """Ask for the same, to be had later."""
    if user.pk is None:
        return list
    asked = _views_of.later(user.pk, area)
    return lambda: _seen_of(user, [SavedView.from_db("default", _VIEW_COLUMNS, r) for r in asked()])


def _seen_of(user: Any, views: list[SavedView]) -> list[SavedView]:
    teams = {view.department_id for view in views if view.scope == Scope.TEAM}
    if teams - {user.department_id}:
        teams.intersection_update(_departments_of(user.department_id))
    return [
        view
        for view in views
        if view.scope != Scope.TEAM or view.owner_id == user.pk or view.department_id in teams
    ]


def view_visible_to(user: Any, view_id: int) -> SavedView | None:
    area = SavedView.objects.filter(pk=view_id).values_list("area", flat=True).first()
    found = views_visible_to(user, area) if area is not None else []
    return next((view for view in found if view.pk == view_id), None)


def _departments_of(department_id: int | None) -> list[int]:
    """Give a department and those above: what a branch shares reaches its leaves."""
    if department_id is None:
        return []
    path = Department.objects.filter(pk=department_id).values_list("path", flat=True).first()
    return [int(part) for part in (path or "").split("/") if part]


_pinned = Prepared(
    lambda person: (
        SavedView.objects.filter(owner_id=person, is_pinned=True)
        .order_by("position", "id")
        .values_list("pk", "name", "area")
    )
)


def ask_pinned(user: Any) -> Callable[[], list[tuple[Any, ...]]]:
    """Ask for key, name and area of the views that somebody has in their sidebar."""
    return _pinned.later(user.pk) if user.pk is not None else list
