"""The tree of departments."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.accounts import actions, policies, queries
from accord.foundation.accounts.models import Department
from accord.foundation.kernel import clock
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin.forms import MoveForm, NewDepartmentForm, RenameForm
from accord.overview.admin.views._shared import done, form_page, tried


@require_safe
@page(policies.DEPARTMENTS)
def department_list(request: Request) -> HttpResponse:
    closed = "closed" in request.GET
    context = {"branches": queries.branches(closed=closed), "closed": closed}
    return show(request, "admin/departments.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.DEPARTMENTS)
def department_add(request: Request) -> HttpResponse:
    form = NewDepartmentForm(request.POST or None, initial={"parent": request.GET.get("below")})
    if form.is_valid() and tried(
        form,
        lambda: actions.add_department(by=request.user, at=clock.now(), **form.cleaned_data),
    ):
        toasts.tell(request, _("The department is added."))
        return redirect("admin:departments")
    return form_page(request, form, _("Add a department"), back=_back(), verb=_("Add"))


@require_http_methods(["GET", "POST"])
@page(policies.DEPARTMENTS)
def department_rename(request: Request, department_id: int) -> HttpResponse:
    department = _department(department_id)
    initial = {"name": department.name, "code": department.code, "seen": department.version}
    form = RenameForm(request.POST or None, initial=initial)
    if form.is_valid() and tried(
        form,
        lambda: actions.rename_department(
            by=request.user, department=department, at=clock.now(), **form.cleaned_data
        ),
    ):
        toasts.tell(request, _("Saved."))
        return redirect("admin:departments")
    title = _("Rename %(name)s") % {"name": department.name}
    return form_page(request, form, title, back=_back())


@require_http_methods(["GET", "POST"])
@page(policies.DEPARTMENTS)
def department_move(request: Request, department_id: int) -> HttpResponse:
    department = _department(department_id)
    form = MoveForm(
        request.POST or None, department=department, initial={"parent": department.parent_id}
    )
    if form.is_valid() and tried(
        form,
        lambda: actions.move_department(
            by=request.user, department=department, at=clock.now(), **form.cleaned_data
        ),
    ):
        toasts.tell(request, _("The department and all below it are moved."))
        return redirect("admin:departments")
    return form_page(
        request, form, _("Move %(name)s") % {"name": department.name}, back=_back(),
        verb=_("Move"), lead=_("Roles that reach the old department above reach it no longer."),
    )  # fmt: skip


@require_POST
@page(policies.DEPARTMENTS)
def department_close(request: Request, department_id: int) -> HttpResponse:
    department = _department(department_id)
    return done(
        request,
        lambda: actions.close_department(by=request.user, department=department, at=clock.now()),
        _("%(name)s is closed; its past stays.") % {"name": department.name},
        "admin:departments",
    )


@require_POST
@page(policies.DEPARTMENTS)
def department_open(request: Request, department_id: int) -> HttpResponse:
    department = _department(department_id)
    return done(
        request,
        lambda: actions.open_department(by=request.user, department=department, at=clock.now()),
        _("%(name)s is open again.") % {"name": department.name},
        "admin:departments",
    )


def _department(department_id: int) -> Department:
    return get_object_or_404(queries.every_department(), pk=department_id)


def _back() -> tuple[str, str]:
    return _("Departments"), "admin:departments"
