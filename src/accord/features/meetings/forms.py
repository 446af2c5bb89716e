"""What is asked when a meeting is planned, run and answered."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.meetings.actions import ItemDetails, MeetingDetails
from accord.features.meetings.models import Meeting
from accord.features.meetings.queries import Proposal
from accord.features.meetings.states import Answer, ItemKind, Rhythm
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.stakeholders.states import Visibility
from accord.features.tradeoffs.queries import in_order as tradeoffs_in_order
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import ColleagueField, DayField, DueField, offer

TALL = forms.Textarea(attrs={"rows": 3})
_SAID = [(value, label) for value, label in Answer.choices if value != Answer.NONE]


def _clock() -> forms.TimeInput:
    return forms.TimeInput({"type": "time"}, format="%H:%M")


class MeetingForm(forms.Form):
    """What for, when, where, who leads it."""

    title = forms.CharField(label=_("What the meeting is called"), max_length=200)
    purpose = forms.CharField(
        label=_("To what end"), required=False, max_length=2000, widget=TALL,
        help_text=_("What will be decided or known afterwards"),
    )  # fmt: skip
    day = DayField(label=_("Day"))
    begins = forms.TimeField(label=_("Begins at"), widget=_clock(), initial="10:00")
    lasts = forms.IntegerField(label=_("How many minutes"), min_value=5, max_value=1440, initial=60)
    place = forms.CharField(
        label=_("Where"), required=False, max_length=300, help_text=_("A room, or an address")
    )
    chair = ColleagueField(label=_("Who leads it"))
    taker = ColleagueField(label=_("Who writes it down"), required=False)
    initiative: Any = forms.ModelChoiceField(
        label=_("Initiative"), queryset=None, required=False, empty_label=_("none")
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.EVERYONE,
        help_text=_("Named people are those who lead, write or are invited."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        choice: Any = self.fields["initiative"]
        choice.queryset = initiatives_visible_to(user).filter(is_active=True).order_by("sort_key")

    def details(self) -> MeetingDetails:
        given: dict[str, Any] = self.cleaned_data
        zone = timezone.get_current_timezone()
        starts = datetime.combine(given["day"], given["begins"], tzinfo=zone)
        same = ("title", "purpose", "place", "chair", "taker", "initiative", "visibility")
        return MeetingDetails(
            starts_at=starts, ends_at=starts + timedelta(minutes=given["lasts"]),
            **{name: given[name] for name in same},
        )  # fmt: skip


def initial_of(meeting: Meeting) -> dict[str, Any]:
    there = timezone.localtime(meeting.starts_at)
    same = ("title", "purpose", "place", "chair", "taker", "initiative", "visibility")
    return {
        "day": there.date(), "begins": there.time(), "lasts": meeting.planned_minutes,
        **{name: getattr(meeting, name) for name in same},
    }  # fmt: skip


class _Asking(forms.Form):
    """Who is asked to come: colleagues, and parties a line each."""

    people: "forms.ModelMultipleChoiceField[User]" = forms.ModelMultipleChoiceField(
        colleagues(), label=_("Colleagues"), required=False
    )
    parties = forms.CharField(
        label=_("Stakeholders"), required=False, max_length=6000, widget=TALL,
        help_text=_("The number or the whole name, one on each line"),
    )  # fmt: skip
    user: User

    def clean_parties(self) -> list[Party]:
        lines = [line.strip() for line in self.cleaned_data["parties"].splitlines()]
        found = {line: party_named(self.user, line) for line in lines[:200] if line}
        unknown = [line for line, party in found.items() if party is None]
        if unknown:
            words = _("Nobody of this name or number is here: %(who)s")
            raise forms.ValidationError(words, params={"who": unknown[0]})
        return [party for party in found.values() if party is not None]


class PlanForm(_Asking, MeetingForm):
    """A new meeting, with those who are to come."""

    rhythm = forms.ChoiceField(
        label=_("Again"), required=False, choices=[("", _("only once")), *Rhythm.choices]
    )
    field_order = ("title", "purpose", "day", "begins", "lasts", "parties", "people", "place",
                   "chair", "taker", "rhythm", "initiative", "visibility")  # fmt: skip


class InviteForm(_Asking):
    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user


class AddressForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False,
        help_text=_("Invitation and minutes go there; without one, nothing is sent."),
    )  # fmt: skip


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=300, widget=TALL)


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = forms.CharField(label=_("What is to be spoken of"), max_length=300)
    minutes = forms.IntegerField(
        label=_("How many minutes"), min_value=1, max_value=480, initial=10
    )
    kind = forms.ChoiceField(
        label=_("What for"), choices=ItemKind.choices, initial=ItemKind.DISCUSSION
    )
    presenter = ColleagueField(label=_("Who speaks first"), required=False)

    def details(self) -> ItemDetails:
        return ItemDetails(**self.cleaned_data)


class TakeUpForm(forms.Form):
    """Which of what waits between us goes on the agenda."""

    chosen = forms.MultipleChoiceField(
        label=_("Put on the agenda"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody invited reads the agenda."),
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip

    def __init__(self, *args: Any, proposals: list[Proposal], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {one.key: one for one in proposals}
        field: Any = self.fields["chosen"]
        field.choices = [
            (key, f"{one.title} ({one.why}, {one.origin_ref})") for key, one in self.offered.items()
        ]
        field.initial = [key for key, one in self.offered.items() if one.is_between_us]

    def proposals(self) -> list[Proposal]:
        return [self.offered[key] for key in self.cleaned_data["chosen"]]


class TaskForm(forms.Form):
    owner = ColleagueField(label=_("Who does it"))
    due_at = DueField(label=_("By when"), required=False)


class AnswerForm(forms.Form):
    """Whether one comes, with a word to whoever leads it."""

    answer = forms.ChoiceField(
        label=_("Do you come?"), choices=[
            (Answer.YES, _("Yes")), (Answer.MAYBE, _("Perhaps")), (Answer.NO, _("No")),
        ], widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("A word to whoever leads it"), required=False, max_length=500, widget=TALL
    )
    needs = forms.CharField(
        label=_("What you need to take part"), required=False, max_length=300,
        help_text=_("Large print, an interpreter, no stairs"),
    )  # fmt: skip


class AnswerForForm(forms.Form):
    answer = forms.ChoiceField(label=_("What they said"), choices=_SAID)
    words = forms.CharField(label=_("In their words"), required=False, max_length=500)


class ProposeForm(forms.Form):
    title = forms.CharField(label=_("What you want to speak of"), max_length=300)


class FinishForm(forms.Form):
    """Who came, as everybody who was asked unless unticked."""

    came = forms.MultipleChoiceField(
        label=_("Who came"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, asked: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        field: Any = self.fields["came"]
        field.choices = [(str(key), name) for key, name in asked]
        field.initial = [str(key) for key, _name in asked]

    def absent(self) -> list[int]:
        came = set(self.cleaned_data["came"])
        return [key for key, _name in self.asked if str(key) not in came]


class CorrectForm(forms.Form):
    notes = forms.CharField(
        label=_("Minutes"), strip=False, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("What came of them stays as it was made; the next version goes out anew."),
    )  # fmt: skip


class TieForm(forms.Form):
    """The record of what was weighed for a decision."""

    tradeoff: Any = forms.ModelChoiceField(
        label=_("Trade-off"), queryset=None, empty_label=_("none")
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, tradeoff=tradeoffs_in_order(user))
