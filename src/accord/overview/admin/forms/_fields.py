"""Fields and choices that several of these forms share."""

from typing import Any

from django import forms
from django.http import QueryDict

from accord.foundation.accounts import queries
from accord.foundation.ui.inputs import offer


class Versioned(forms.Form):
    """A form about what is there already: it carries the version that was read, as ``seen``."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def read_anew(self, version: int) -> None:
        """Say that whoever saves again has read what is there now."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["seen"] = str(version)
        self.data = sent


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.title})" if obj.title else str(obj.name)


def offer_departments(form: forms.Form) -> None:
    offer(form, department=queries.departments())
