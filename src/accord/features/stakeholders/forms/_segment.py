from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.forms._fact import languages
from accord.features.stakeholders.forms._record import PartyByName
from accord.features.stakeholders.states import Channel, Kind
from accord.foundation.accounts.models import Department
from accord.foundation.accounts.queries import departments


class SegmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    needs = forms.CharField(
        label=_("What they need in communication"), required=False, widget=forms.Textarea
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", ""), *languages()]
    )
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", ""), *Channel.choices]
    )
    rhythm_days = forms.IntegerField(
        label=_("Rhythm, days"), min_value=1, max_value=730, required=False
    )
    accessibility = forms.CharField(label=_("Accessibility"), max_length=300, required=False)
    department: "forms.ModelChoiceField[Department]" = forms.ModelChoiceField(
        departments(), label=_("Department"), required=False
    )

    def details(self) -> dict[str, Any]:
        """Give the answers by the columns they are kept in."""
        given = dict(self.cleaned_data)
        chosen = given.pop("department")
        return {**given, "department_id": chosen.pk if chosen else None}


class MemberForm(forms.Form):
    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = PartyByName(user=user, kinds=tuple(Kind.values))
        party.label = _("Stakeholder")
        self.fields["party"] = party
