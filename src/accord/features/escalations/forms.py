from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.escalations.states import LEVELS
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import offer

TALL = forms.Textarea(attrs={"rows": 3})


class RaiseForm(forms.Form):
    """What a decision needs."""

    question = forms.CharField(label=_("What is to be decided"), max_length=180)
    happened = forms.CharField(label=_("What happened"), widget=TALL)
    tried = forms.CharField(label=_("What was tried"), widget=TALL, required=False)
    wish = forms.CharField(label=_("What is wished for"), widget=TALL, required=False)
    about = forms.CharField(
        label=_("The record it began with"), max_length=20, required=False,
        help_text=_("For example P-0118"),
    )  # fmt: skip


class ClimbForm(forms.Form):
    reason = forms.CharField(label=_("Why it goes on"), max_length=300)


class DecideForm(forms.Form):
    words = forms.CharField(label=_("Decision, with its grounds"), widget=TALL)


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("What they were told, and how"), widget=TALL)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why it is withdrawn"), widget=TALL)


class StepForm(forms.Form):
    """Who stands where on the ladder."""

    person: Any = forms.ModelChoiceField(label=_("Who decides"), queryset=None)
    level = forms.TypedChoiceField(label=_("Step"), coerce=int, choices=list(LEVELS.items()))
    hours = forms.IntegerField(
        label=_("Hours to decide"), min_value=1, max_value=720, initial=24,
        help_text=_("Nights and weekends count."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, person=colleagues())
