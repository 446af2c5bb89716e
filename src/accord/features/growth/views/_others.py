"""Those who named me: their list, their profiles as far as they let me see, my judgement."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.features.growth import actions, forms, policies, queries
from accord.features.growth.models import Profile
from accord.features.growth.states import LEVEL_NAMES, Part
from accord.features.growth.views import _shown
from accord.features.growth.views._own import both
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show


def profile_or_404(request: Request, person_id: int) -> Profile:
    """Find the profile of somebody who named me; my own is on its own page."""
    found = queries.visible_to(request.user).exclude(person=request.user)
    return get_object_or_404(found, person_id=person_id)


@require_safe
@page(policies.VIEW)
def accompanied(request: Request) -> HttpResponse:
    """List those who named me, by name; nobody else is here, and nobody is ranked."""
    rows = [
        {
            "name": visible(one.profile.person.name), "colour": one.profile.person.colour,
            "href": reverse("growth:of", args=[one.profile.person_id]),
            "level": LEVEL_NAMES[one.profile.level],
            "parts": formats.listing(
                [str(part.label) for part in Part if part in one.parts]
            ),
            "waiting": _waiting(one.waiting),
        }
        for one in queries.accompanied_by(request.user)
    ]  # fmt: skip
    return show(request, "growth/accompanied.html", {"rows": rows, "home": reverse("growth:home")})


def _waiting(n: int) -> str:
    words = ngettext("%(n)s item waits for your answer", "%(n)s items wait for your answer", n)
    return words % {"n": n} if n else ""


def _trail(profile: Profile, *, more: bool = False) -> list[tuple[str, str]]:
    here = reverse("growth:of", args=[profile.person_id]) if more else ""
    steps = [(_("People I accompany"), reverse("growth:accompanied"))]
    return [*steps, (visible(profile.person.name), here)]


@require_safe
@page(policies.VIEW)
def profile(request: Request, person_id: int) -> HttpResponse:
    """Show a profile to a mentor or an assessor; nothing on it can be changed."""
    found = profile_or_404(request, person_id)
    may_judge = policies.JUDGE.allows(request.user, found)
    context = {
        **_shown.whole(request, found, clock.now()), "title": visible(found.person.name),
        "trail": _trail(found), "companions": [],
        "here": {"judge": reverse("growth:judge", args=[person_id]) if may_judge else ""},
    }  # fmt: skip
    return show(request, "growth/profile.html", context)


@both
@page(policies.VIEW)
def judge(request: Request, person_id: int) -> HttpResponse:
    """Judge the level that somebody works towards."""
    found = profile_or_404(request, person_id)
    policies.JUDGE.demand(request.user, found)
    form = forms.JudgeForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("Judge the level"), save=_("Save"), said=_("Saved."),
        back=reverse("growth:of", args=[person_id]), trail=_trail(found, more=True),
        sub=_("%(level)s. Your judgement changes no role and no level in the directory.")
        % {"level": LEVEL_NAMES[found.level]},
        looks={"verdict": "pills"}, is_lasting=True,
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.judge, profile=found))
