from datetime import timedelta
from typing import Any

from django.urls import reverse
from ninja import Query, Router

from accord.features.workshops import actions, policies
from accord.features.workshops.models import Workshop
from accord.features.workshops.queries import cards_visible_to
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.errors import missing
from accord.overview.api.forms import shapes
from accord.overview.api.forms import steering as f
from accord.overview.api.views._lookups import named_initiative
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["workshops"])


@reads(router, "/workshops", policies.CONDUCT, f.WorkshopsTold)
def list_workshops(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List the workshops of initiatives in which you may hold them."""
    items, after = queries.workshop_list(request.user, asked.span, clock.now())
    return {"items": items, "next": after}


@reads(router, "/workshops/{int:key}", policies.CONDUCT, f.WorkshopTold)
def get_workshop(request: Request, key: int) -> Any:
    return _told(request, queries.workshop_at(request.user, key))


@writes(router, "POST", "/workshops", policies.CONDUCT, f.WorkshopTold, 201)
def open_workshop(request: Request, given: f.WorkshopGiven) -> Any:
    """Lay out stakes of an initiative for everybody who gets the link."""
    at = clock.now()
    initiative = named_initiative(request.user, given.initiative, "initiative")
    made = actions.open_workshop(
        by=request.user, initiative=initiative, title=given.title, at=at,
        stakes=[queries.stake_at(request.user, key) for key in dict.fromkeys(given.stakes)],
        closes_at=at + timedelta(hours=given.hours),
    )  # fmt: skip
    return _told(request, made)


@writes(router, "POST", "/workshops/{int:key}/show", policies.CONDUCT, f.WorkshopTold)
def show_workshop(request: Request, key: int) -> Any:
    """Show all who take part what they said together; from now on nobody moves anything."""
    found = held(request, queries.workshop_at(request.user, key))
    actions.show_workshop(by=request.user, workshop=found, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/workshops/{int:key}/adopt", policies.CONDUCT, f.AdoptedTold)
def adopt_workshop(request: Request, key: int, given: f.AdoptGiven) -> Any:
    """Take the medians of these cards over to the map, as assessments of yours."""
    found = held(request, queries.workshop_at(request.user, key))
    cards = {card.pk: card for card in cards_visible_to(request.user, found)}
    if set(given.cards) - cards.keys():
        raise missing()
    chosen = [cards[card] for card in dict.fromkeys(given.cards)]
    n = actions.adopt(by=request.user, workshop=found, cards=chosen, at=clock.now())
    return {"adopted": n}


def _told(request: Request, found: Workshop) -> Any:
    at = clock.now()
    token, link = queries.link_token(found, at), ""
    if token:
        link = request.build_absolute_uri(reverse("workshops:take-part", kwargs={"token": token}))
    return {**queries.workshop(request.user, found, at), "link": link}
