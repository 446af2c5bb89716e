"""What is asked before many parties are changed at once."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.queries import active_categories, open_segments
from accord.features.stakeholders.states import Tier
from accord.foundation.accounts.queries import colleagues
from accord.foundation.fields.queries import tags

NOBODY = ("", _("nobody"))


def _owner(form: forms.Form) -> None:
    form.fields["value"] = forms.TypedChoiceField(
        label=_("New owner"), coerce=int, empty_value=None, required=False,
        choices=[NOBODY, *((person.pk, person.name) for person in colleagues())],
    )  # fmt: skip
    form.fields["words"] = forms.CharField(label=_("Why"), max_length=300, required=False)


def _tag(form: forms.Form) -> None:
    form.fields["value"] = forms.TypedChoiceField(
        label=_("Tag"), coerce=int, choices=[(tag.pk, tag.name) for tag in tags()]
    )
    form.fields["way"] = forms.ChoiceField(
        label=_("What to do"), widget=forms.RadioSelect, initial="tag",
        choices=[("tag", _("Put it on")), ("untag", _("Take it off"))],
    )  # fmt: skip


def _category(form: forms.Form) -> None:
    form.fields["value"] = forms.TypedChoiceField(
        label=_("Category"), coerce=int, empty_value=None, required=False,
        choices=[("", _("none")), *((one.pk, one.name) for one in active_categories())],
    )  # fmt: skip


def _tier(form: forms.Form) -> None:
    form.fields["value"] = forms.ChoiceField(
        label=_("Tier"), required=False, choices=[("", _("none")), *Tier.choices]
    )


def _segment(form: forms.Form) -> None:
    form.fields["value"] = forms.TypedChoiceField(
        label=_("Segment, picked by hand"), coerce=int,
        choices=[(one.pk, one.name) for one in open_segments() if not one.is_rule],
    )  # fmt: skip
    form.fields["way"] = forms.ChoiceField(
        label=_("What to do"), widget=forms.RadioSelect, initial="segment",
        choices=[("segment", _("Put them in")), ("unsegment", _("Take them out"))],
    )  # fmt: skip


def _retire(form: forms.Form) -> None:
    form.fields["words"] = forms.CharField(label=_("Why they become inactive"), max_length=300)


KINDS: dict[str, Callable[[forms.Form], None]] = {
    "owner": _owner,
    "tag": _tag,
    "category": _category,
    "tier": _tier,
    "segment": _segment,
    "retire": _retire,
}


class BulkForm(forms.Form):
    """The one question of a bulk change; ``what`` says which."""

    def __init__(self, what: str, data: Any = None) -> None:
        super().__init__(data)
        self.what = what
        KINDS[what](self)

    @property
    def verb(self) -> str:
        return str(self.cleaned_data.get("way", self.what))
