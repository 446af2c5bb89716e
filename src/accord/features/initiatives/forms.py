from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.initiatives.states import Kind
from accord.foundation.accounts.models import Department
from accord.foundation.accounts.queries import departments
from accord.foundation.ui.inputs import ColleagueField, Day


class InitiativeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Kind.choices, initial=Kind.PROJECT, widget=forms.RadioSelect
    )
    department: "forms.ModelChoiceField[Department]" = forms.ModelChoiceField(
        departments(), label=_("Department"), required=False
    )
    owner = ColleagueField(label=_("Owner"), required=False)
    from_date = forms.DateField(label=_("First day"), required=False, widget=Day())
    until_date = forms.DateField(label=_("Last day"), required=False, widget=Day())

    def details(self) -> dict[str, Any]:
        """Give the answers by the columns they are kept in."""
        given = dict(self.cleaned_data)
        for name in ("department", "owner"):
            chosen = given.pop(name)
            given[f"{name}_id"] = chosen.pk if chosen else None
        return given
