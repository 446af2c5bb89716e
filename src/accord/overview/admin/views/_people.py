"""Who is here: the list, a person, their roles, their sessions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.accounts import actions, policies, queries
from accord.foundation.accounts.freshness import fresh
from accord.foundation.accounts.models import User
from accord.foundation.accounts.names import ROLES
from accord.foundation.kernel import clock
from accord.foundation.ui import toasts
from accord.foundation.ui.formats import local
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin import queries as own
from accord.overview.admin.forms import AbsenceForm, GrantForm, PersonForm
from accord.overview.admin.views._shared import done, form_page, tried


@require_safe
@page(policies.ADMINISTER)
def person_list(request: Request) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    shown = own.people_page(asked, after=request.GET.get("after", ""))
    context = {"people": shown, "asked": asked, "roles": ROLES, "headline": own.people_headline()}
    return show(request, "admin/people.html", context, fragment="rows")


@require_safe
@page(policies.ADMINISTER)
def person_detail(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    today = local(clock.now())
    context = {
        "person": person, "roles": ROLES, "today": today,
        "grants": own.grants_of(person),
        "factors": own.factors_of(person),
        "sessions": own.sessions_of(person),
        "absences": queries.absences_of(person, since=today),
        "history": own.history_of(person),
    }  # fmt: skip
    return show(request, "admin/person.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.ADMINISTER)
def person_change(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    facts = ("name", "title", "department", "level")
    initial = {name: getattr(person, name) for name in facts} | {"seen": person.version}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_valid() and tried(
        form,
        lambda: actions.change_person(
            by=request.user, person=person, at=clock.now(), **form.cleaned_data
        ),
    ):
        toasts.tell(request, _("Saved."))
        return redirect("admin:person", person_id)
    return show(request, "admin/person_change.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
@page(policies.GRANT)
@fresh
def grant_give(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    form = GrantForm(request.POST or None)
    if form.is_valid() and tried(form, lambda: _give(request, person, form.cleaned_data)):
        toasts.tell(request, _("The role is given."))
        return redirect("admin:person", person_id)
    return form_page(
        request, form, _("Give a role to %(name)s") % {"name": person.name},
        back=(person.name, _address(person)), verb=_("Give the role"),
        lead=_("Rights come from roles alone, each within its reach and its dates."),
    )  # fmt: skip


@require_POST
@page(policies.WITHDRAW_GRANT)
@fresh
def grant_withdraw(request: Request, person_id: int, grant_id: int) -> HttpResponse:
    person = _person(person_id)
    given = get_object_or_404(queries.grants_of(person), pk=grant_id)
    return done(
        request,
        lambda: actions.withdraw_grant(by=request.user, given=given, at=clock.now()),
        _("The role is withdrawn."),
        "admin:person",
        person_id,
    )


@require_POST
@page(policies.DEACTIVATE)
@fresh
def person_close(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    return done(
        request,
        lambda: actions.deactivate(by=request.user, person=person, at=clock.now()),
        _("The account of %(name)s is closed; sessions and keys are dead.") % {"name": person.name},
        "admin:person",
        person_id,
    )


@require_POST
@page(policies.REACTIVATE)
@fresh
def person_open(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    return done(
        request,
        lambda: actions.reactivate(by=request.user, person=person, at=clock.now()),
        _("The account of %(name)s is open again.") % {"name": person.name},
        "admin:person",
        person_id,
    )


@require_POST
@page(policies.END_SESSIONS)
@fresh
def person_sign_out(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    return done(
        request,
        lambda: actions.end_sessions(by=request.user, person=person, at=clock.now()),
        _("%(name)s is signed out everywhere.") % {"name": person.name},
        "admin:person",
        person_id,
    )


@require_POST
@page(policies.RESET_FACTORS)
@fresh
def person_reset_factors(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    return done(
        request,
        lambda: actions.reset_factors(by=request.user, person=person, at=clock.now()),
        _("Their second factors are gone. They sign in with the password and set up new ones."),
        "admin:person",
        person_id,
    )


@require_http_methods(["GET", "POST"])
@page(policies.ADMINISTER)
def person_absence(request: Request, person_id: int) -> HttpResponse:
    person = _person(person_id)
    form = AbsenceForm(request.POST or None, person=person)
    if form.is_valid() and tried(
        form,
        lambda: actions.plan_absence(
            by=request.user, person=person, at=clock.now(), **form.cleaned_data
        ),
    ):
        toasts.tell(request, _("Planned. Who stands in is told."))
        return redirect("admin:person", person_id)
    title = _("Plan an absence of %(name)s") % {"name": person.name}
    return form_page(request, form, title, back=(person.name, _address(person)))


def _person(person_id: int) -> User:
    return get_object_or_404(queries.people(), pk=person_id)


def _address(person: User) -> str:
    from django.urls import reverse

    return reverse("admin:person", args=[person.pk])


def _give(request: Request, person: User, said: dict[str, Any]) -> None:
    reference = said.pop("record").strip()
    object_id = own.record_of(said["scope"], reference) if reference else None
    actions.grant(by=request.user, person=person, at=clock.now(), object_id=object_id, **said)
