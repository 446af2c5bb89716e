"""People we talk to and do not manage: made known, given to somebody known, or left alone."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.correspondence import actions, forms, panels, policies, queries
from accord.features.correspondence.models import Sighting
from accord.features.correspondence.queries import Stranger
from accord.features.stakeholders import policies as people
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

MOST_MAILS = 100
MOST_NAMED = 3


def _back() -> str:
    return reverse("correspondence:strangers")


def _at(name: str, address: str) -> str:
    return f"{reverse(f'correspondence:{name}')}?{urlencode({'address': address})}"


def _trail() -> list[tuple[str, str]]:
    return [(_("Inbox"), reverse("correspondence:list")), (_("Not managed"), _back())]


@require_safe
@page(policies.VIEW)
def stranger_list(request: Request) -> HttpResponse:
    """List who was in mail or invitations twice or more in a year and is no stakeholder."""
    at = clock.now()
    found = queries.strangers(request.user, at)
    context = {
        "rows": [_row(each, formats.local(at)) for each in found.rows],
        "said": ngettext(
            "%(n)s address was in two mails or more within a year.",
            "%(n)s addresses were in two mails or more within a year.", found.total,
        ) % {"n": found.total},
        "is_part": found.is_part,
        "outsiders": [
            {"row": each, "when": formats.short_date(each.added_at, today=formats.local(at))}
            for each in queries.outsiders()[:200]
        ],
        "trail": [_trail()[0], (_("Not managed"), "")],
        "may": policies.SETTLE.allows(request.user),
        "may_add": people.ADD.allows(request.user),
    }  # fmt: skip
    return show(request, "correspondence/stranger_list.html", context)


def _row(one: Stranger, today: date) -> dict[str, Any]:
    given = {"name": one.name, "kind": "person", "mail": one.address}
    named = [name for name, _n in one.people.most_common(MOST_NAMED)]
    told = (
        one.address if one.name else "",
        ", ".join(f"{n} × {Sighting.Role(role).label}" for role, n in sorted(one.roles.items())),
        _("last on %(day)s") % {"day": formats.short_date(one.last_at, today=today)},
        _("with %(names)s") % {"names": ", ".join(named)},
    )
    return {
        "one": one, "title": visible(one.name or one.address),
        "told": visible(" · ".join(filter(None, told))),
        "mails": _at("stranger", one.address), "give": _at("stranger-give", one.address),
        "add": f"{reverse('stakeholders:add')}?{urlencode(given)}",
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def stranger_address(request: Request) -> HttpResponse:
    """Open what is behind the count of an address: the mail one may see."""
    address = request.GET.get("address", "")
    count = queries.mentions_of(request.user, address).count()
    if not count:
        raise Http404
    found = list(queries.mail_in_which(request.user, address)[:MOST_MAILS])
    context = {
        "address": visible(address), "count": count, "trail": [*_trail(), (visible(address), "")],
        "rows": [{"message": each, "href": panels.address(each)} for each in found],
        "kept_not": max(count - len(found), 0) if len(found) < MOST_MAILS else 0,
    }  # fmt: skip
    return show(request, "correspondence/stranger_detail.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.SETTLE)
def stranger_give(request: Request) -> HttpResponse:
    """Say that an address belongs to somebody who is a stakeholder already."""
    address = request.GET.get("address", "")
    form = forms.GiveForm(sheets.sent(request), user=request.user)
    words = sheets.Sheet(
        title=_("Whose address is this?"), save=_("Keep it with them"), said=_("Kept."),
        sub=visible(address), back=_back(), trail=_trail(),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.give_stranger(
            by=request.user, address=address, party=given["party"], at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.SETTLE)
def stranger_dismiss(request: Request) -> HttpResponse:
    """Say that an address belongs to no stakeholder."""
    address = request.POST.get("address", "")
    return sheets.pressed(
        request,
        partial(actions.call_outsider, address=address),
        _("No stakeholder. Nobody is asked again."),
        _back(),
    )


@require_POST
@page(policies.SETTLE)
def stranger_ask_again(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.outsiders(), pk=pk)
    return sheets.pressed(
        request, partial(actions.ask_again, row=row), _("They are asked about again."), _back()
    )
