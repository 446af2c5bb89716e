from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.pulses.actions import Answer
from accord.features.pulses.models import Pulse
from accord.features.pulses.queries import asked_questions
from accord.features.pulses.states import QUESTIONS, Question, Way
from accord.features.stakeholders.queries import consent_purposes
from accord.foundation.ui.inputs import offer


class AskForm(forms.Form):
    """Whom to ask about something that passed, and how."""

    party: Any = forms.ModelChoiceField(label=_("Whom to ask"), queryset=None)
    way = forms.ChoiceField(label=_("How"), choices=Way.choices, initial=Way.LINK)

    def __init__(self, *args: Any, parties: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, party=parties)


class AnswerForm(forms.Form):
    """The questions of one pulse, none of which must be answered."""

    words = forms.CharField(
        label=_("What should we know?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    is_last = forms.BooleanField(label=_("Please do not ask me again"), required=False)

    def __init__(self, *args: Any, pulse: Pulse, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = asked_questions(pulse)
        for key in asked:
            question = QUESTIONS[key]
            self.fields[key] = forms.TypedChoiceField(
                label=question.words, choices=_steps(question), coerce=int, empty_value=None,
                required=False, widget=forms.RadioSelect,
            )  # fmt: skip
        self.order_fields([*asked, "words", "is_last"])
        self.asked = asked

    def answer(self) -> Answer:
        given = self.cleaned_data
        scores = {key: given[key] for key in self.asked if given[key] is not None}
        return Answer(scores, given["words"], given["is_last"])


def _steps(question: Question) -> list[tuple[int, str]]:
    """Give the steps of a scale, its two ends in words."""
    ends = {question.least: question.low, question.most: question.high}
    return [
        (step, f"{step} · {ends[step]}" if step in ends else str(step)) for step in question.steps
    ]


class RuleForm(forms.Form):
    """What is asked here, how often at the most, and for which consent."""

    questions = forms.MultipleChoiceField(
        label=_("Questions"), choices=[(key, one.words) for key, one in QUESTIONS.items()],
        widget=forms.CheckboxSelectMultiple, help_text=_("One to three"),
    )  # fmt: skip
    again_days = forms.IntegerField(
        label=_("Days in which nobody is asked twice"), min_value=1, max_value=730
    )
    purpose: Any = forms.ModelChoiceField(
        label=_("Consent needed for asking by mail"), queryset=None, required=False,
        empty_label=pgettext_lazy("consent purpose", "none"),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, purpose=consent_purposes())
