from django import forms
from django.utils.translation import gettext_lazy as _

from accord.foundation.ui.inputs import DayField


class DayOffForm(forms.Form):
    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("What day it is"), max_length=80)
    is_open = forms.BooleanField(
        label=_("We work on it after all"), required=False,
        help_text=_("A holiday or a Saturday on which you are open."),
    )  # fmt: skip
