"""The shapes of what is asked when a contact was hard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.conduct.states import (
    CHECKS,
    KINDS,
    MARKERS,
    PATTERNS,
    RESPONSES,
    AppealOutcome,
    Level,
)
from accord.features.engagement.states import Channel
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import DayField, offer

TALL = forms.Textarea(attrs={"rows": 4})
TICKS = forms.CheckboxSelectMultiple
YES_NO = [("yes", _("yes")), ("no", _("no"))]


def _yes(said: str) -> bool:
    return said == "yes"


def _levels() -> list[tuple[int, Any]]:
    return list(Level.choices)


class _Colleagues(forms.Form):
    """A form that asks for a colleague under the names in ``people``."""

    people: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.people:
            field: Any = self.fields[name]
            field.queryset = colleagues().exclude(pk=user.pk) if user else colleagues()


class IncidentForm(_Colleagues):
    """What happened, how it was taken, what was seen in it."""

    people = ("person",)
    party: Any = forms.ModelChoiceField(label=_("With whom"), queryset=None)
    facts = forms.CharField(
        label=_("What happened"), widget=TALL,
        help_text=_("What was said and done, as a recording would have it."),
    )  # fmt: skip
    taken = forms.CharField(
        label=_("How I took it"), widget=TALL, required=False,
        help_text=_("What you think and what it did to you; kept apart from the facts."),
    )  # fmt: skip
    accommodation = forms.TypedChoiceField(
        label=_("Did they ask for accommodation, for a disability or an illness?"),
        coerce=_yes, choices=YES_NO, widget=forms.RadioSelect,
        help_text=_("It never counts against anybody, and is looked at first."),
    )  # fmt: skip
    markers = forms.MultipleChoiceField(
        label=_("What was seen in it"), choices=list(MARKERS.items()), widget=TICKS, required=False
    )
    patterns = forms.MultipleChoiceField(
        label=_("What costs time without hurting anybody"), choices=list(PATTERNS.items()),
        widget=TICKS, required=False,
    )  # fmt: skip
    is_repeat = forms.BooleanField(label=_("It came again after a warning"), required=False)
    person: Any = forms.ModelChoiceField(
        label=_("Was it one of ours? Then who"), queryset=None, required=False,
        empty_label=_("no, it was their side"),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, party=parties)

    def details(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        given = dict(self.cleaned_data)
        given.pop("party")
        given["has_accommodation"] = given.pop("accommodation")
        for name in ("markers", "patterns"):
            given[name] = tuple(given[name])
        return given


class DecideForm(_Colleagues):
    """How grave it was, and what is done about it."""

    people = ("second",)
    level = forms.TypedChoiceField(label=_("How grave it was"), coerce=int, choices=_levels)
    response = forms.ChoiceField(label=_("What is done"))
    reason = forms.CharField(
        label=_("Why"), widget=TALL, required=False,
        help_text=_("Needed where you settle on another level than the rubric."),
    )  # fmt: skip
    second: Any = forms.ModelChoiceField(
        label=_("Who reads it as a second person"), queryset=None, required=False,
        empty_label=_("nobody more"), help_text=_("Needed from level 3 on."),
    )  # fmt: skip

    def __init__(self, *args: Any, side: str, pattern: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: list[tuple[str, Any]] = [
            (key, _numbered(one.level, one.label)) for key, one in RESPONSES[side].items()
        ]
        if pattern and side == "theirs":
            choices.append(("limits", _("Limit the service: how often, how much")))
        offer(self, response=choices)


def _numbered(level: int, label: Any) -> str:
    return f"{level}+ · {label}"


class SecondForm(_Colleagues):
    people = ("reader",)
    reader: Any = forms.ModelChoiceField(label=_("Who reads it"), queryset=None)


class ReadForm(forms.Form):
    """What the second person finds."""

    level = forms.TypedChoiceField(label=_("How grave it was"), coerce=int, choices=_levels)
    words = forms.CharField(label=_("Why"), widget=TALL)


class CallForm(_Colleagues):
    people = ("person",)
    person: Any = forms.ModelChoiceField(label=_("Whom"), queryset=None)
    words = forms.CharField(label=_("What you need"), max_length=200)


class RelieveForm(_Colleagues):
    """Who takes the contact, and for how long. No reason is asked for."""

    people = ("taker",)
    taker: Any = forms.ModelChoiceField(label=_("Who takes it"), queryset=None)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=60, initial=14)


class CardForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    signs = forms.CharField(label=_("Signs"), max_length=300)
    reply = forms.CharField(label=_("Neutral reply"), max_length=300)
    limit = forms.CharField(label=_("Sentence that sets a limit"), max_length=300)


class AnswerForm(forms.Form):
    """How the one whose conduct it was saw it."""

    words = forms.CharField(label=_("How I saw it"), widget=TALL)


class DebriefForm(forms.Form):
    """What stays with whoever writes it."""

    helped = forms.CharField(label=_("What helped"), widget=TALL, required=False)
    next_time = forms.CharField(
        label=_("What I would do another time"), widget=TALL, required=False
    )


class ArrangeForm(_Colleagues):
    """How contact goes on, and until when without another look."""

    people = ("contact",)
    kinds = forms.MultipleChoiceField(
        label=_("How contact goes on"), choices=list(KINDS.items()), widget=TICKS
    )
    contact: Any = forms.ModelChoiceField(
        label=_("Their contact"), queryset=None, required=False, empty_label=_("none")
    )
    channel = forms.ChoiceField(
        label=_("Which way"), choices=[("", _("any")), *Channel.choices], required=False
    )
    times = forms.CharField(label=_("Which times"), max_length=120, required=False)
    every_days = forms.IntegerField(
        label=_("Once in how many days"), min_value=1, max_value=180, required=False
    )
    reason = forms.CharField(
        label=_("Reason"), widget=TALL, help_text=_("In words that they are going to read.")
    )
    from_date = DayField(label=_("From"))
    review_date = DayField(label=_("Looked at again by"), help_text=_("Within half a year."))

    def details(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        given = dict(self.cleaned_data)
        contact = given.pop("contact")
        return {
            **given, "kinds": tuple(given["kinds"]), "contact_id": contact.pk if contact else None,
        }  # fmt: skip


class ToldForm(forms.Form):
    how = forms.CharField(label=_("How they were told"), max_length=200)


class ReviewForm(forms.Form):
    words = forms.CharField(label=_("Why it goes on"), widget=TALL)
    review_date = DayField(label=_("Looked at again by"))


class EndForm(forms.Form):
    outcome = forms.CharField(label=_("What came of it"), widget=TALL)


class AppealForm(forms.Form):
    words = forms.CharField(label=_("What they say"), widget=TALL)


class JudgeForm(forms.Form):
    """What another manager makes of an appeal."""

    outcome = forms.ChoiceField(
        label=_("Answer"), choices=AppealOutcome.choices, widget=forms.RadioSelect
    )
    grounds = forms.CharField(label=_("Grounds"), widget=TALL)


class RulesForm(forms.Form):
    """How people are to be treated here."""

    words = forms.CharField(
        label=_("Our rules of conduct"), widget=forms.Textarea(attrs={"rows": 8}), required=False,
        help_text=_("They stand in every notice, and hold for both sides."),
    )  # fmt: skip
    appeal = forms.CharField(label=_("Where an appeal goes"), max_length=500, required=False)
    suggests = forms.BooleanField(
        label=_("Suggest what may be seen in a talk"), required=False,
        help_text=_("By simple rules that say why. Most hints on ordinary mail are wrong."),
    )  # fmt: skip


class ConsentForm(forms.Form):
    reader: Any = forms.ModelChoiceField(label=_("Who may see it"), queryset=None)

    def __init__(self, *args: Any, leads: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        found = colleagues().filter(pk__in=[one.pk for one in leads])
        offer(self, reader=found)


SAID = [
    ("", _("no answer")), (0, _("never")), (25, _("seldom")), (50, _("sometimes")),
    (75, _("often")), (100, _("always")),
]  # fmt: skip


class CheckForm(forms.Form):
    """What somebody asks themselves; any question may be left out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, label in CHECKS.items():
            self.fields[key] = forms.TypedChoiceField(
                label=label, choices=SAID, coerce=int, empty_value=None, required=False
            )
