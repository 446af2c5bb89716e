from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.actions import RuleDetails
from accord.features.stakeholders.models import RetentionRule
from accord.features.stakeholders.queries import active_categories
from accord.features.stakeholders.states import Countdown, Kind, Outcome


class RuleForm(forms.Form):
    """For whom a retention rule holds, from when on it counts, and what it does."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all")), *Kind.choices], required=False
    )
    category = forms.ModelChoiceField(
        active_categories(), label=_("Category"), required=False, empty_label=_("all")
    )
    purpose = forms.CharField(
        label=_("Kept for"),
        max_length=200,
        required=False,
        help_text=_("Exactly as it stands on the records; nothing means whatever they are for."),
    )
    counts_from = forms.ChoiceField(label=_("Counts from"), choices=Countdown.choices)
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=1200)
    outcome = forms.ChoiceField(label=_("Then"), choices=Outcome.choices)

    @property
    def details(self) -> RuleDetails:
        return RuleDetails(**self.cleaned_data)


def initial_of_rule(rule: RetentionRule) -> dict[str, Any]:
    names = ("name", "kind", "category", "purpose", "counts_from", "months", "outcome")
    return {name: getattr(rule, name) for name in names}
