from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.states import Channel
from accord.features.governance.models import PolicyRole
from accord.features.governance.states import MOST_DAYS, Code
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.queries import open_segments
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui.inputs import ColleagueField, DayField

TALL = {"rows": 4}


class PolicyForm(forms.Form):
    """What a policy is for, in which tone, with whose help."""

    purpose = forms.CharField(label=_("What it is for"), widget=forms.Textarea(attrs=TALL))
    tone = forms.CharField(
        label=_("In which tone"), required=False, widget=forms.Textarea(attrs=TALL)
    )
    support = forms.CharField(
        label=_("Tools and help"), required=False, widget=forms.Textarea(attrs=TALL)
    )
    owner = ColleagueField(label=_("Owner"))
    review_on = DayField(label=_("To be looked at again on"))

    def details(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in PolicyForm.base_fields}
        owner = given.pop("owner")
        return {**given, "owner_id": owner.pk}


class DraftForm(PolicyForm):
    initiative: Any = forms.ModelChoiceField(queryset=None, label=_("Initiative"))
    field_order = ("initiative",)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["initiative"]
        found = initiatives_visible_to(user).filter(is_active=True)
        choice.queryset = found.order_by("sort_key", "pk")


class RoleForm(forms.Form):
    name = forms.CharField(label=_("Role"), max_length=80)
    holder = ColleagueField(label=_("Who has it"), required=False, empty_label=_("a group"))


class AssignForm(forms.Form):
    """What each role has to do with a piece of work."""

    def __init__(
        self, *args: Any, roles: list[PolicyRole], now: Mapping[int, str] | None = None,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.roles = roles
        for role in roles:
            self.fields[f"role_{role.pk}"] = forms.ChoiceField(
                label=visible(role.name), required=False, choices=[("", "–"), *Code.choices],
                initial=(now or {}).get(role.pk, ""),
            )  # fmt: skip

    def codes(self) -> dict[int, str]:
        return {role.pk: self.cleaned_data[f"role_{role.pk}"] for role in self.roles}


class DutyForm(AssignForm):
    words = forms.CharField(label=_("Piece of work"), max_length=200)


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    is_allowed = forms.TypedChoiceField(
        label=_("Is it to be used?"), choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda said: said == "yes", initial="yes", widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("When, for what, in which tone"), required=False, max_length=300
    )


class CadenceForm(forms.Form):
    segment: "forms.ModelChoiceField[Segment]" = forms.ModelChoiceField(
        open_segments(), label=_("For the segment"), required=False,
        empty_label=_("all others with a stake"),
    )  # fmt: skip
    ideal_days = forms.IntegerField(
        label=_("Days between contacts"), min_value=1, max_value=MOST_DAYS, initial=30
    )
    most_days = forms.IntegerField(
        label=_("Days at the most"), min_value=1, max_value=MOST_DAYS, initial=45
    )


class ExcuseForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)
    until = DayField(label=_("Until"))
