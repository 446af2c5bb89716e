"""The parts of a task: its steps, and what it waits for."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.tasks import actions, forms, panels, policies, queries
from accord.features.tasks.models import ChecklistItem, Task
from accord.features.tasks.views._found import on, task_or_404
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page

both = require_http_methods(["GET", "POST"])


def _item(request: Request, ref: str, pk: int) -> tuple[Task, ChecklistItem]:
    task = task_or_404(request, ref)
    return task, get_object_or_404(queries.steps_of(task), pk=pk)


@both
@page(policies.CHANGE)
def item_add(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    words = on(task, _("Add a step"), _("Add"), _("Added."))
    act = partial(actions.add_item, task=task)
    return sheets.filled(request, forms.ItemForm(sheets.sent(request)), words, act)


@both
@page(policies.CHANGE)
def item_change(request: Request, ref: str, pk: int) -> HttpResponse:
    task, item = _item(request, ref, pk)
    form = forms.ItemForm(sheets.sent(request), initial={"text": item.text})
    words = on(task, _("Change this step"), _("Save"), _("Saved."), item.version)
    act = partial(actions.change_item, item=item, seen=sheets.seen(request))
    return sheets.filled(request, form, words, act)


@require_POST
@page(policies.CHANGE)
def item_tick(request: Request, ref: str, pk: int) -> HttpResponse:
    task, item = _item(request, ref, pk)
    return sheets.pressed(
        request, partial(actions.tick_item, item=item), _("Done."), panels.address(task)
    )


@require_POST
@page(policies.CHANGE)
def item_untick(request: Request, ref: str, pk: int) -> HttpResponse:
    task, item = _item(request, ref, pk)
    return sheets.pressed(
        request,
        partial(actions.untick_item, item=item),
        _("It is open again."),
        panels.address(task),
    )


@require_POST
@page(policies.CHANGE)
def item_remove(request: Request, ref: str, pk: int) -> HttpResponse:
    task, item = _item(request, ref, pk)
    return sheets.pressed(
        request, partial(actions.remove_item, item=item), _("Taken away."), panels.address(task)
    )


@both
@page(policies.CHANGE)
def task_depend(request: Request, ref: str) -> HttpResponse:
    """Say which task has to be done first."""
    task = task_or_404(request, ref)
    form = forms.DependForm(sheets.sent(request), user=request.user)
    words = on(task, _("Wait for another task"), _("Save"), _("Saved."))
    return sheets.filled(request, form, words, partial(actions.depend_on, task=task))


@require_POST
@page(policies.CHANGE)
def task_independ(request: Request, ref: str, pk: int) -> HttpResponse:
    task = task_or_404(request, ref)
    dependency = get_object_or_404(queries.waits_of(task), pk=pk)
    return sheets.pressed(
        request,
        partial(actions.end_dependency, dependency=dependency),
        _("It waits no longer."),
        panels.address(task),
    )
