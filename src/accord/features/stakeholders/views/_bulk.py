"""Many parties changed at once: asked first, shown before, undone in one step."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.forms._bulk import KINDS, BulkForm
from accord.features.stakeholders.tables import party_list as table
from accord.features.stakeholders.views._merge import MOST, merge_address
from accord.foundation.jobs import actions as jobs
from accord.foundation.jobs.models import Job, State
from accord.foundation.jobs.queries import visible_to as jobs_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal, Stale
from accord.foundation.ui import formats, toasts
from accord.foundation.ui.listing.counts import Counted, count, exactly
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.sheets import refused
from accord.foundation.ui.undoing import undo_address

INLINE = 1000  # parties that a page changes while somebody waits
SAMPLE = 5
JOBS = ("stakeholders.bulk", "stakeholders.bulk-undo")


@dataclass(frozen=True)
class Picked:
    """What somebody selected: the whole list, or rows of it by key; only what they may see."""

    shown: Shown
    everything: bool
    rows: Any
    size: Counted
    changeable: Counted

    @property
    def keys(self) -> list[int]:
        return list(self.rows.order_by("pk").values_list("pk", flat=True)[: INLINE + 1])

    @property
    def says(self) -> str:
        """Say how many of them can be changed, where it is not all."""
        if str(self.size) == str(self.changeable):
            return ngettext("%(n)s selected", "%(n)s selected", self.size.n) % {"n": self.size}
        return _("%(some)s of %(all)s can be changed") % {
            "some": self.changeable,
            "all": self.size,
        }


def _picked(request: Request) -> Picked:
    shown = Shown(table(request.user, clock.now()), request.POST)
    everything = request.POST.get("all") == "1"
    rows: Any = queries.visible_to(request.user).none() if shown.is_lost else shown.rows
    if not everything:
        keys = [int(key) for key in request.POST.getlist("ids") if key.isdecimal()][:INLINE]
        rows = queries.visible_to(request.user).filter(pk__in=keys)
    may = queries.changeable_by(request.user).filter(pk__in=rows.order_by().values("pk"))
    size = count(rows)
    return Picked(shown, everything, rows, size, count(may) if size.n else exactly(0))


@require_POST
@page(policies.BULK)
def party_bulk(request: Request) -> HttpResponse:
    """Ask what the change is and show what it will do; with ``go``, do it."""
    what = request.POST.get("do", "")
    if what == "merge":
        return _side_by_side(request)
    if what not in KINDS:
        raise Http404
    picked = _picked(request)
    form = BulkForm(what, request.POST if "go" in request.POST else None)
    if not picked.changeable.n:
        toasts.tell(request, _("Nothing selected that you may change."), kind="bad")
        return redirect(picked.shown.here)
    if form.is_valid():
        try:
            return _go(request, picked, form)
        except Refusal as refusal:
            refused(form, refusal)
    return show(
        request, "stakeholders/party_bulk.html", _asked(picked, form),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def _side_by_side(request: Request) -> HttpResponse:
    rows = _picked(request).rows.order_by("pk")
    return redirect(merge_address(list(rows.values_list("ref", flat=True)[:MOST])))


def _asked(picked: Picked, form: BulkForm) -> dict[str, Any]:
    sample = picked.rows.order_by("sort_key", "pk").select_related("owner", "category")
    return {
        "form": form,
        "what": form.what,
        "picked": picked,
        "sample": list(sample[:SAMPLE]),
        "more": picked.size.n > SAMPLE,
        "ids": [] if picked.everything else picked.keys,
        "is_long": not picked.size.is_whole or picked.size.n > INLINE,
    }


def _go(request: Request, picked: Picked, form: BulkForm) -> HttpResponse:
    agreed = request.POST.get("agreed", str(picked.changeable))
    if picked.everything and agreed != str(picked.changeable):
        raise Stale(_("The list has changed meanwhile. Look at it again."))
    answers = form.cleaned_data
    what = actions.BulkChange(form.verb, answers.get("value"), answers.get("words", ""))
    keys = picked.keys
    at = clock.now()
    if len(keys) > INLINE:
        args = {
            "by_id": request.user.pk, "query": urlencode(picked.shown.lasting), "what": what.what,
            "value": what.value, "words": what.words, "asked_at": at.isoformat(),
        }  # fmt: skip
        job = jobs.enqueue(by=request.user, order=jobs.Order(JOBS[0], args), at=at)
        return redirect("stakeholders:bulk-run", job_id=job.pk)
    done = actions.change_parties(by=request.user, keys=keys, what=what, at=at)
    toasts.tell(request, _said(done.changed, done.left), undo=undo_address(done.entry_id))
    return redirect(picked.shown.here)


def _said(changed: int, left: int) -> str:
    said = ngettext("%(n)s changed.", "%(n)s changed.", changed) % {"n": formats.number(changed)}
    if left:
        more = ngettext(
            "%(n)s may not be changed by you.", "%(n)s may not be changed by you.", left
        )
        said = f"{said} {more % {'n': formats.number(left)}}"
    return said


@require_safe
@page(policies.BULK)
def party_bulk_run(request: Request, job_id: int) -> HttpResponse:
    """Show how far a long change is, and once it is done, the way back."""
    job = _job(request, job_id)
    result = job.result or {}
    can_undo = job.name == JOBS[0] and job.state == State.DONE and bool(result.get("entries"))
    context = {
        "job": job,
        "is_open": job.done_at is None,
        "done": job.steps_done,
        "total": job.steps_total or 0,
        "says": _job_says(job),
        "undo": reverse("stakeholders:bulk-undo", args=[job.pk]) if can_undo else "",
        "here": request.path,
    }
    return show(request, "stakeholders/party_bulk_run.html", context, fragment="run")


def _job_says(job: Job) -> str:
    result = job.result or {}
    if job.state == State.DONE and job.name == JOBS[0]:
        return _said(result.get("changed", 0), result.get("left", 0))
    if job.state == State.DONE:
        return _("Undone.")
    if job.done_at is not None:
        return _("It stopped before the end. What was done so far stays and can be seen.")
    if job.steps_total:
        places = {"n": formats.number(job.steps_done), "all": formats.number(job.steps_total)}
        return _("%(n)s of %(all)s") % places
    return _("It begins in a moment.")


@require_POST
@page(policies.BULK)
def party_bulk_undo(request: Request, job_id: int) -> HttpResponse:
    """Take back a long change, as work of its own."""
    job = _job(request, job_id)
    entries = (job.result or {}).get("entries", [])
    args = {"by_id": request.user.pk, "entries": entries}
    order = jobs.Order(JOBS[1], args, unique_key=f"bulk-undo-{job.pk}")
    undoing = jobs.enqueue(by=request.user, order=order, at=clock.now())
    return redirect("stakeholders:bulk-run", job_id=undoing.pk)


def _job(request: Request, job_id: int) -> Job:
    return get_object_or_404(jobs_visible_to(request.user).filter(name__in=JOBS), pk=job_id)
