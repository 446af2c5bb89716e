"""How long records are kept, and who took what out of the house."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.models import RetentionRule
from accord.foundation.accounts.freshness import fresh
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.listing.counts import count
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin import queries as own
from accord.overview.admin.forms._protection import RuleForm, initial_of_rule
from accord.overview.admin.views._shared import form_page, tried

SHOWN = 50


@require_safe
@page(policies.PROTECT)
def rule_list(request: Request) -> HttpResponse:
    """Show the rules, and what they ask about."""
    reviews = list(queries.open_reviews(request.user)[: SHOWN + 1])
    context: dict[str, Any] = {
        "rules": queries.retention_rules(),
        "reviews": reviews[:SHOWN],
        "more": len(reviews) > SHOWN,
        "may_erase": policies.ERASE.allows(request.user),
    }
    return show(request, "admin/retention.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.PROTECT)
def rule_add(request: Request) -> HttpResponse:
    form = RuleForm(request.POST or None)
    made: list[RetentionRule] = []
    if form.is_valid() and tried(
        form,
        lambda: made.append(
            actions.add_rule(by=request.user, details=form.details, at=clock.now())
        ),
    ):
        return redirect("admin:rule", rule_id=made[0].pk)
    return form_page(
        request, form, _("Add a rule"), back=_back(), verb=_("Show what it would do"), lead=_lead()
    )


def _back() -> tuple[str, str]:
    return _("Retention"), "admin:retention"


def _lead() -> str:
    return _("It does nothing until you have seen what it would do, and switched it on.")


@require_http_methods(["GET", "POST"])
@page(policies.PROTECT)
def rule_change(request: Request, rule_id: int) -> HttpResponse:
    rule = get_object_or_404(queries.retention_rules(), pk=rule_id)
    form = RuleForm(request.POST or None, initial=initial_of_rule(rule))
    if form.is_valid() and tried(
        form,
        lambda: actions.change_rule(
            by=request.user, rule=rule, details=form.details, at=clock.now()
        ),
    ):
        return redirect("admin:rule", rule_id=rule.pk)
    return form_page(
        request, form, rule.name, back=_back(), verb=_("Show what it would do"), lead=_lead()
    )


@require_safe
@page(policies.PROTECT)
def rule_detail(request: Request, rule_id: int) -> HttpResponse:
    """Show what a rule would do tonight: how many, and which first."""
    rule = get_object_or_404(queries.retention_rules(), pk=rule_id)
    at = clock.now()
    due = queries.due_by(rule, at)
    seen = queries.visible_to(request.user).filter(pk__in=due.order_by().values("pk"))
    first = seen.order_by("last_contact_at", "added_at", "pk").select_related("category", "owner")
    context: dict[str, Any] = {
        "rule": rule,
        "count": count(due.order_by()),
        "rows": list(first[:SHOWN]),
        "until": queries.months_before(at, rule.months),
    }
    return show(request, "admin/rule.html", context)


@require_POST
@page(policies.PROTECT)
@fresh
def rule_switch(request: Request, rule_id: int) -> HttpResponse:
    """Switch a rule on or off, as it was when its preview was shown."""
    rule = get_object_or_404(queries.retention_rules(), pk=rule_id)
    seen = request.POST.get("version", "")
    on = request.POST.get("on") == "1"
    try:
        actions.switch_rule(
            by=request.user, rule=rule, is_active=on, seen=int(seen) if seen.isdecimal() else 0,
            at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
        return redirect("admin:rule", rule_id=rule.pk)
    toasts.tell(request, _("The rule is on from tonight.") if on else _("The rule is off."))
    return redirect("admin:retention")


@require_safe
@page(policies.PROTECT)
def processing_list(request: Request) -> HttpResponse:
    """List who took whole files, exported lists and erased."""
    before = request.GET.get("before", "")
    lines, older = own.processing_page(request.user, int(before) if before.isdecimal() else None)
    return show(request, "admin/processing.html", {"lines": lines, "older": older}, fragment="rows")
