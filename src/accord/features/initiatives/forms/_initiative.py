from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.initiatives.states import Kind
from accord.features.stakeholders.models import Category
from accord.features.stakeholders.queries import active_categories
from accord.foundation.accounts.models import Department
from accord.foundation.accounts.queries import departments
from accord.foundation.ui.inputs import ColleagueField, DayField


class InitiativeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Kind.choices, initial=Kind.PROJECT, widget=forms.RadioSelect
    )
    department: "forms.ModelChoiceField[Department]" = forms.ModelChoiceField(
        departments(), label=_("Department"), required=False
    )
    owner = ColleagueField(label=_("Owner"), required=False)
    from_date = DayField(label=_("First day"), required=False)
    until_date = DayField(label=_("Last day"), required=False)

    def details(self) -> dict[str, Any]:
        """Give the answers by the columns they are kept in."""
        given = dict(self.cleaned_data)
        for name in ("department", "owner"):
            chosen = given.pop(name)
            given[f"{name}_id"] = chosen.pk if chosen else None
        return given


class VisionForm(forms.Form):
    """Where an initiative is to lead, what we say of it, and whom it may not do without."""

    vision = forms.CharField(
        label=_("Vision"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    objectives = forms.CharField(
        label=_("Objectives"), required=False, help_text=_("One in each line"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    core_message = forms.CharField(
        label=_("Core message"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    pillars = forms.CharField(
        label=_("Pillars of the message"), required=False, help_text=_("One in each line"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    categories: "forms.ModelMultipleChoiceField[Category]" = forms.ModelMultipleChoiceField(
        active_categories(), label=_("Whom it may not do without"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def vision_given(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        given = dict(self.cleaned_data)
        given["category_ids"] = [category.pk for category in given.pop("categories")]
        for name in ("objectives", "pillars"):
            given[name] = given[name].splitlines()
        return given
