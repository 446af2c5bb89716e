from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.stakeholders.states import Kind
from accord.features.ties.actions import STRENGTHS
from accord.features.ties.models import TieType
from accord.features.ties.queries import all_types
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import DayField

KINDS = [("", pgettext_lazy("kind of stakeholder", "Any")), *Kind.choices]


class DetailsForm(forms.Form):
    """How strong a tie is, how we know, since when."""

    strength = forms.TypedChoiceField(
        label=_("Strength"), required=False, coerce=int, empty_value=None,
        choices=[("", _("not known")), *((n, str(n)) for n in STRENGTHS)],
        help_text=_("1 is weak, 5 is strong"),
    )  # fmt: skip
    source = forms.CharField(label=_("How we know"), required=False, max_length=200)
    from_date = DayField(label=_("Since"), required=False)


class ChangeForm(DetailsForm):
    until_date = DayField(label=_("Until"), required=False)


class TieForm(DetailsForm):
    """What a stakeholder is to another; each type is offered as it reads from this one."""

    other = forms.CharField(
        label=_("Who"), max_length=300, help_text=_("The number or the whole name")
    )
    type = forms.ChoiceField(label=_("Tie"))
    field_order = ("type", "other", "strength", "source", "from_date")

    def __init__(self, *args: Any, user: User, party: Party, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.types = {found.pk: found for found in all_types().filter(is_active=True)}
        self.found: Party | None = None
        types = self.fields["type"]
        assert isinstance(types, forms.ChoiceField)  # noqa: S101 -- as it is declared above
        types.choices = list(_offered(self.types.values(), party))

    def clean_other(self) -> str:
        words: str = self.cleaned_data["other"]
        self.found = party_named(self.user, words)
        if self.found is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words

    def chosen(self) -> tuple[TieType, bool]:
        """Give the type, and whether this stakeholder is its other end."""
        key, end = self.cleaned_data["type"].split("-")
        return self.types[int(key)], end == "other"


def _offered(types: Iterable[TieType], party: Party) -> Iterator[tuple[str, str]]:
    """Give the ways to read each type from the one who is tied."""
    for found in types:
        if found.one_kind in {"", party.kind}:
            yield f"{found.pk}-one", found.name
        if found.is_directed and found.other_kind in {"", party.kind}:
            yield f"{found.pk}-other", found.reverse


class EndForm(forms.Form):
    until_date = DayField(label=_("Until"))


class TypeForm(forms.Form):
    """The words of a type of tie, and between which kinds there are such."""

    name = forms.CharField(
        label=_("One to the other"), max_length=100, help_text=_("such as “advises”")
    )
    reverse = forms.CharField(
        label=_("The other to the one"),
        required=False,
        max_length=100,
        help_text=_("such as “is advised by”; nothing where it reads the same from both ends"),
    )
    one_kind = forms.ChoiceField(label=_("The one is"), choices=KINDS, required=False)
    other_kind = forms.ChoiceField(label=_("The other is"), choices=KINDS, required=False)


class TypeChangeForm(TypeForm):
    is_active = forms.BooleanField(label=_("New ties may be of this type"), required=False)
