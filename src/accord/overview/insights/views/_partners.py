"""Partners: a list of those we work closely with, and what stands between us and one of them."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.features.escalations.states import LEVELS
from accord.features.escalations.states import State as Issue
from accord.features.meetings.models import Meeting
from accord.features.promises.models import Promise
from accord.features.promises.states import State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats, papers
from accord.foundation.ui.pages import Request, page, show
from accord.overview.insights import exports, policies, queries
from accord.overview.insights.queries import Owed, Partner, Rhythm, Turning

TONES = {State.KEPT: "ok", State.KEPT_LATE: "warn", State.BROKEN: "bad"}


@require_safe
@page(policies.VIEW)
def partner_list(request: Request) -> HttpResponse:
    """List partners with what both sides owe, the rhythm and the next meeting."""
    at, here = clock.now(), addresses.to("insights:partners")
    is_all = request.GET.get("whose") == "all"
    found = queries.partners(request.user, at, mine=not is_all)
    context = {
        "rows": [_row(one, at) for one in found],
        "choices": [
            {"label": _("Mine"), "href": here, "on": not is_all},
            {"label": _("All"), "href": f"{here}?whose=all", "on": is_all},
        ],
    }
    return show(request, "insights/partner_list.html", context)


def _row(one: Partner, at: datetime) -> dict[str, Any]:
    party, meeting = one.party, one.meeting
    return {
        "party": party, "href": addresses.to("insights:partner", kwargs={"ref": party.ref}),
        "owner": visible(party.owner.name) if party.owner else "–",
        "we": _owed(one.we), "they": _owed(one.they), "rhythm": _rhythm(one.rhythm),
        "meeting": formats.stamp(meeting.starts_at, at=at) if meeting else "",
        "meeting_href": _address("meetings", meeting.ref) if meeting else "",
    }  # fmt: skip


def _address(feature: str, ref: str) -> str:
    return addresses.to(f"{feature}:detail", kwargs={"ref": ref})


def _owed(owed: Owed) -> dict[str, str]:
    late = _("%(n)s late") % {"n": owed.late} if owed.late else ""
    return {"n": formats.number(owed.n), "late": late}


def _rhythm(rhythm: Rhythm) -> dict[str, str]:
    """Say what was agreed, how far it was kept, how long it is silent, and how grave that is."""
    if rhythm.days is None:
        return {"agreed": _("no rhythm agreed"), "kept": "", "silent": _silent(rhythm), "tone": ""}
    too_long = rhythm.silent is None or rhythm.silent > rhythm.days
    kept = _("kept %(n)s of %(all)s times") % {"n": rhythm.kept, "all": rhythm.gaps}
    return {
        "agreed": _("every %(days)s") % {"days": formats.days_short(rhythm.days)},
        "kept": kept if rhythm.gaps else "", "silent": _silent(rhythm),
        "tone": "bad" if too_long else "ok",
    }  # fmt: skip


def _silent(rhythm: Rhythm) -> str:
    if rhythm.silent is None:
        return _("no contact within a year")
    return _("last contact %(days)s ago") % {"days": formats.days_short(rhythm.silent)}


@require_safe
@page(policies.VIEW)
def partner_detail(request: Request, ref: str) -> HttpResponse:
    """Show what we and one partner owe each other, when we meet, and what was solved how."""
    party, at = get_object_or_404(parties_visible_to(request.user), ref=ref), clock.now()
    if request.GET.get("format") == "pdf":
        return papers.answer(exports.joint_paper(request.user, party, at), party.ref)
    found = queries.together(request.user, party, at)
    context = {
        "party": party, "record": _address("stakeholders", party.ref),
        "we": [_promise(one, at) for one in found.we],
        "they": [_promise(one, at) for one in found.they],
        "settled": [
            {**_promise(one, at), "state": State(one.state).label, "tone": TONES[State(one.state)]}
            for one in found.settled
        ],
        "points": [
            {"words": visible(one.text), "ref": one.interaction.ref,
             "href": _address("engagement", one.interaction.ref)}
            for one in found.points
        ],
        "rhythm": _rhythm(found.rhythm),
        "ahead": [_meeting(one, at) for one in found.ahead],
        "behind": [_meeting(one, at) for one in found.behind],
        "issues": [
            {"words": visible(one.question), "ref": one.ref,
             "href": _address("escalations", one.ref), "state": Issue(one.state).label,
             "solved": visible(one.decision)}
            for one in found.issues
        ],
        "turning": _turning(party, queries.whom_to_turn_to(request.user, party)),
        "plan": f"{addresses.to('meetings:add')}?about={party.ref}",
    }  # fmt: skip
    return show(request, "insights/partner.html", context)


def _turning(party: Party, found: Turning) -> list[dict[str, str]]:
    """Say who is responsible for what in the relationship, on both sides."""
    plan = found.plan
    rows: list[tuple[Any, Any]] = [
        (_("Single point of contact"), party.owner), (_("Deputy"), party.deputy),
        (_("Sponsor on our side"), plan.sponsor if plan else None),
        (_("Sponsor on their side"), plan.counterpart if plan and found.counterpart else None),
        *((LEVELS[step.level], step.person) for step in found.steps),
        *((_("Data protection"), one) for one in found.custodians),
    ]  # fmt: skip
    return [
        {"label": str(label), "value": visible(one.name) if one else _("nobody yet")}
        for label, one in rows
        if one or label == _("Single point of contact")
    ]


def _promise(one: Promise, at: datetime) -> dict[str, Any]:
    due = formats.due(one.due, at=at, since=one.made_at) if one.due else None
    return {"title": one.words, "href": _address("promises", one.ref), "due": due, "ref": one.ref}


def _meeting(one: Meeting, at: datetime) -> dict[str, str]:
    return {
        "title": visible(one.title), "href": _address("meetings", one.ref),
        "when": formats.stamp(one.starts_at, at=at),
    }  # fmt: skip
