"""The words of the house: fields that people add, tags, categories."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders import actions as stakeholders
from accord.features.stakeholders import policies as stakeholder_policies
from accord.features.stakeholders.models import Category
from accord.features.stakeholders.queries import all_categories
from accord.foundation.fields import actions, policies, queries
from accord.foundation.fields.carriers import carriers
from accord.foundation.fields.models import Field, Tag, TagSynonym
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.undoing import undo_address
from accord.overview.admin.forms._vocabulary import (
    CategoryChangeForm,
    CategoryForm,
    FieldForm,
    MergeForm,
    NewFieldForm,
    SynonymForm,
    TagChangeForm,
    TagForm,
    initial_of,
)
from accord.overview.admin.views._shared import form_page, tried

# Fields


@require_safe
@page(policies.CONFIGURE)
def field_list(request: Request) -> HttpResponse:
    groups = [
        (carrier.label, list(queries.fields_of(carrier.kind, archived="archived" in request.GET)))
        for carrier in carriers
    ]
    context = {"groups": groups, "archived": "archived" in request.GET}
    return show(request, "admin/fields.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.CONFIGURE)
def field_add(request: Request) -> HttpResponse:
    form = NewFieldForm(request.POST or None)
    if form.is_valid() and tried(
        form,
        lambda: actions.add_field(by=request.user, details=_details(form), at=clock.now()),
    ):
        return _done(request, _("The field can be used now."), "admin:fields")
    return form_page(request, form, _("Add a field"), back=_fields(), verb=_("Add"))


def _details(form: NewFieldForm) -> actions.FieldDetails:
    answers = form.cleaned_data
    return actions.FieldDetails(
        answers["applies_to"], answers["kind"], form.labels, hints=form.hints,
        options=form.options, is_filterable=answers["is_filterable"],
        is_required=answers["is_required"],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@page(policies.CONFIGURE)
def field_change(request: Request, field_id: int) -> HttpResponse:
    field = get_object_or_404(Field, pk=field_id)
    form = FieldForm(request.POST or None, field=field, initial=initial_of(field))
    if form.is_valid() and tried(form, lambda: _change_field(request, field, form)):
        return _done(request, _("Saved."), "admin:fields")
    return form_page(request, form, field.label, back=_fields())


def _change_field(request: Request, field: Field, form: FieldForm) -> None:
    changes = {
        "labels": {**field.labels, **form.labels},
        "hints": {**field.hints, **form.hints},
        "is_filterable": form.cleaned_data["is_filterable"],
        "is_required": form.cleaned_data["is_required"],
    }
    if "choices" in form.fields:
        changes["options"] = form.options
    seen = form.cleaned_data["seen"]
    actions.change_field(by=request.user, field=field, at=clock.now(), seen=seen, **changes)


@require_POST
@page(policies.CONFIGURE)
def field_archive(request: Request, field_id: int) -> HttpResponse:
    """Take a field off forms and lists, or put it back."""
    field = get_object_or_404(Field, pk=field_id)
    act = actions.restore_field if field.is_archived else actions.archive_field
    act(by=request.user, field=field, at=clock.now())
    said = _("“%(name)s” is put away; its values stay.") if field.is_archived else _(
        "“%(name)s” is back."
    )  # fmt: skip
    return _done(request, said % {"name": field.label}, "admin:fields")


@require_POST
@page(policies.CONFIGURE)
def field_move(request: Request, field_id: int) -> HttpResponse:
    field = get_object_or_404(Field, pk=field_id)
    steps = -1 if "up" in request.POST else 1
    actions.move_field(by=request.user, field=field, steps=steps, at=clock.now())
    return redirect("admin:fields")


def _fields() -> tuple[str, str]:
    return _("Fields"), "admin:fields"


# Tags


@require_safe
@page(policies.GOVERN_TAGS)
def tag_list(request: Request) -> HttpResponse:
    archived = "archived" in request.GET
    found = queries.all_tags() if archived else queries.tags()
    words: dict[int, list[TagSynonym]] = {}
    for synonym in queries.synonyms():
        words.setdefault(synonym.tag_id, []).append(synonym)
    context = {
        "tags": list(found.select_related("merged_into")),
        "words": words,
        "uses": queries.tag_uses(),
        "archived": archived,
    }
    return show(request, "admin/tags.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.GOVERN_TAGS)
def tag_add(request: Request) -> HttpResponse:
    form = TagForm(request.POST or None)
    if form.is_valid() and tried(
        form, lambda: actions.add_tag(by=request.user, at=clock.now(), **form.cleaned_data)
    ):
        return _done(request, _("The tag can be given now."), "admin:tags")
    return form_page(request, form, _("Add a tag"), back=_tags(), verb=_("Add"))


@require_http_methods(["GET", "POST"])
@page(policies.GOVERN_TAGS)
def tag_change(request: Request, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(Tag, pk=tag_id)
    initial = {"name": tag.name, "about": tag.about, "seen": tag.version}
    form = TagChangeForm(request.POST or None, initial=initial)
    if form.is_valid() and tried(
        form,
        lambda: actions.change_tag(by=request.user, tag=tag, at=clock.now(), **form.cleaned_data),
    ):
        return _done(request, _("Saved."), "admin:tags")
    return form_page(request, form, tag.name, back=_tags())


@require_POST
@page(policies.GOVERN_TAGS)
def tag_archive(request: Request, tag_id: int) -> HttpResponse:
    """Offer a tag no more, or again."""
    tag = get_object_or_404(Tag, pk=tag_id)
    act = actions.restore_tag if tag.is_archived else actions.archive_tag
    try:
        act(by=request.user, tag=tag, at=clock.now())
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
        return redirect("admin:tags")
    said = _("“%(name)s” is offered no more.") if tag.is_archived else _("“%(name)s” is back.")
    return _done(request, said % {"name": tag.name}, "admin:tags")


@require_http_methods(["GET", "POST"])
@page(policies.GOVERN_TAGS)
def tag_merge(request: Request, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(Tag, pk=tag_id)
    form = MergeForm(request.POST or None, tag=tag)
    if form.is_valid() and tried(
        form,
        lambda: actions.merge_tags(
            by=request.user, tag=tag, into=form.cleaned_data["into"], at=clock.now()
        ),
    ):
        into = form.cleaned_data["into"]
        said = _("“%(old)s” is “%(new)s” now.") % {"old": tag.name, "new": into.name}
        return _done(request, said, "admin:tags")
    title = _("Merge “%(name)s” into another tag") % {"name": tag.name}
    lead = _("Its records get the other tag; the word stays known. It can be undone as a whole.")
    return form_page(request, form, title, back=_tags(), verb=_("Merge"), lead=lead)


@require_http_methods(["GET", "POST"])
@page(policies.GOVERN_TAGS)
def synonym_add(request: Request, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(Tag, pk=tag_id)
    form = SynonymForm(request.POST or None)
    if form.is_valid() and tried(
        form,
        lambda: actions.add_synonym(
            by=request.user, tag=tag, text=form.cleaned_data["text"], at=clock.now()
        ),
    ):
        return _done(request, _("Saved."), "admin:tags")
    title = _("Another word for “%(name)s”") % {"name": tag.name}
    return form_page(request, form, title, back=_tags(), verb=_("Add"))


@require_POST
@page(policies.GOVERN_TAGS)
def synonym_remove(request: Request, synonym_id: int) -> HttpResponse:
    synonym = get_object_or_404(queries.synonyms(), pk=synonym_id)
    actions.remove_synonym(by=request.user, synonym=synonym, at=clock.now())
    return _done(request, _("“%(word)s” is free again.") % {"word": synonym.text}, "admin:tags")


def _tags() -> tuple[str, str]:
    return _("Tags"), "admin:tags"


# Categories of stakeholders


@require_safe
@page(stakeholder_policies.CONFIGURE)
def category_list(request: Request) -> HttpResponse:
    return show(request, "admin/categories.html", {"categories": all_categories()})


@require_http_methods(["GET", "POST"])
@page(stakeholder_policies.CONFIGURE)
def category_add(request: Request) -> HttpResponse:
    form = CategoryForm(request.POST or None)
    if form.is_valid() and tried(
        form,
        lambda: stakeholders.add_category(by=request.user, at=clock.now(), **form.cleaned_data),
    ):
        return _done(request, _("The category can be used now."), "admin:categories")
    return form_page(request, form, _("Add a category"), back=_categories(), verb=_("Add"))


@require_http_methods(["GET", "POST"])
@page(stakeholder_policies.CONFIGURE)
def category_change(request: Request, category_id: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=category_id)
    initial = {
        "name": category.name, "position": category.position, "seen": category.version,
    }  # fmt: skip
    form = CategoryChangeForm(request.POST or None, initial=initial)
    if form.is_valid() and tried(
        form,
        lambda: stakeholders.change_category(
            by=request.user, category=category, at=clock.now(), **form.cleaned_data
        ),
    ):
        return _done(request, _("Saved."), "admin:categories")
    return form_page(request, form, category.name, back=_categories())


@require_POST
@page(stakeholder_policies.CONFIGURE)
def category_close(request: Request, category_id: int) -> HttpResponse:
    """Offer a category no more, or again; who is in it stays in it."""
    category = get_object_or_404(Category, pk=category_id)
    stakeholders.change_category(
        by=request.user, category=category, is_active=not category.is_active, at=clock.now()
    )
    said = _("“%(name)s” is back.") if category.is_active else _("“%(name)s” is offered no more.")
    return _done(request, said % {"name": category.name}, "admin:categories")


def _categories() -> tuple[str, str]:
    return _("Categories"), "admin:categories"


def _done(request: Request, said: str, back: str) -> HttpResponse:
    toasts.tell(request, said, undo=undo_address(last_entry_id()))
    return redirect(back)
