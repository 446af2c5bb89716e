from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.tradeoffs.states import Effect, How, Meets, Weight
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import offer

TALL = forms.Textarea(attrs={"rows": 4})


class TradeOffForm(forms.Form):
    """What is at odds."""

    title = forms.CharField(label=_("What can't all be had"), max_length=200)
    question = forms.CharField(label=_("More about it"), required=False, widget=TALL)
    initiative: Any = forms.ModelChoiceField(
        label=_("Initiative"), queryset=None, required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = initiatives_visible_to(user).order_by("sort_key")
        offer(self, initiative=offered)


class DemandForm(forms.Form):
    """Who asks for what."""

    who = forms.CharField(
        label=_("Who"), max_length=300, help_text=_("The number or the whole name")
    )
    words = forms.CharField(label=_("What they ask for"), max_length=300)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.found: Party | None = None

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        self.found = party_named(self.user, words)
        if self.found is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words


class OptionForm(forms.Form):
    words = forms.CharField(label=_("One way to decide"), max_length=200)


class WeighForm(forms.Form):
    """How an option bears on a demand."""

    effect = forms.TypedChoiceField(
        label=_("By this option, who asks for it"), choices=Effect.choices, coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip


class CriterionForm(forms.Form):
    """By what the options are compared."""

    words = forms.CharField(label=_("By what the options are compared"), max_length=200)
    weight = forms.TypedChoiceField(
        label=_("How much it counts"), choices=Weight.choices, coerce=int, initial=Weight.MIDDLE,
        widget=forms.RadioSelect,
    )  # fmt: skip


class MeritForm(forms.Form):
    """How well an option meets a criterion."""

    value = forms.TypedChoiceField(
        label=_("By this option, it is met"), choices=Meets.choices, coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip


class ToldForm(forms.Form):
    """How somebody was told, and how they took it."""

    how = forms.ChoiceField(label=_("How they were told"), choices=How.choices)
    words = forms.CharField(
        label=_("How they took it"), max_length=500, required=False, widget=TALL
    )


class DecideForm(forms.Form):
    grounds = forms.CharField(
        label=_("On what grounds"), widget=TALL,
        help_text=_("Everybody here can read it, and those concerned may be shown it."),
    )  # fmt: skip
