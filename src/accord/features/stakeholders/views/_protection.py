"""Data protection of one record: why it is kept, its whole file, and its end."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders import actions, exports, policies, queries
from accord.features.stakeholders.forms import FACTS, ErasureForm
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.views._sheet import address, done, party_or_404
from accord.foundation.accounts.freshness import fresh, fresh_to_read
from accord.foundation.accounts.queries import names_of
from accord.foundation.jobs.queries import open_with
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import papers
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.sheets import refused

WHY = ("purpose", "lawful_basis")


@require_safe
@page(policies.PROTECT)
def party_protection(request: Request, ref: str) -> HttpResponse:
    """Show why a record is kept, what can be done about it, and who looked at it as a whole."""
    party = party_or_404(request, ref)
    may_change = policies.CHANGE.allows(request.user, party)
    looks = queries.looks_at(party)
    names = names_of({look.by_id for look in looks})
    context: dict[str, Any] = {
        "party": party,
        "back": address(party),
        "why": [_fact(party, name, may_change=may_change) for name in WHY],
        "source": party.get_source_display(),
        "consents": queries.latest_consents(party),
        "rules": queries.rules_for(party),
        "may": {
            "read": policies.WHOLE_FILE.allows(request.user, party),
            "erase": policies.ERASE.allows(request.user, party),
        },
        "erasure": queries.erasure_of(party),
        "looks": [(look, names.get(look.by_id or 0, _("The system"))) for look in looks],
    }
    return show(request, "stakeholders/party_protection.html", context)


def _fact(party: Party, name: str, *, may_change: bool) -> dict[str, str]:
    fact = FACTS[name]
    edit = reverse("stakeholders:fact", kwargs={"ref": party.ref, "name": name})
    return {
        "label": str(fact.label), "value": fact.show(party), "edit": edit if may_change else "",
    }  # fmt: skip


@require_safe
@page(policies.WHOLE_FILE)
@fresh_to_read
def party_whole_file(request: Request, ref: str, form: str) -> HttpResponse:
    """Give everything that is kept about a party, as far as one may see it; it is written down."""
    party = party_or_404(request, ref)
    if form not in {"pdf", "json"}:
        raise Http404
    at = clock.now()
    whole = queries.whole_file(request.user, party, at)
    body = exports.as_pdf(whole) if form == "pdf" else exports.as_json(whole)
    actions.note_whole_file(by=request.user, party=party, form=form, at=at)
    if form == "pdf":
        return papers.answer(body, f"{party.ref} {party.name}")
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{party.ref}.json"'
    return response


@require_http_methods(["GET", "POST"])
@page(policies.ERASE)
@fresh
def party_erase(request: Request, ref: str) -> HttpResponse:
    """Show what an erasure takes and leaves; once its reference is typed, have it done."""
    party = party_or_404(request, ref)
    form = ErasureForm(request.POST or None, ref=party.ref)
    if form.is_valid():
        try:
            actions.ask_erasure(by=request.user, party=party, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return redirect(request.path)
    job = open_with(f"erase-{party.pk}")
    context: dict[str, Any] = {
        "party": party,
        "form": form,
        "here": request.path,
        "back": reverse("stakeholders:protection", kwargs={"ref": party.ref}),
        "erasure": queries.erasure_of(party),
        "is_open": job is not None,
        "lines": queries.erasure_preview(party),
        "shared": queries.shared_names(party),
    }
    status = 422 if form.is_bound and not job else 200
    return show(request, "stakeholders/party_erase.html", context, fragment="run", status=status)


@require_POST
@page(policies.KEEP)
def party_keep_longer(request: Request, ref: str) -> HttpResponse:
    """Decide that a record which a rule asks about is still needed."""
    party = party_or_404(request, ref)
    review = queries.review_of(party)
    if review is None:
        raise Http404
    actions.keep_longer(by=request.user, review=review, at=clock.now())
    to = request.POST.get("to", "")
    back = to if url_has_allowed_host_and_scheme(to, {request.get_host()}) else ""
    return done(request, party, _("%(name)s is kept.") % {"name": party.name}, to=back)
