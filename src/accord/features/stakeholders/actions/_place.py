from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._party import clean_name
from accord.features.stakeholders.models import Party, PartyPlace, Place
from accord.features.stakeholders.states import PlaceRole
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class PlaceDetails:
    """Where something is; coordinates in degrees, WGS 84, both or none."""

    name: str
    address: str = ""
    locality: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""


def _checked(details: PlaceDetails) -> dict[str, Any]:
    if (details.latitude is None) != (details.longitude is None):
        raise Invalid(_("Give both coordinates, or none."), field="longitude")
    if details.latitude is not None and not -90 <= details.latitude <= 90:  # noqa: PLR2004
        raise Invalid(_("Latitude lies between -90 and 90 degrees."), field="latitude")
    if details.longitude is not None and not -180 <= details.longitude <= 180:  # noqa: PLR2004
        raise Invalid(_("Longitude lies between -180 and 180 degrees."), field="longitude")
    name = clean_name(details.name)
    return {
        "name": name, "sort_key": sort_key(name, settings.LANGUAGE_CODE),
        "address": details.address.strip(), "locality": details.locality.strip(),
        "country": details.country.strip().upper(), "latitude": details.latitude,
        "longitude": details.longitude, "note": details.note.strip(),
    }  # fmt: skip


def add_place(*, by: Actor, details: PlaceDetails, at: datetime) -> Place:
    place = Place(**_checked(details))
    with change(policies.ADD, by=by, at=at) as record:
        place.ref = reference("L", take_numbers("place")[0])
        record.subject = place
        record.add(place)
    return place


def change_place(
    *, by: Actor, place: Place, details: PlaceDetails, at: datetime, seen: int | None = None
) -> Place:
    fields = _checked(details)
    with change(policies.ADD, by=by, at=at, subject=place, seen=seen) as record:
        record.set(place, **fields)
    return place


def link_place(*, by: Actor, party: Party, place: Place, role: str, at: datetime) -> PartyPlace:
    link = PartyPlace(party=party, place=place, role=PlaceRole(role))
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        if PartyPlace.objects.filter(party=party, place=place, role=role).exists():
            raise Invalid(_("This is there already."), field="place")
        record.add(link)
    return link
