from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.states import Channel
from accord.features.letters.queries import templates_visible_to
from accord.features.standards.states import MOST_DAYS, MOST_SIZE, Line, Mark
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import ColleagueField, DayField


class DraftForm(forms.Form):
    principles = forms.CharField(
        label=_("How we communicate, in principle"), widget=forms.Textarea(attrs={"rows": 8})
    )
    weekly_hours = forms.DecimalField(
        label=_("Hours a week that are given to it"), min_value=0, max_digits=6, decimal_places=1
    )
    owner = ColleagueField(label=_("Owner"))


class StandardForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    answer_days = forms.IntegerField(
        label=_("Answered within working days"), min_value=1, max_value=MOST_DAYS, initial=3
    )
    answers = ColleagueField(label=_("Who answers"))
    minutes_each = forms.IntegerField(
        label=_("Minutes that one takes"), min_value=1, max_value=480, initial=15
    )
    template: Any = forms.ModelChoiceField(
        queryset=None, label=_("Template"), required=False, empty_label=_("none")
    )
    words = forms.CharField(label=_("What else holds"), max_length=300, required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["template"]
        choice.queryset = templates_visible_to(user)

    def details(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        answers, template = given.pop("answers"), given.pop("template")
        return {
            **given, "answers_id": answers.pk, "template_id": template.pk if template else None,
        }  # fmt: skip


class ApproveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why in spite of gaps"), max_length=300, required=False,
        help_text=_("Only where the check found one."),
    )  # fmt: skip


class DrawForm(forms.Form):
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    size = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_SIZE, initial=10)
    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=2**31 - 1,
        help_text=_("Any number; the same one draws the same."),
    )  # fmt: skip


class ReviewForm(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for line in Line:
            self.fields[line.value] = forms.ChoiceField(
                label=line.label, choices=Mark.choices, widget=forms.RadioSelect
            )
