from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.needs.states import Confidence
from accord.features.wants.actions import KINDS
from accord.features.wants.queries import not_in_focus
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import DayField, offer

WORDS = 300


class FocusForm(forms.Form):
    """Why a segment matters to our strategy, and who answers for it."""

    segment: Any = forms.ModelChoiceField(label=_("Segment"), queryset=None)
    reason = forms.CharField(label=_("Why it matters"), max_length=WORDS)
    owner: Any = forms.ModelChoiceField(label=_("Owner"), queryset=None)
    fresh_months = forms.IntegerField(
        label=_("Ask again after how many months"), min_value=1, max_value=60, initial=12
    )

    def __init__(self, *args: Any, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, owner=colleagues(), segment=not_in_focus())
        if not is_new:
            del self.fields["segment"]

    def details(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        given = {name: said for name, said in self.cleaned_data.items() if name != "segment"}
        owner = given.pop("owner")
        return {**given, "owner_id": owner.pk}


class WantForm(forms.Form):
    """What a segment wants as a whole."""

    words = forms.CharField(label=_("What they want"), max_length=WORDS)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=[(kind.value, kind.label) for kind in KINDS],
        initial=KINDS[0], widget=forms.RadioSelect,
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where it was said or seen"), max_length=WORDS,
        help_text=_("A meeting, a survey, a study: so that others can look it up"),
    )  # fmt: skip
    confidence = forms.ChoiceField(
        label=_("How we know"), choices=Confidence.choices, initial=Confidence.THEMSELVES,
        widget=forms.RadioSelect,
    )  # fmt: skip
    confirmed_on = DayField(
        label=_("Last confirmed"), required=False,
        help_text=_("Today, where nothing is given"),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=WORDS)
