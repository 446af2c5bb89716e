from django import forms
from django.utils.translation import gettext_lazy as _

from accord.foundation.ui.inputs import DayField
from accord.overview.nudges.states import Why


class SnoozeForm(forms.Form):
    until = DayField(label=_("Until"))


class DismissForm(forms.Form):
    why = forms.ChoiceField(label=_("Why"), choices=Why.choices, widget=forms.RadioSelect)
