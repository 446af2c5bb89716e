from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.keyplans.states import GoalState
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import DayField, offer

TALL = forms.Textarea(attrs={"rows": 4})


class PlanForm(forms.Form):
    """Where we want to be with somebody in some years."""

    ambition = forms.CharField(label=_("Where we want to be"), widget=TALL)
    gain = forms.CharField(label=_("What both sides gain"), widget=TALL, required=False)
    owner: Any = forms.ModelChoiceField(label=_("Owner"), queryset=None)
    sponsor: Any = forms.ModelChoiceField(
        label=_("Sponsor on our side"), queryset=None, required=False, empty_label=_("none")
    )
    counterpart = forms.CharField(
        label=_("Sponsor on their side"), max_length=300, required=False,
        help_text=_("The number or the whole name"),
    )  # fmt: skip
    from_date = DayField(label=_("From"))
    until_date = DayField(label=_("Until"))
    review_days = forms.IntegerField(
        label=_("Days between reviews"), min_value=7, max_value=730, initial=90
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.found: Party | None = None
        offer(self, owner=colleagues(), sponsor=colleagues())

    def clean_counterpart(self) -> str:
        words: str = self.cleaned_data["counterpart"]
        if words:
            self.found = party_named(self.user, words)
            if self.found is None:
                raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words

    def details(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        given = dict(self.cleaned_data)
        owner, sponsor = given.pop("owner"), given.pop("sponsor")
        return {
            **given, "owner_id": owner.pk, "counterpart": self.found,
            "sponsor_id": sponsor.pk if sponsor else None,
        }  # fmt: skip


class GoalForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200)
    words = forms.CharField(label=_("What is to be reached"), max_length=300)
    measure = forms.CharField(label=_("By what it is seen"), max_length=200, required=False)


class SettleForm(forms.Form):
    """What became of a goal."""

    state = forms.ChoiceField(
        label=_("What became of it"), choices=GoalState.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ReviewForm(forms.Form):
    """What was found when the plan was looked at."""

    is_on_course = forms.TypedChoiceField(
        label=_("How it stands"), choices=[("yes", _("on course")), ("no", _("off course"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(label=_("What was found"), widget=TALL)


class EndForm(forms.Form):
    outcome = forms.CharField(label=_("What came of it"), widget=TALL)
