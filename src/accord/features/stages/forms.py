from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.states import Channel
from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.queries import open_segments
from accord.foundation.ui.inputs import ColleagueField, DayField


class LayForm(forms.Form):
    starts_on = DayField(label=_("First day"))
    owner = ColleagueField(label=_("Who tells"))


class StageForm(forms.Form):
    name = forms.CharField(label=_("Stage"), max_length=120)
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))


class TellingForm(forms.Form):
    words = forms.CharField(label=_("What is told"), max_length=300)
    audience: "forms.ModelChoiceField[Segment]" = forms.ModelChoiceField(
        open_segments(), label=_("For the segment"), required=False,
        empty_label=_("all with a stake"),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    due_on = DayField(label=_("By when"))
    owner = ColleagueField(label=_("Who tells"))

    def details(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        owner, audience = given.pop("owner"), given.pop("audience")
        return {**given, "owner_id": owner.pk, "audience_id": audience.pk if audience else None}


class TickForm(forms.Form):
    ref = forms.CharField(
        label=_("By which talk, letter or meeting"), max_length=20,
        help_text=_("Its number: K-0118 or W-0007"),
    )  # fmt: skip


class SkipForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)
