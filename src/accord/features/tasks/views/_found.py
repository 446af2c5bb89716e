"""What the pages of one task share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.tasks import panels, queries
from accord.features.tasks.models import Task
from accord.foundation.ui import addresses, sheets
from accord.foundation.ui.pages import Request


def task_or_404(request: Request, ref: str) -> Task:
    """Find a task that this person may see; another answers like one that is not there."""
    found = queries.visible_to(request.user).select_related("party", "owner", "continues")
    return get_object_or_404(found, ref=ref)


def trail_of(task: Task) -> list[tuple[str, str]]:
    return [(_("Tasks"), reverse("tasks:list")), (task.ref, panels.address(task))]


def address(task: Task, verb: str, key: int) -> str:
    """Give the address of something that is done to a part of a task."""
    return addresses.to(f"tasks:{verb}", kwargs={"ref": task.ref, "pk": key})


def on(task: Task, title: str, save: str, said: str, version: int | None = None) -> sheets.Sheet:
    """Give the words of a form on a task; with a version where it shows what stands."""
    return sheets.Sheet(
        title=title, save=save, said=said, sub=task.title, back=panels.address(task),
        trail=trail_of(task), version=version,
    )  # fmt: skip
