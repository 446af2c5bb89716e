"""What the pages of one talk share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.engagement import panels, queries
from accord.features.engagement.models import Interaction
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request


def talk_or_404(request: Request, ref: str) -> Interaction:
    """Find a talk that this person may see; another answers like one that is not there."""
    found = queries.visible_to(request.user).select_related("logged_by", "initiative")
    return get_object_or_404(found, ref=ref)


def trail_of(talk: Interaction) -> list[tuple[str, str]]:
    return [(_("Talks"), reverse("engagement:list")), (talk.ref, panels.address(talk))]


def address(talk: Interaction, verb: str, key: int | None = None) -> str:
    """Give the address of something that is done to a talk, or to a part of it."""
    more = {} if key is None else {"pk": key}
    return addresses.to(f"engagement:{verb}", kwargs={"ref": talk.ref, **more})
