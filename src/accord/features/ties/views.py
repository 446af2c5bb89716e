"""The forms that tie two stakeholders, and the list of the types that ties are of."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.ties import actions, forms, policies, queries
from accord.features.ties.models import Tie, TieType
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])


def tie_or_404(request: Request, pk: int) -> Tie:
    """Find a tie of which this person may see both ends."""
    found = queries.visible_to(request.user).select_related("type", "one", "other")
    return get_object_or_404(found, pk=pk)


def _record(party: Party) -> str:
    return reverse("stakeholders:detail", kwargs={"ref": party.ref})


def _trail(party: Party) -> list[tuple[str, str]]:
    return [(party.name, _record(party))]


@both
@page(policies.TIE)
def tie_add(request: Request) -> HttpResponse:
    """Tie a stakeholder to another; ``?about=S-1042`` says whom."""
    ref = request.GET.get("about", "")
    party = get_object_or_404(parties_visible_to(request.user), ref=ref)
    form = forms.TieForm(sheets.sent(request), user=request.user, party=party)
    words = sheets.Sheet(
        title=_("Tie %(name)s to somebody") % {"name": party.name}, save=_("Add"),
        said=_("Added."), back=_record(party), trail=_trail(party),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        kind, is_other = form.chosen()
        assert form.found is not None  # noqa: S101 -- the form found it, or was not valid
        one, other = (form.found, party) if is_other else (party, form.found)
        details = actions.TieDetails(given["strength"], given["source"], given["from_date"])
        return actions.tie(
            by=request.user, kind=kind, one=one, other=other, details=details, at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@both
@page(policies.TIE)
def tie_change(request: Request, pk: int) -> HttpResponse:
    held = tie_or_404(request, pk)
    names = ("strength", "source", "from_date", "until_date")
    form = forms.ChangeForm(
        sheets.sent(request), initial={name: getattr(held, name) for name in names}
    )
    words = sheets.Sheet(
        title=_title(held), save=_("Save"), said=_("Saved."), back=_record(held.one),
        trail=_trail(held.one), version=held.version,
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.change_tie(
            by=request.user, held=held, details=actions.TieDetails(**given), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


def _title(held: Tie) -> str:
    return f"{held.one.name} {held.type.name} {held.other.name}"


@both
@page(policies.TIE)
def tie_end(request: Request, pk: int) -> HttpResponse:
    held = tie_or_404(request, pk)
    form = forms.EndForm(
        sheets.sent(request), initial={"until_date": day_of(clock.now(), settings.HOUSE_TIME_ZONE)}
    )
    words = sheets.Sheet(
        title=_("This tie is over"), save=_("End"), said=_("Ended."), sub=_title(held),
        back=_record(held.one), trail=_trail(held.one),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.end_tie, held=held))


@require_POST
@page(policies.TIE)
def tie_remove(request: Request, pk: int) -> HttpResponse:
    """Take a tie away that was never there."""
    held = tie_or_404(request, pk)
    back = _record(held.one)
    return sheets.pressed(request, partial(actions.remove_tie, held=held), _("Removed."), back)


@require_safe
@page(policies.CONFIGURE)
def type_list(request: Request) -> HttpResponse:
    return show(request, "ties/type_list.html", {"types": queries.all_types()})


def _types(kind: TieType | None = None) -> sheets.Sheet:
    return sheets.Sheet(
        title=kind.name if kind else _("Add a type of tie"), save=_("Save") if kind else _("Add"),
        said=_("Saved.") if kind else _("Added."), back=reverse("ties:types"),
        trail=[(_("Types of ties"), reverse("ties:types"))],
        version=kind.version if kind else None,
    )  # fmt: skip


@both
@page(policies.CONFIGURE)
def type_add(request: Request) -> HttpResponse:
    return sheets.filled(request, forms.TypeForm(sheets.sent(request)), _types(), actions.add_type)


@both
@page(policies.CONFIGURE)
def type_change(request: Request, pk: int) -> HttpResponse:
    kind = get_object_or_404(TieType, pk=pk)
    names = ("name", "reverse", "one_kind", "other_kind", "is_active")
    form = forms.TypeChangeForm(
        sheets.sent(request), initial={name: getattr(kind, name) for name in names}
    )
    words = _types(kind)
    return sheets.filled(
        request, form, words, partial(actions.change_type, kind=kind, seen=sheets.seen(request))
    )
