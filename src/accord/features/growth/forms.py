from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.growth import queries
from accord.features.growth.models import Profile
from accord.features.growth.queries import Known
from accord.features.growth.states import (
    LEVEL_NAMES,
    RESPONSIBILITIES,
    Grade,
    Part,
    Verdict,
)
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import DayField, offer

TALL = forms.Textarea(attrs={"rows": 5})


def _choices(level: int) -> list[tuple[str, Any]]:
    return [(key, RESPONSIBILITIES[key].words) for key in queries.responsibilities_of(level)]


class AimForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("The level you work towards"), choices=list(LEVEL_NAMES.items()), coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip


class SelfForm(forms.Form):
    grade = forms.ChoiceField(
        label=_("How you see yourself"), choices=Grade.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class StatementForm(forms.Form):
    words = forms.CharField(label=_("In your own words"), widget=TALL)


class ItemForm(forms.Form):
    """What you claim, and the records it rests on: ticked, or named by their references."""

    responsibility = forms.ChoiceField(label=_("Responsibility"))
    claim = forms.CharField(label=_("What you did"), max_length=300)
    day = DayField(label=_("Day"))
    reflection = forms.CharField(
        label=_("What you learned from it"), widget=TALL, required=False
    )  # fmt: skip
    picked = forms.MultipleChoiceField(
        label=_("Records it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    refs = forms.CharField(
        label=_("Other records"), required=False, max_length=300,
        help_text=_("By reference, with commas between: T-0012, K-0003"),
    )  # fmt: skip

    def __init__(self, *args: Any, level: int, offered: list[Known], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, responsibility=_choices(level))
        choices = [(one.ref, f"{one.ref} {one.title}") for one in offered]
        offer(self, picked=choices)
        if not choices:
            del self.fields["picked"]

    def details(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        given = dict(self.cleaned_data)
        picked = given.pop("picked", [])
        named = given.pop("refs").replace("，", ",").split(",")
        return {**given, "refs": [*picked, *named]}


class OfferForm(forms.Form):
    assessor: Any = forms.ModelChoiceField(label=_("Assessor"), queryset=None)

    def __init__(self, *args: Any, profile: Profile, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, assessor=queries.assessors_of(profile))


class AnswerForm(forms.Form):
    is_accepted = forms.TypedChoiceField(
        label=_("Your answer"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("I accept it")), ("no", _("I return it"))],
    )  # fmt: skip
    words = forms.CharField(label=_("Why"), widget=TALL)


class StepForm(forms.Form):
    words = forms.CharField(label=_("What you do next"), max_length=300)
    due_date = DayField(label=_("By when"), required=False)
    company = forms.CharField(label=_("With whom"), max_length=200, required=False)
    responsibility = forms.ChoiceField(label=_("For which responsibility"), required=False)

    def __init__(self, *args: Any, level: int, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("none in particular")), *_choices(level)]
        offer(self, responsibility=choices)


class DoneForm(forms.Form):
    done_date = DayField(label=_("Done on"))
    effect = forms.CharField(
        label=pgettext_lazy("growth step", "What came of it"), widget=TALL, required=False
    )


class CompanionForm(forms.Form):
    person: Any = forms.ModelChoiceField(label=_("Who"), queryset=None)
    part = forms.ChoiceField(label=_("As"), choices=Part.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, person=queries.may_be_named(user))


class JudgeForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your judgement"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    reasons = forms.CharField(label=_("Reasons"), widget=TALL)
