"""The facts of a record that people added fields for."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.forms._custom import CustomForm
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.views._sheet import address, done, party_or_404
from accord.foundation.accounts.queries import names_of
from accord.foundation.fields.models import Field, FieldKind
from accord.foundation.fields.queries import open_fields
from accord.foundation.fields.values import show as shown
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Conflict, Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui.pages import Request, page, show

TEMPLATE = "stakeholders/party_fact.html"


def custom_facts(
    user: Any, party: Party, fields: Iterable[Field], *, may_change: bool
) -> list[dict[str, Any]]:
    """Give every field of ours with its value here, ready to be drawn."""
    return [
        {
            "name": field.key,
            "label": field.label,
            "value": _value(user, party, field),
            "edit": _address(party, field) if may_change else "",
        }
        for field in fields
    ]


def _value(user: Any, party: Party, field: Field) -> str:
    value = party.custom.get(field.key)
    names: dict[int, str] = {}
    if field.kind == FieldKind.PARTY and value is not None:
        names = dict(queries.visible_to(user).filter(pk=value).values_list("pk", "name"))
    return visible(shown(field, value, names))


def _address(party: Party, field: Field) -> str:
    return reverse("stakeholders:custom", kwargs={"ref": party.ref, "key": field.key})


@require_http_methods(["GET", "POST"])
@page(policies.CHANGE)
def party_custom(request: Request, ref: str, key: str) -> HttpResponse:
    """Show one value as a form, keep its answer, or ask again when two people wrote it."""
    party = party_or_404(request, ref)
    policies.CHANGE.demand(request.user, party)
    field = next((one for one in open_fields(queries.PARTY) if one.key == key), None)
    if field is None:
        raise Http404
    if request.method == "POST":
        return _kept(request, party, field)
    if "rest" in request.GET:
        return _rest(request, party, field)
    return _asked(request, party, CustomForm(field, party, user=request.user))


def _kept(request: Request, party: Party, field: Field) -> HttpResponse:
    form = CustomForm(field, party, user=request.user, data=request.POST)
    seen = request.POST.get("version", "")
    if not form.is_valid():
        return _asked(request, party, form, status=422)
    try:
        actions.set_custom(
            by=request.user, party=party, at=clock.now(), **{field.key: form.answer},
            seen=int(seen) if seen.isdecimal() else None,
        )  # fmt: skip
    except Conflict as conflict:
        return _clash(request, party, form, conflict)
    except Refusal as refusal:
        form.add_error("value", str(refusal))
        return _asked(request, party, form, status=422)
    if not request.htmx:
        return done(request, party, _("Saved."))
    return _rest(request, party_or_404(request, party.ref), field, state="saved")


def _rest(request: Request, party: Party, field: Field, *, state: str = "rest") -> HttpResponse:
    if not request.htmx:
        return redirect(address(party))
    context = {
        "label": field.label, "value": _value(request.user, party, field),
        "edit": _address(party, field), "state": state,
    }  # fmt: skip
    return show(request, TEMPLATE, context, fragment="shown")


def _asked(request: Request, party: Party, form: CustomForm, *, status: int = 200) -> HttpResponse:
    if not request.htmx:
        return _alone(request, party, form, status=status)
    here = _address(party, form.field)
    context = {
        "party": party, "form": form, "field": form["value"], "action": here,
        "cancel": f"{here}?rest", "error": " ".join(map(str, form.errors.get("value", []))),
    }  # fmt: skip
    return show(request, TEMPLATE, context, fragment="asked", status=status)


def _alone(request: Request, party: Party, form: CustomForm, *, status: int) -> HttpResponse:
    """Ask on a page of its own, where no script runs."""
    context = {
        "party": party, "form": form, "title": form.field.label, "save": _("Save"),
        "version": party.version,
    }  # fmt: skip
    return show(request, "stakeholders/party_sheet.html", context, status=status)


def _clash(request: Request, party: Party, form: CustomForm, conflict: Conflict) -> HttpResponse:
    party = party_or_404(request, party.ref)
    by = conflict.clashes[0].by_id
    value = _value(request.user, party, form.field) or _("nothing")
    who = names_of([by]).get(by or 0, _("Somebody"))
    says = _("%(who)s changed it to %(value)s.") % {"who": who, "value": value}
    if not request.htmx:
        form.add_error("value", says)
        return _alone(request, party, form, status=409)
    here = _address(party, form.field)
    context = {
        "says": says, "action": here, "cancel": f"{here}?rest", "version": conflict.version,
        "answers": [("value", answer) for answer in request.POST.getlist("value")],
    }  # fmt: skip
    return show(request, TEMPLATE, context, fragment="clash", status=409)
