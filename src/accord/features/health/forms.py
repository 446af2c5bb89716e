from django import forms
from django.utils.translation import gettext_lazy as _


class JudgeForm(forms.Form):
    """What somebody thinks of a relationship, and why."""

    value = forms.IntegerField(
        label=_("How well do we stand with them?"), min_value=0, max_value=100,
        help_text=_("from 0, all is lost, to 100, could not be better"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Why"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
