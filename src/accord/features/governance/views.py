"""Engagement policies: the list, and one with its matrix, channels and rhythm."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement.states import Channel
from accord.features.governance import actions, forms, policies, queries
from accord.features.governance.models import EngagementPolicy
from accord.features.governance.panels import address
from accord.features.governance.states import Light, State
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
TONES = {State.DRAFT: "", State.IN_FORCE: "ok", State.ENDED: ""}
LIGHTS = {Light.GREEN: "ok", Light.AMBER: "warn", Light.RED: "bad", Light.EXCUSED: ""}
MOST = 200
FOUND = {
    "E1_no_accountable": lambda: _("nobody answers for it"),
    "E2_multiple_accountable": lambda: _("more than one answers for it"),
    "E3_no_responsible": lambda: _("nobody does it"),
    "E4_group_accountable": lambda: _("a group answers for it; name a person"),
    "E5_subject_responsible": lambda: _("whoever it is about does it"),
    "W1_many_responsible": lambda: _("more than three do it"),
    "W2_many_consulted": lambda: _("more than half are asked before"),
    "W3_role_without_part": lambda: _("has nothing to do"),
    "W4_accountable_for_all": lambda: _("answers for everything"),
}


def policy_or_404(request: Request, ref: str) -> EngagementPolicy:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _to(policy: EngagementPolicy, verb: str, **more: Any) -> str:
    return reverse(f"governance:{verb}", kwargs={"ref": policy.ref, **more})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Policies"), reverse("governance:list")), *steps]


@require_safe
@page(policies.VIEW)
def policy_list(request: Request) -> HttpResponse:
    found = queries.in_order(request.user)[:MOST]
    context = {
        "rows": [
            {
                "policy": one,
                "href": address(one),
                "state": State(one.state).label,
                "tone": TONES[State(one.state)],
                "review": formats.long_date(one.review_on),
            }
            for one in found
        ],
        "add": reverse("governance:add") if policies.LAY_DOWN.allows(request.user) else "",
    }
    return show(request, "governance/policy_list.html", context)


@require_safe
@page(policies.VIEW)
def policy_detail(request: Request, ref: str) -> HttpResponse:
    """Show a policy: matrix with what is wrong in it, channels, rhythm and who is out of it."""
    policy, at = policy_or_404(request, ref), clock.now()
    matrix = queries.matrix_of(policy)
    standings = queries.cadence_of(request.user, policy, at)
    counts = queries.tally(standings)
    going = policy.state != State.ENDED
    may = going and policies.LAY_DOWN.allows(request.user, policy)
    context = {
        "policy": policy, "trail": _trail((visible(policy.initiative.name), "")),
        "state": State(policy.state).label, "tone": TONES[State(policy.state)], "may": may,
        "may_approve": may and policy.state == State.DRAFT,
        "review": formats.long_date(policy.review_on),
        "approved": formats.stamp(policy.approved_at, at=at) if policy.approved_at else "",
        "roles": [
            {
                "role": role, "holder": visible(role.holder.name) if role.holder else _("a group"),
                "drop": _to(policy, "role-drop", pk=role.pk) if may else "",
            }
            for role in matrix.roles
        ],
        "duties": [
            {
                "duty": duty, "cells": [cells.get(role.pk, "") for role in matrix.roles],
                "assign": _to(policy, "duty-assign", pk=duty.pk) if may else "",
                "drop": _to(policy, "duty-drop", pk=duty.pk) if may else "",
            }
            for duty, cells in matrix.rows
        ],
        "errors": [_found(about, code) for about, code in matrix.errors],
        "warnings": [_found(about, code) for about, code in matrix.warnings],
        "channels": [
            {
                "label": Channel(one.channel).label, "is_allowed": one.is_allowed,
                "words": visible(one.words),
            }
            for one in policy.channels.order_by("pk")
        ],
        "cadences": [
            {
                "who": visible(one.segment.name) if one.segment else _("all others with a stake"),
                "words": _("every %(ideal)s days, %(most)s at the most")
                % {"ideal": one.ideal_days, "most": one.most_days},
                "drop": _to(policy, "cadence-drop", pk=one.pk) if may else "",
            }
            for one in policy.cadences.select_related("segment").order_by("pk")
        ],
        "standings": [_standing(request, policy, one) for one in standings[:MOST]],
        "tally": [
            {"label": light.label, "n": counts[light], "tone": LIGHTS[light]} for light in Light
        ],
        "here": {
            verb: _to(policy, verb)
            for verb in (
                "change", "approve", "end", "role-add", "duty-add", "channel-rule", "cadence-set",
            )
        },
    }  # fmt: skip
    return show(request, "governance/policy_detail.html", context)


def _found(about: str, code: str) -> str:
    return f"{visible(about)}: {FOUND[code]()}"


def _standing(
    request: Request, policy: EngagementPolicy, one: queries.Standing
) -> dict[str, Any]:  # fmt: skip
    may = policy.state == State.IN_FORCE and policies.EXCUSE.allows(request.user, one.party)
    return {
        "party": one.party, "owner": visible(one.owner.name) if one.owner else "–",
        "href": reverse("stakeholders:detail", kwargs={"ref": one.party.ref}),
        "days": _("never") if one.days is None else ngettext(
            "%(n)s day ago", "%(n)s days ago", one.days
        ) % {"n": one.days},
        "asked": _("every %(ideal)s days, %(most)s at the most")
        % {"ideal": one.ideal, "most": one.most},
        "light": one.light.label, "tone": LIGHTS[one.light], "reason": visible(one.reason),
        "excuse": _to(policy, "excuse", party=one.party.ref)
        if may and one.light in {Light.AMBER, Light.RED}
        else "",
    }  # fmt: skip


def _on(policy: EngagementPolicy, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=address(policy),
        trail=_trail((visible(policy.initiative.name), address(policy))), **more,
    )  # fmt: skip


@both
@page(policies.LAY_DOWN)
def policy_add(request: Request) -> HttpResponse:
    """Draft a policy; ``?initiative=V-1`` says of what."""
    found = initiatives_visible_to(request.user).filter(ref=request.GET.get("initiative", ""))
    form = forms.DraftForm(
        sheets.sent(request), user=request.user,
        initial={"owner": request.user.pk, "initiative": found.first()},
    )  # fmt: skip
    words = sheets.Sheet(
        title=_("Lay down a policy"), save=_("Draft"), said=_("The draft is there."),
        back=reverse("governance:list"), trail=_trail(),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.add_policy(
            by=request.user, initiative=given["initiative"], at=clock.now(),
            details=actions.PolicyDetails(**form.details()),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.LAY_DOWN)
def policy_change(request: Request, ref: str) -> HttpResponse:
    policy = policy_or_404(request, ref)
    initial = {name: getattr(policy, name) for name in forms.PolicyForm.base_fields}
    form = forms.PolicyForm(sheets.sent(request), initial=initial)

    def act(_given: dict[str, Any]) -> object:
        return actions.change_policy(
            by=request.user, policy=policy, at=clock.now(), seen=sheets.seen(request),
            details=actions.PolicyDetails(**form.details()),
        )  # fmt: skip

    words = _on(policy, _("Change the policy"), _("Save"), version=policy.version)
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.LAY_DOWN)
def policy_approve(request: Request, ref: str) -> HttpResponse:
    policy = policy_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.approve_policy, policy=policy),
        _("The policy is in force."),
        address(policy),
    )


@require_POST
@page(policies.LAY_DOWN)
def policy_end(request: Request, ref: str) -> HttpResponse:
    policy = policy_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.end_policy, policy=policy),
        _("The policy has ended."),
        address(policy),
    )


@both
@page(policies.LAY_DOWN)
def role_add(request: Request, ref: str) -> HttpResponse:
    policy = policy_or_404(request, ref)
    form = forms.RoleForm(sheets.sent(request))
    words = _on(policy, _("Add a role"), _("Add"))
    return sheets.filled(request, form, words, partial(actions.add_role, policy=policy))


@require_POST
@page(policies.LAY_DOWN)
def role_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    policy = policy_or_404(request, ref)
    role = get_object_or_404(policy.roles.select_related("policy"), pk=pk)
    return sheets.pressed(
        request, partial(actions.drop_role, role=role), _("Taken out."), address(policy)
    )


@both
@page(policies.LAY_DOWN)
def duty_add(request: Request, ref: str) -> HttpResponse:
    policy = policy_or_404(request, ref)
    form = forms.DutyForm(sheets.sent(request), roles=queries.matrix_of(policy).roles)

    def act(given: dict[str, Any]) -> object:
        return actions.add_duty(
            by=request.user, policy=policy, words=given["words"], codes=form.codes(),
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, _on(policy, _("Add a piece of work"), _("Add")), act)


@both
@page(policies.LAY_DOWN)
def duty_assign(request: Request, ref: str, pk: int) -> HttpResponse:
    policy = policy_or_404(request, ref)
    duty = get_object_or_404(policy.duties.select_related("policy"), pk=pk)
    matrix = queries.matrix_of(policy)
    now = next((cells for one, cells in matrix.rows if one.pk == duty.pk), {})
    form = forms.AssignForm(sheets.sent(request), roles=matrix.roles, now=now)

    def act(_given: dict[str, Any]) -> object:
        return actions.assign_duty(by=request.user, duty=duty, codes=form.codes(), at=clock.now())

    return sheets.answer(request, form, _on(policy, visible(duty.words), _("Save")), act)


@require_POST
@page(policies.LAY_DOWN)
def duty_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    policy = policy_or_404(request, ref)
    duty = get_object_or_404(policy.duties.select_related("policy"), pk=pk)
    return sheets.pressed(
        request, partial(actions.drop_duty, duty=duty), _("Taken out."), address(policy)
    )


@both
@page(policies.LAY_DOWN)
def channel_rule(request: Request, ref: str) -> HttpResponse:
    policy = policy_or_404(request, ref)
    form = forms.ChannelForm(sheets.sent(request))
    words = _on(policy, _("Say how a channel is used"), _("Save"), looks={"is_allowed": "pills"})
    return sheets.filled(request, form, words, partial(actions.rule_channel, policy=policy))


@both
@page(policies.LAY_DOWN)
def cadence_set(request: Request, ref: str) -> HttpResponse:
    policy = policy_or_404(request, ref)
    form = forms.CadenceForm(sheets.sent(request))
    words = _on(policy, _("Say how often"), _("Save"))
    return sheets.filled(request, form, words, partial(actions.set_cadence, policy=policy))


@require_POST
@page(policies.LAY_DOWN)
def cadence_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    policy = policy_or_404(request, ref)
    cadence = get_object_or_404(policy.cadences.select_related("policy"), pk=pk)
    return sheets.pressed(
        request, partial(actions.drop_cadence, cadence=cadence), _("Taken out."), address(policy)
    )


@both
@page(policies.EXCUSE)
def policy_excuse(request: Request, ref: str, party: str) -> HttpResponse:
    """Say why the rhythm does not hold for somebody until a day."""
    policy = policy_or_404(request, ref)
    who = get_object_or_404(parties_visible_to(request.user), ref=party)
    form = forms.ExcuseForm(sheets.sent(request))
    title = _("Excuse %(name)s from the rhythm") % {"name": visible(who.name)}
    words = _on(policy, title, _("Save"))
    return sheets.filled(request, form, words, partial(actions.excuse, policy=policy, party=who))
