"""What several pages look up."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.conduct import queries
from accord.features.conduct.models import Arrangement, Incident
from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.foundation.ui.pages import Request


def incident_or_404(request: Request, ref: str) -> Incident:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def arrangement_or_404(request: Request, ref: str) -> Arrangement:
    return get_object_or_404(queries.arrangements_visible_to(request.user), ref=ref)


def talk_asked(request: Request) -> Interaction:
    """Find the talk that ``?talk=K-0001`` names."""
    return get_object_or_404(talks_visible_to(request.user), ref=request.GET.get("talk", ""))


def guide_of(talk: Interaction) -> str:
    return f"{reverse('conduct:guide')}?talk={talk.ref}"


def address(verb: str, ref: str, **more: int) -> str:
    return reverse(f"conduct:{verb}", kwargs={"ref": ref, **more})


def trail_of(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Hard contacts"), reverse("conduct:list")), *steps]


def arrangements_trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Arrangements"), reverse("conduct:arrangements")), *steps]
