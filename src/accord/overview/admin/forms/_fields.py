"""Fields and choices that several of these forms share."""

from typing import Any

from django import forms

from accord.foundation.accounts import queries


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.title})" if obj.title else str(obj.name)


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **options)


def offer_departments(form: forms.Form) -> None:
    form.fields["department"].queryset = queries.departments()  # type: ignore[attr-defined]


def offer(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
