from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.overview.calendar.queries import plans_for
from accord.overview.calendar.states import PLAN, SCOPES, Whose


class FeedForm(forms.Form):
    """A feed for one's own calendar; its name says where it is used."""

    name = forms.CharField(
        label=_("Where you use it"), max_length=120, help_text=_("Telephone, mail program")
    )
    whose = forms.ChoiceField(label=_("Whose"), choices=Whose.choices)
    plan: Any = forms.ModelChoiceField(
        label=_("Or only of a strategy"),
        queryset=None,
        required=False,
        empty_label=_("none"),
        help_text=_("What is planned in it, whoever does it"),
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["plan"].queryset = plans_for(user)  # type: ignore[attr-defined]

    def scope(self) -> str:
        """Give the scope of the key in the address."""
        plan = self.cleaned_data["plan"]
        return f"{PLAN}@{plan.ref}" if plan else SCOPES[Whose(self.cleaned_data["whose"])]
