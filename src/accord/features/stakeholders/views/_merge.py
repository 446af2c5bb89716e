"""Two records of one party side by side, made one, and parted again."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.forms._merge import MergeForm, OtherForm
from accord.features.stakeholders.models import Merge, Party
from accord.features.stakeholders.views._sheet import address, done, party_or_404
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.sheets import refused
from accord.foundation.ui.undoing import undo_address

MOST = 5  # records side by side


def merge_address(parties: list[str]) -> str:
    return f"{reverse('stakeholders:merge')}?{urlencode({'ref': parties}, doseq=True)}"


@require_http_methods(["GET", "POST"])
@page(policies.MERGE)
def party_merge(request: Request) -> HttpResponse:
    """Show records side by side; with an answer to what differs, make them one."""
    refs = list(dict.fromkeys(request.GET.getlist("ref")))[:MOST]
    there = {one.ref: one for one in queries.visible_to(request.user).filter(ref__in=refs)
             .select_related("owner", "deputy", "category", "department", "parent")}  # fmt: skip
    parties = [there[ref] for ref in refs if ref in there]
    two = 2
    if len(parties) < two:
        toasts.tell(request, _("Choose two records or more that you may change."), kind="bad")
        return redirect("stakeholders:list")
    form = MergeForm(request.POST or None, parties=parties)
    if form.is_valid():
        stays, going = form.order
        try:
            merges = actions.merge_many(
                by=request.user, survivor=stays, at=clock.now(),
                merged=[(one, form.taken_from(one)) for one in going],
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal)
        else:
            said = _("%(ref)s is part of this record now.") % {
                "ref": ", ".join(merge.ref for merge in merges)
            }
            return done(request, stays, said)
    context: dict[str, Any] = {
        "parties": [(one, queries.facts_of(request.user, one)) for one in parties],
        "form": form,
        "back": address(parties[0]),
        "here": request.get_full_path(),
    }
    status = 422 if form.is_bound else 200
    return show(request, "stakeholders/party_merge.html", context, status=status)


@require_http_methods(["GET", "POST"])
@page(policies.MERGE)
def party_merges(request: Request, ref: str) -> HttpResponse:
    """Show what went into a record, with the way back; ask which other is of the same party."""
    party = party_or_404(request, ref)
    form = OtherForm(request.POST or None, user=request.user, party=party)
    if form.is_valid():
        return redirect(merge_address([party.ref, form.cleaned_data["other"].ref]))
    at = clock.now()
    alike = _alike(request, party)
    context: dict[str, Any] = {
        "party": party,
        "form": form,
        "back": address(party),
        "alike": [(one, merge_address([party.ref, one.ref])) for one in alike],
        "merges": [
            (merge, queries.can_be_parted(merge, at)) for merge in queries.merges_into(party)
        ],
    }
    status = 422 if form.is_bound else 200
    return show(request, "stakeholders/party_merges.html", context, status=status)


def _alike(request: Request, party: Party) -> list[Party]:
    """Give those that were found to be like a party, and those of the same name."""
    found = {
        one.pk: one
        for pair in queries.likely_with(request.user, party)
        for one in (pair.first, pair.second)
    }
    found |= {one.pk: one for one in queries.same_name(request.user, party.name)}
    return [one for one in found.values() if one.pk != party.pk and one.kind == party.kind]


@require_POST
@page(policies.MERGE)
def party_part(request: Request, ref: str, merge_id: int) -> HttpResponse:
    """Give a merged party its record back; say what stays because it was changed since."""
    party = party_or_404(request, ref)
    if not policies.MERGE.allows(request.user, party):
        raise Http404
    merge = get_object_or_404(Merge, pk=merge_id, survivor_id=party.pk)
    was = merge.ref
    try:
        gone = actions.unmerge(by=request.user, merge=merge, at=clock.now())
    except Refusal as refusal:
        toasts.tell(request, str(refusal) or _("Not allowed."), kind="bad")
        return redirect("stakeholders:merges", ref=party.ref)
    said = _("%(ref)s is a record of its own again.") % {"ref": was}
    if left := len(gone.kept):
        said += " " + ngettext(
            "%(n)s thing that was changed since stays here.",
            "%(n)s things that were changed since stay here.",
            left,
        ) % {"n": left}
    toasts.tell(request, said, undo=undo_address(last_entry_id()))
    back: Party | None = queries.visible_to(request.user).filter(ref=was).first()
    return redirect(address(back or party))
