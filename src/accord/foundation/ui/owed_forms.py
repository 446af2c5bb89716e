"""What can be done with anything that is owed: put it off, or hand it over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.foundation.ui.inputs import ColleagueField, DayField

WORDS = 300


class SnoozeForm(forms.Form):
    until = DayField(label=_("Until"))
    reason = forms.CharField(label=_("Why"), max_length=WORDS)


class HandOverForm(forms.Form):
    to = ColleagueField(label=_("To whom"))
    words = forms.CharField(
        label=_("What they should know"), required=False, max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
