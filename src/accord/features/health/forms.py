from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.health.states import Sign


class JudgeForm(forms.Form):
    """What somebody thinks of a relationship, and why."""

    value = forms.IntegerField(
        label=_("How well do we stand with them?"), min_value=0, max_value=100,
        help_text=_("from 0, all is lost, to 100, could not be better"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Why"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RuleForm(forms.Form):
    """When a sign opens a task, and what it asks for."""

    is_on = forms.BooleanField(label=_("Opens tasks"), required=False)
    figure = forms.FloatField(label=_("From how many"), min_value=1, max_value=100)
    days = forms.IntegerField(label=_("Within how many days"), min_value=0, max_value=730)
    words = forms.CharField(
        label=_("What is to be done"), required=False, max_length=200,
        help_text=_("Left empty, the usual words are said in the owner’s own language."),
    )  # fmt: skip

    def __init__(self, *args: Any, sign: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if sign in {Sign.SILENCE, Sign.CROSSED}:
            del self.fields["days"]
        if sign == Sign.CROSSED:
            del self.fields["figure"]
