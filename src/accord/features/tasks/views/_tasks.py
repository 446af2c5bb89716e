"""The list of tasks, a task of its own, and the forms that change one."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders.queries import day_off
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.tasks import actions, forms, panels, policies, queries
from accord.features.tasks.models import Task
from accord.features.tasks.states import RepeatUnit, State
from accord.features.tasks.tables import task_list as table
from accord.features.tasks.views._found import address, on, task_or_404, trail_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.listing import count
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.lists import ListPage, answer_file, answer_page
from accord.foundation.ui.owed_forms import HandOverForm, SnoozeForm
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
HISTORY = {
    "title": histories.Told(gettext_lazy("What is to be done")),
    "owner_id": histories.Told(gettext_lazy("Who does it")),
    "due_at": histories.Told(gettext_lazy("By when")),
    "state": histories.Told(gettext_lazy("State"), lambda value: State(value).label),
    "reason": histories.Told(gettext_lazy("Why")),
    "snoozed_until": histories.Told(gettext_lazy("Snoozed until")),
    "effort_minutes": histories.Told(gettext_lazy("Effort"), panels.effort),
    "repeat_every": histories.Told(gettext_lazy("Repeats every")),
    "repeat_unit": histories.Told(
        gettext_lazy("Days, weeks, months"), lambda value: RepeatUnit(value).label if value else ""
    ),
}
VERBS = (
    "finish", "drop", "reopen", "change", "hand-over", "snooze", "repeat", "item-add", "depend",
)  # fmt: skip


@require_safe
@page(policies.VIEW)
def task_list(request: Request) -> HttpResponse:
    may_add = policies.ADD.allows(request.user)
    words = ListPage(
        title=_("Tasks"), headline=_headline, icon="list-checks", empty=_("No tasks yet"),
        hint=_("Plan what is to be done, with a name and a day."),
        add=reverse("tasks:add") if may_add else "", add_label=_("Task"),
    )  # fmt: skip
    return answer_page(request, table(request.user, clock.now()), words)


def _headline(shown: Shown) -> str:
    """Say how many are late where that is asked; the plain name elsewhere."""
    if shown.is_changed or shown.is_moved or shown.view.key not in {"mine", "all"}:
        return _("Tasks")
    late = count(shown.rows.filter(due_at__lt=shown.listing.asking.at))
    if not late.n:
        return _("No task is late.")
    return ngettext("%(n)s task is late.", "%(n)s tasks are late.", late.n) % {"n": late}


@require_safe
@page(policies.VIEW)
def task_export(request: Request) -> HttpResponseBase:
    return answer_file(request, table(request.user, clock.now()))


@require_safe
@page(policies.VIEW)
def task_detail(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    at = clock.now()
    open_ = task.state == State.OPEN
    may_finish = policies.FINISH.allows(request.user, task)
    context: dict[str, Any] = {
        "task": task,
        "party": task.party if panels.shows_party(task) else None,
        "due": panels.due_of(task, at) if open_ else None,
        "trail": trail_of(task),
        "facts": _facts(task),
        "may": {"finish": open_ and may_finish, "reopen": not open_ and may_finish},
        "here": {verb: panels.address(task, verb) for verb in VERBS},
        **_parts(request, task, may=open_ and policies.CHANGE.allows(request.user, task)),
        "history": histories.lines("tasks.task", task.pk, HISTORY, at=at),
    }
    return show(request, "tasks/task_detail.html", context)


def _parts(request: Request, task: Task, *, may: bool) -> dict[str, Any]:
    """Give its steps, what it waits for and what waits for it."""
    needed, behind, hidden = queries.dependencies_of(request.user, task)
    items = queries.items_of(task)
    return {
        "items": [
            {"item": item, **{verb: address(task, f"item-{verb}", item.pk) if may else ""
                              for verb in ("tick", "untick", "change", "remove")}}
            for item in items
        ],
        "ticked": sum(item.done_at is not None for item in items),
        "needed": [
            {"task": each.needs, "href": panels.address(each.needs),
             "end": address(task, "independ", each.pk) if may else ""}
            for each in needed
        ],
        "behind": [{"task": each, "href": panels.address(each), "end": ""} for each in behind],
        "hidden": hidden,
        "may_change": may,
    }  # fmt: skip


def _due(task: Task) -> str:
    """Say when it is due, and what day off that is."""
    if task.due is None:
        return _("no date")
    off, said = day_off(task.due), formats.full(task.due)
    return f"{said} ({visible(off)})" if off else said


def _facts(task: Task) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"label": _("Owner"), "value": task.owner},
        {"label": _("Due"), "value": _due(task)},
        {"label": _("State"), "value": State(task.state).label},
        {"label": _("Made"), "value": formats.full(task.made_at)},
    ]
    if task.effort_minutes:
        facts.append({"label": _("Effort"), "value": panels.effort(task.effort_minutes)})
    if task.repeat_every:
        facts.append({"label": _("Repeats"), "value": panels.rhythm(task)})
    if task.continues:
        facts.append({"label": _("Continues"), "value": task.continues.ref})
    if task.origin_ref:
        facts.append({"label": _("From"), "value": panels.origin(task.origin_ref)})
    if task.done_at:
        facts.append({"label": _("Settled"), "value": formats.full(task.done_at)})
    if task.reason:
        facts.append({"label": _("Why"), "value": task.reason})
    if task.snoozed_until:
        until = formats.full(task.snoozed_until)
        facts.append({"label": _("Snoozed"), "value": until})
    return facts


@both
@page(policies.ADD)
def task_add(request: Request) -> HttpResponse:
    """Plan a task; ``?about=S-1042`` says about whom."""
    ref, origin = request.GET.get("about", ""), request.GET.get("from", "")[:20]
    party = get_object_or_404(parties_visible_to(request.user), ref=ref) if ref else None
    form = forms.AddForm(sheets.sent(request), user=request.user, party=party)
    back = reverse("tasks:list")
    title = _("Plan a task")
    if party is not None:
        back = reverse("stakeholders:detail", kwargs={"ref": party.ref})
        title = _("A task about %(name)s") % {"name": party.name}
    words = sheets.Sheet(
        title=title, save=_("Add"), said=_("Added."), back=back,
        trail=[(_("Tasks"), reverse("tasks:list"))],
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details = actions.TaskDetails(
            given["title"], given["owner"].pk, party=form.party, due_at=given["due_at"],
            effort_minutes=given["effort_minutes"], items=form.items(), repeat=form.repeat(given),
            origin_ref=origin if page_of(origin) else "",
        )  # fmt: skip
        return actions.add_task(by=request.user, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.FINISH)
def task_finish(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    back = panels.address(task)
    try:
        actions.finish_task(by=request.user, task=task, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)
    return sheets.ticked(request, _("Done: %(words)s") % {"words": task.title}, back)


@require_POST
@page(policies.FINISH)
def task_reopen(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    back = panels.address(task)
    return sheets.pressed(
        request, partial(actions.reopen_task, task=task), _("It is open again."), back
    )


@both
@page(policies.FINISH)
def task_drop(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    words = on(task, _("Drop this task"), _("Drop"), _("Dropped."))
    act = partial(actions.drop_task, task=task)
    return sheets.filled(request, forms.DropForm(sheets.sent(request)), words, act)


@both
@page(policies.CHANGE)
def task_change(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    form = forms.ChangeForm(
        sheets.sent(request),
        initial={
            "title": task.title,
            "due_at": task.due_at,
            "effort_minutes": task.effort_minutes,
        },
    )
    words = on(task, _("Change this task"), _("Save"), _("Saved."), task.version)
    act = partial(actions.change_task, task=task, seen=sheets.seen(request))
    return sheets.filled(request, form, words, act)


@both
@page(policies.HAND_OVER)
def task_hand_over(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    words = on(task, _("Hand this task over"), _("Hand over"), _("Handed over."))
    act = partial(actions.hand_over_task, task=task)
    return sheets.filled(request, HandOverForm(sheets.sent(request)), words, act)


@both
@page(policies.SNOOZE)
def task_snooze(request: Request, ref: str) -> HttpResponse:
    task = task_or_404(request, ref)
    form = SnoozeForm(sheets.sent(request), initial={"until": _tomorrow()})
    words = on(task, _("Snooze, with a reason"), _("Snooze"), _("Snoozed."))
    act = partial(actions.snooze_task, task=task)
    return sheets.filled(request, form, words, act)


@both
@page(policies.CHANGE)
def task_repeat(request: Request, ref: str) -> HttpResponse:
    """Say how often it repeats, or that it no longer does."""
    task = task_or_404(request, ref)
    shown = {"every": task.repeat_every, "unit": task.repeat_unit or RepeatUnit.WEEK}
    form = forms.RepeatForm(sheets.sent(request), initial=shown)
    words = sheets.Sheet(
        title=_("Repeat this task"), save=_("Save"), said=_("Saved."), sub=task.title,
        back=panels.address(task), trail=trail_of(task),
    )  # fmt: skip
    return sheets.answer(
        request, form, words,
        lambda given: actions.repeat_task(
            by=request.user, task=task, repeat=form.repeat(given), at=clock.now()
        ),
    )  # fmt: skip


def _tomorrow() -> date:
    return formats.local(clock.now()) + timedelta(days=1)
