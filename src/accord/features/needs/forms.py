from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.needs.states import Confidence, Kind, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.foundation.accounts.models import User

WORDS = 300


class HearForm(forms.Form):
    """What one stakeholder needs; ``party`` is known where one comes from it."""

    who = forms.CharField(
        label=_("Who needs it"), max_length=WORDS, help_text=_("The number or the whole name")
    )
    words = forms.CharField(label=_("What they need"), max_length=WORDS)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Kind.choices, initial=Kind.NEED, widget=forms.RadioSelect
    )
    confidence = forms.ChoiceField(
        label=_("How we know"), choices=Confidence.choices, initial=Confidence.THEMSELVES,
        widget=forms.RadioSelect,
    )  # fmt: skip
    quotation = forms.CharField(
        label=_("In their words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    state = forms.ChoiceField(
        label=_("Is it met?"), choices=State.choices[:3], initial=State.NOT_MET,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, party: Party | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.party = party
        if party is not None:
            del self.fields["who"]

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        self.party = party_named(self.user, words)
        if self.party is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words


class JudgeForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Is it met?"), choices=State.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("How we know"), required=False, max_length=WORDS)


class RewordForm(forms.Form):
    words = forms.CharField(label=_("What they need"), max_length=WORDS)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices, widget=forms.RadioSelect)
    confidence = forms.ChoiceField(
        label=_("How we know"), choices=Confidence.choices, widget=forms.RadioSelect
    )
