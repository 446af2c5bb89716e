"""In whose name letters are written, and to which address a copy goes."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.letters import actions, forms, policies, queries
from accord.features.letters.panels import address
from accord.features.letters.views._letters import own_or_404, trail_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page

both = require_http_methods(["GET", "POST"])


@both
@page(policies.ALLOW)
def allow(request: Request) -> HttpResponse:
    """Let a colleague write in one's name."""
    words = sheets.Sheet(
        title=_("Let a colleague write in my name"), save=_("Allow it"), said=_("Allowed."),
        back=reverse("letters:templates"), trail=trail_of(),
    )  # fmt: skip
    return sheets.filled(request, forms.AllowForm(sheets.sent(request)), words, actions.allow)


@require_POST
@page(policies.ALLOW)
def disallow(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.allowed_by(request.user), pk=pk)
    back = reverse("letters:templates")
    return sheets.pressed(
        request, partial(actions.disallow, allowance=found), _("They no longer may."), back
    )


@both
@page(policies.WRITE)
def letter_address(request: Request, ref: str, pk: int) -> HttpResponse:
    """Choose to which of their addresses a copy goes."""
    letter, at = own_or_404(request, ref), clock.now()
    rows = {row.pk: row for row in queries.addressees_of(letter)}
    names = queries.names_seen_of(request.user, list(rows.values()))
    row = rows.get(pk)
    if row is None or row.party_id not in names:
        raise Http404
    addresses = queries.addresses_of([row.party_id], day_of(at, settings.HOUSE_TIME_ZONE)).get(
        row.party_id, []
    )
    form = forms.AddressForm(
        sheets.sent(request), addresses=addresses, initial={"address": row.address}
    )
    words = sheets.Sheet(
        title=_("Address of %(name)s") % {"name": visible(names[row.party_id])}, save=_("Save"),
        said=_("Saved."), back=address(letter), trail=trail_of((letter.ref, address(letter))),
    )  # fmt: skip
    return sheets.filled(
        request, form, words, partial(actions.choose_address, letter=letter, addressee=row)
    )
