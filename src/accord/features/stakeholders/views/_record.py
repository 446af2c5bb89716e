"""The record of a party: facts, stream, ledger."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.forms import (
    FACTS,
    GROUP_ONLY,
    MAIN,
    MORE,
    PERSON_ONLY,
    AddForm,
    answer,
    fact_form,
)
from accord.features.stakeholders.models import Party, TimelineRow
from accord.features.stakeholders.panels import timeline_entries
from accord.features.stakeholders.states import Kind, RowKind, Visibility
from accord.features.stakeholders.views._custom import custom_facts
from accord.features.stakeholders.views._sheet import (
    address,
    done,
    merged_or_404,
    party_or_404,
)
from accord.foundation.accounts.queries import names_of
from accord.foundation.fields.queries import ask_open_fields
from accord.foundation.journal.prepared import at_once
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Conflict, Refusal
from accord.foundation.ui import addresses, charts, formats, panels, shell
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.sheets import refused

PAGE = 50
ZONES = ("acts", "facts", "capture", "ledger", "right")
SPAN, MONTHS, ROOM = 90, 4, 12  # days of the chart of contacts, its months, days a label needs
STREAMS: dict[str, tuple[str, ...]] = {
    "": (),
    "talks": (RowKind.TALK,),
    "promises": (RowKind.PROMISE,),
    "needs": (RowKind.NEED,),
    "tasks": (RowKind.TASK,),
    "notes": (RowKind.NOTE,),
    "changes": (RowKind.CHANGE,),
}


def _streams() -> dict[str, str]:
    return {
        "": _("All"),
        "talks": _("Talks"),
        "promises": _("Promises"),
        "needs": _("Needs"),
        "tasks": _("Tasks"),
        "notes": _("Notes"),
        "changes": _("Changes"),
    }


@require_safe
@page(policies.VIEW)
def party_detail(request: Request, ref: str) -> HttpResponse:
    try:
        party = party_or_404(request, ref)
    except Http404:
        return redirect(address(merged_or_404(request, ref)))
    if request.htmx and request.GET.get("peek") is None and "stream" in request.GET:
        stream = _stream(request, party)()
        return show(request, "stakeholders/party_detail.html", stream, fragment="stream")
    may_change = policies.CHANGE.allows(request.user, party)
    at = clock.now()
    with at_once():
        asked_stream = _stream(request, party)
        asked_facts = queries.ask_facts(request.user, party)
        asked_contacts = queries.ask_moods(request.user, party, at)
        asked_fields = ask_open_fields(queries.PARTY)
        asked_panels = panels.asked(request, "stakeholders.record", ZONES, party)
        shell.ask(request)
    context: dict[str, Any] = {
        **asked_stream(),
        "facts": asked_facts(),
        "main": _facts(request.user, party, MAIN, may_change=may_change),
        "more": _facts(request.user, party, MORE, may_change=may_change),
        "may": {
            "change": may_change,
            "note": policies.NOTE.allows(request.user, party),
            "protect": policies.PROTECT.allows(request.user, party),
        },
        "marks": _marks(party),
        "custom": custom_facts(request.user, party, asked_fields(), may_change=may_change),
        "list_address": addresses.to("stakeholders:list"),
        "rhythm": _rhythm(party, asked_contacts(), at),
        "quiet_tag": _quiet_tag(party, at),
        "zones": asked_panels(),
    }
    return show(request, "stakeholders/party_detail.html", context)


def _marks(party: Party) -> list[tuple[str, str, str]]:
    """Give what must be seen before anybody is contacted."""
    found = []
    if not party.is_contact_permitted:
        found.append((_("do not contact: %s") % party.contact_refusal, "bad", "phone-off"))
    if party.is_sensitive:
        found.append((_("handle with care"), "warn", "shield-alert"))
    if party.visibility != Visibility.EVERYONE:
        found.append((str(Visibility(party.visibility).label), "line", "lock"))
    return found


def _rhythm(party: Party, contacts: list[tuple[float, int]], at: datetime) -> Markup:
    """Draw the contacts of 90 days, up where they went well, and the silence since the last."""
    today = formats.local(at)
    firsts = [today.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    labels = [
        (float((today - first).days), formats.month(first))
        for first in firsts
        if ROOM < (today - first).days <= SPAN
    ]
    last = (at - party.last_contact_at).days if party.last_contact_at else SPAN
    silent = party.agreed_days is not None and last > party.agreed_days
    return charts.contacts(
        contacts,
        _("Contacts in the last %(n)s days: %(count)s") % {"n": SPAN, "count": len(contacts)},
        span=SPAN,
        silent_since=last if silent else None,
        labels=[*labels, (0.0, _("today"))],
    )


def _quiet_tag(party: Party, at: datetime) -> Markup:
    """Say how long nobody spoke, beside what was agreed; amber past it, red past 1.5 times."""
    agreed = party.agreed_days
    if party.last_contact_at is None:
        words = _("no contact yet")
    else:
        words = formats.days_short((at - party.last_contact_at).days)
    days = (at - (party.last_contact_at or party.added_at)).days
    kind = ""
    if agreed:
        words = _("%(last)s, agreed %(agreed)s") % {"last": words, "agreed": agreed}
        kind = "bad" if days > 1.5 * agreed else "warn" if days > agreed else "ok"
    return Markup('<span class="tag {}">{}</span>').format(kind, words)


def _facts(
    user: Any, party: Party, names: tuple[str, ...], *, may_change: bool
) -> list[dict[str, Any]]:
    above = queries.names_seen(user, [party.parent_id] if party.parent_id else [])
    found = []
    for name in names:
        if (name in PERSON_ONLY and party.kind != Kind.PERSON) or (
            name in GROUP_ONLY and party.kind != Kind.GROUP
        ):
            continue
        fact = FACTS[name]
        edit = _fact_address(party, name) if may_change else ""
        value = fact.show(party) if name != "parent" or above else ""
        found.append({"name": name, "label": str(fact.label), "value": value, "edit": edit})
    return found


def _fact_address(party: Party, name: str) -> str:
    return addresses.to("stakeholders:fact", kwargs={"ref": party.ref, "name": name})


def _stream(request: Request, party: Party) -> Callable[[], dict[str, Any]]:
    """Ask for one page of the timeline, newest first, going on from ``before``."""
    chosen = request.GET.get("stream", "")
    kinds = STREAMS.get(chosen, ())
    mark = request.GET.get("before", "")
    rows = queries.ask_rows(request.user, party, kinds=kinds, mark=mark, limit=PAGE + 1)
    is_first = "before" not in request.GET
    hidden = queries.ask_hidden_count(request.user, party, kinds) if is_first else int
    return lambda: _stream_of(request, party, rows(), hidden())


def _stream_of(
    request: Request, party: Party, found: list[TimelineRow], hidden: int
) -> dict[str, Any]:
    chosen = request.GET.get("stream", "")
    more = len(found) > PAGE
    found = found[:PAGE]
    here = address(party)
    return {
        "party": party,
        "address": here,
        "streams": [
            {"label": label, "href": f"{here}?stream={key}#stream", "on": key == chosen}
            for key, label in _streams().items()
        ],
        "entries": timeline_entries(request.user, found, clock.now()),
        "older": f"{here}?stream={chosen}&before={queries.row_mark(found[-1])}" if more else "",
        "first": "before" not in request.GET,
        "hidden": hidden,
    }


@require_safe
@page(policies.VIEW)
def party_peek(request: Request, ref: str) -> HttpResponse:
    """Show the record in short, in a drawer."""
    party = party_or_404(request, ref)
    with at_once():
        asked_stream, asked_facts = _stream(request, party), queries.ask_facts(request.user, party)
    context = {
        **asked_stream(),
        "facts": asked_facts(),
        "main": _facts(request.user, party, MAIN, may_change=False),
        "ledger": panels.drawn(request, "stakeholders.record", "ledger", party),
    }
    return show(request, "stakeholders/party_peek.html", context, fragment="drawer")


@require_http_methods(["GET", "POST"])
@page(policies.CHANGE)
def party_fact(request: Request, ref: str, name: str) -> HttpResponse:
    """Show one fact as a form, keep its answer, or ask again when two people wrote it."""
    party = party_or_404(request, ref)
    policies.CHANGE.demand(request.user, party)
    if name not in FACTS:
        raise Http404
    if request.method == "POST":
        return _fact_kept(request, party, name)
    if "rest" in request.GET:
        return _fact_shown(request, party, name)
    return _fact_asked(request, party, name, fact_form(name, party))


def _fact_kept(request: Request, party: Party, name: str) -> HttpResponse:
    form = fact_form(name, party, request.POST)
    seen = request.POST.get("version", "")
    if not form.is_valid():
        return _fact_asked(request, party, name, form, status=422)
    try:
        actions.change_party(
            by=request.user, party=party, seen=int(seen) if seen.isdecimal() else None,
            at=clock.now(), **answer(name, form.cleaned_data[name]),
        )  # fmt: skip
    except Conflict as conflict:
        return _fact_clash(request, party, name, conflict)
    except Refusal as refusal:
        refused(form, refusal)
        return _fact_asked(request, party, name, form, status=422)
    if not request.htmx:
        return done(request, party, _("Saved."))
    return _fact_shown(request, party_or_404(request, ref=party.ref), name, state="saved")


def _fact_shown(request: Request, party: Party, name: str, *, state: str = "rest") -> HttpResponse:
    if not request.htmx:
        return redirect(address(party))
    fact = FACTS[name]
    context = {
        "label": str(fact.label), "value": fact.show(party),
        "edit": _fact_address(party, name), "state": state,
    }  # fmt: skip
    return show(request, "stakeholders/party_fact.html", context, fragment="shown")


def _fact_asked(
    request: Request, party: Party, name: str, form: Any, *, status: int = 200
) -> HttpResponse:
    if not request.htmx:
        return _fact_page(request, party, name, form, status=status)
    here = _fact_address(party, name)
    context = {
        "party": party, "form": form, "field": form[name], "action": here,
        "cancel": f"{here}?rest", "error": " ".join(form.errors.get(name, [])),
    }  # fmt: skip
    return show(request, "stakeholders/party_fact.html", context, fragment="asked", status=status)


def _fact_page(
    request: Request, party: Party, name: str, form: Any, *, status: int
) -> HttpResponse:
    """Ask for one fact on a page of its own, where no script runs."""
    context = {
        "party": party, "form": form, "title": str(FACTS[name].label), "save": _("Save"),
        "version": party.version,
    }  # fmt: skip
    return show(request, "stakeholders/party_sheet.html", context, status=status)


def _fact_clash(request: Request, party: Party, name: str, conflict: Conflict) -> HttpResponse:
    party = party_or_404(request, party.ref)
    fact, here = FACTS[name], _fact_address(party, name)
    by = conflict.clashes[0].by_id
    who = names_of([by]).get(by or 0, _("Somebody"))
    value = fact.show(party) or _("nothing")
    says = _("%(who)s changed it to %(value)s.") % {"who": who, "value": value}
    if not request.htmx:
        form = fact_form(name, party, request.POST)
        form.add_error(name, says)
        return _fact_page(request, party, name, form, status=409)
    context = {
        "says": says, "action": here, "cancel": f"{here}?rest", "version": conflict.version,
        "answers": [(name, value) for value in request.POST.getlist(name)],
    }  # fmt: skip
    return show(request, "stakeholders/party_fact.html", context, fragment="clash", status=409)


@require_http_methods(["GET", "POST"])
@page(policies.ADD)
def party_add(request: Request) -> HttpResponse:
    """Write down a new stakeholder; possible twins are shown before a second one is made."""
    given = {name: request.GET.get(name, "") for name in ("name", "mail")}
    given["kind"] = request.GET.get("kind", Kind.PERSON)
    form = AddForm(request.POST or None, initial=given)
    twins: list[Party] = []
    if request.method == "POST" and form.is_valid():
        twins = queries.same_name(request.user, form.cleaned_data["name"])
        if not twins or "anyway" in request.POST:
            try:
                party = _added(request, form.cleaned_data)
            except Refusal as refusal:
                refused(form, refusal)
            else:
                return done(request, party, _("%(name)s is here now.") % {"name": party.name})
    status = 422 if form.is_bound else 200
    context = {"form": form, "twins": twins}
    return show(request, "stakeholders/party_add.html", context, fragment="drawer", status=status)


def _added(request: Request, given: dict[str, Any]) -> Party:
    category = given["category"]
    details = actions.PartyDetails(
        kind=given["kind"], name=given["name"], category_id=category.pk if category else None,
        owner_id=request.user.pk, department_id=request.user.department_id,
        more={"summary": given["summary"]},
    )  # fmt: skip
    points = [
        actions.ContactDetails(channel=channel, value=given[channel])
        for channel in ("mail", "phone")
        if given[channel]
    ]
    return actions.add_party(by=request.user, details=details, points=points, at=clock.now())


@require_POST
@page(policies.FOLLOW)
def party_follow(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)
    follows = actions.follow(by=request.user, party=party, at=clock.now())
    said = _("You follow %(name)s.") if follows else _("You no longer follow %(name)s.")
    return done(request, party, said % {"name": party.name})
