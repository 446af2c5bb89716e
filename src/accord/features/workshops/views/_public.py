"""What those see who take part by the link: a name, one card after the other, what all said."""

from typing import Any

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.workshops import actions, forms, queries
from accord.features.workshops.models import Card, Guest, Workshop
from accord.features.workshops.views import _drawing as drawing
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import public, show

COOKIE = "workshop-guest"
BY_LINK = "the link is the right to take part"


def _workshop_or_404(token: str) -> Workshop:
    found = queries.by_token(token)
    if found is None:
        raise Http404
    return found


def _guest(request: HttpRequest, token: str, workshop: Workshop) -> Guest | None:
    """Find who this browser is in this workshop, by its own cookie."""
    try:
        pk = request.get_signed_cookie(COOKIE, salt=token)
    except (KeyError, BadSignature):
        return None
    return queries.guest_of(workshop, int(pk or 0))


@require_http_methods(["GET", "POST"])
@public(BY_LINK)
def take_part(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a name; then show the next card, and, in the end, what all together said."""
    workshop, at = _workshop_or_404(token), clock.now()
    guest = _guest(request, token, workshop)
    if workshop.shown_at and at < workshop.shown_at + actions.LONGEST:
        return show(request, "workshops/public_shown.html", _shown(workshop, guest))
    if not queries.is_open(workshop, at):
        return show(request, "workshops/public_over.html", {"workshop": workshop}, status=410)
    if guest is None:
        return _join(request, token, workshop)
    asked = request.GET.get("card", "")
    return _cards(request, token, guest, forms.PutForm(), int(asked) if asked.isdecimal() else 0)


def _join(request: HttpRequest, token: str, workshop: Workshop) -> HttpResponse:
    form = forms.JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            guest = actions.join(by=SYSTEM, workshop=workshop, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            response = redirect("workshops:take-part", token=token)
            response.set_signed_cookie(
                COOKIE, str(guest.pk), salt=token, httponly=True, samesite="Lax",
                secure=request.is_secure(), path=drawing.link(token),
                max_age=int(actions.LONGEST.total_seconds()),
            )  # fmt: skip
            return response
    status = 422 if form.is_bound else 200
    context = {"workshop": workshop, "form": form, "n": len(queries.cards_of(workshop))}
    return show(request, "workshops/public_join.html", context, status=status)


def _cards(
    request: HttpRequest, token: str, guest: Guest, form: forms.PutForm, chosen: int = 0
) -> HttpResponse:
    cards, own = queries.cards_of(guest.workshop), queries.placings_of(guest)
    card = next((card for card in cards if card.pk == chosen), None)
    card = card or next((card for card in cards if card.pk not in own), None)
    context = {
        "workshop": guest.workshop, "form": form, "card": card, "n": len(cards),
        "done": len(own), "narrow": drawing.own_map(cards, own) if own else "",
        "put": _put_address(token, card) if card else "",
        "squares": drawing.squares(own.get(card.pk)) if card else [],
        "rows": [_own_row(token, card, own.get(card.pk)) for card in cards],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return show(request, "workshops/public_cards.html", context, status=status)


def _put_address(token: str, card: Card) -> str:
    return reverse("workshops:put", kwargs={"token": token, "card_id": card.pk})


def _own_row(token: str, card: Card, own: tuple[int, int] | None) -> dict[str, Any]:
    return {
        "card": card, "party": card.stake.party, "href": f"{drawing.link(token)}?card={card.pk}",
        "said": _("power %(power)s, interest %(interest)s") % {
            "power": drawing.score(own[0]), "interest": drawing.score(own[1]),
        } if own else "",
    }  # fmt: skip


@require_POST
@public(BY_LINK)
def put(request: HttpRequest, token: str, card_id: int) -> HttpResponse:
    """Keep where this guest puts a card, and go on to the next."""
    workshop = _workshop_or_404(token)
    guest = _guest(request, token, workshop)
    card = next((card for card in queries.cards_of(workshop) if card.pk == card_id), None)
    if guest is None or card is None:
        raise Http404
    form = forms.PutForm(request.POST)
    if form.is_valid():
        try:
            actions.put(by=SYSTEM, guest=guest, card=card, at=clock.now(), **form.tenths())
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            return redirect("workshops:take-part", token=token)
    return _cards(request, token, guest, form, card_id)


def _shown(workshop: Workshop, guest: Guest | None) -> dict[str, Any]:
    found = queries.results(queries.cards_of(workshop))
    own = queries.placings_of(guest) if guest else {}
    return {
        "workshop": workshop, "is_guest": guest is not None,
        "narrow": drawing.together(found, own, drawing.NARROW),
        "wide": drawing.together(found, own, drawing.WIDE),
        "rows": [
            {
                "card": one.card, "party": one.card.stake.party, "n": one.n,
                "power": drawing.score(one.power), "interest": drawing.score(one.interest),
                "is_apart": one.is_apart,
            }
            for one in found
        ],
    }  # fmt: skip
