from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.forms._fact import countries
from accord.features.stakeholders.forms._record import PartyByName
from accord.features.stakeholders.states import Kind, PlaceRole


class PlaceDetailsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    locality = forms.CharField(label=_("Town"), max_length=120, required=False)
    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=lambda: [("", ""), *countries()]
    )
    latitude = forms.FloatField(
        label=_("Latitude"), required=False, help_text=_("Degrees north, as 59.437")
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, help_text=_("Degrees east, as 24.754")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class PersonAtPlaceForm(forms.Form):
    role = forms.ChoiceField(label=_("What they are to it"), choices=PlaceRole.choices)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = PartyByName(user=user, kinds=tuple(Kind.values))
        party.label = _("Stakeholder")
        self.fields["party"] = party
        self.order_fields(["party", "role"])
