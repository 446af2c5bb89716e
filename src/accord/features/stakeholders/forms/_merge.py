"""Whose record goes into whose, and whose value stays of each fact."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.stakeholders.actions import CHOSEN
from accord.features.stakeholders.forms._fact import FACTS
from accord.features.stakeholders.forms._record import PartyByName
from accord.features.stakeholders.models import Party
from accord.foundation.fields.queries import fields_by_key
from accord.foundation.fields.values import show
from accord.foundation.kernel.text import visible

KIND = "stakeholders.party"


class OtherForm(forms.Form):
    """The record that is of the same party as one that is open."""

    def __init__(self, *args: Any, user: Any, party: Party, **more: Any) -> None:
        super().__init__(*args, **more)
        other = PartyByName(user=user, kinds=(party.kind,), label=_("Name or number"))
        other.widget.attrs.pop("list", None)
        self.fields["other"] = other
        self.party = party

    def clean_other(self) -> Party:
        other: Party = self.cleaned_data["other"]
        if other.pk == self.party.pk:
            raise forms.ValidationError(_("Choose another record than this one."))
        return other


class MergeForm(forms.Form):
    """One question for each fact that differs; the first record's answer is offered."""

    survivor = forms.ChoiceField(label=gettext_lazy("Which record stays"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, parties: Sequence[Party], **more: Any) -> None:
        super().__init__(*args, **more)
        self.parties = parties
        stays: Any = self.fields["survivor"]
        stays.choices = [(one.ref, f"{visible(one.name)} ({one.ref})") for one in parties]
        self.initial.setdefault("survivor", parties[0].ref)
        for name, label, values in differences(parties):
            self.fields[name] = forms.ChoiceField(
                label=label, widget=forms.RadioSelect, required=False,
                choices=[(one.ref, words) for one, words in values],
                initial=values[0][0].ref,
            )  # fmt: skip

    @property
    def order(self) -> tuple[Party, list[Party]]:
        """Give the one that stays, and those that go into it."""
        ref = self.cleaned_data["survivor"]
        stays = next(one for one in self.parties if one.ref == ref)
        return stays, [one for one in self.parties if one.ref != ref]

    def taken_from(self, party: Party) -> set[str]:
        """Name the facts of which this party's value was chosen."""
        return {name for name, ref in self.cleaned_data.items() if ref == party.ref} - {"survivor"}


def differences(
    parties: Sequence[Party],
) -> list[tuple[str, str, list[tuple[Party, str]]]]:
    """Give each fact in which the records differ, with what each that has one says."""
    found = []
    for name in CHOSEN:
        said = [(one, words) for one in parties if (words := _said(one, name))]
        found.append((name, _label(name), said))
    for key, field in fields_by_key(KIND).items():
        said = [(one, visible(show(field, one.custom[key], {}))) for one in parties
                if one.custom.get(key) not in (None, "", [])]  # fmt: skip
        found.append((f"custom.{key}", field.label, said))
    return [(name, label, said) for name, label, said in found if len({w for _o, w in said}) > 1]


def _label(name: str) -> str:
    own = {"owner_id": _("Owner"), "deputy_id": _("Deputy"), "department_id": _("Department")}
    fact = FACTS.get(name.removesuffix("_id"))
    return str(fact.label) if fact else own.get(name, name)


def _said(party: Party, name: str) -> str:
    """Say a value; of the group above, whose name not everybody may see, nothing."""
    if not getattr(party, name):
        return ""
    if party.parent is not None and name == "parent_id":
        return visible(party.parent.name) if party.parent.visibility == "everyone" else ""
    fact = FACTS.get(name.removesuffix("_id"))
    if fact is not None:
        return fact.show(party)
    return visible(str(getattr(party, name.removesuffix("_id"))))
