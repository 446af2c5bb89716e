from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.states import Channel
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.initiatives.states import Kind as InitiativeKind
from accord.features.knowledge import actions, queries
from accord.features.knowledge.models import Note
from accord.features.knowledge.states import Duty, Kind
from accord.foundation.accounts.models import User
from accord.foundation.accounts.names import ROLES
from accord.foundation.accounts.queries import colleagues
from accord.foundation.kernel.roles import READERS
from accord.foundation.ui.inputs import ColleagueField, DayField, DueField, offer

NAMES = (
    "kind", "title", "words", "happened", "resolution", "trigger", "topics", "initiative_kind",
    "channel", "initiative", "about", "is_for_all", "until_date",
)  # fmt: skip


def tall(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def naming() -> forms.Textarea:
    """Offer colleagues behind an @ while one types."""
    return forms.Textarea(attrs={"rows": 4, "data-names": "colleagues"})


class NoteForm(forms.Form):
    """What a note says, and what a lesson fits."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=Kind.choices, initial=Kind.BUSINESS,
        widget=forms.RadioSelect,
    )  # fmt: skip
    title = forms.CharField(label=_("In one line"), max_length=200)
    words = forms.CharField(
        label=_("What is to be known; of a lesson: what we recommend"), widget=tall(6),
        help_text=_("Whom a reader may not see is not to be named here."),
    )  # fmt: skip
    trigger = forms.CharField(
        label=_("When it applies"), max_length=300, required=False,
        help_text=_("For example: works near a school"),
    )  # fmt: skip
    happened = forms.CharField(label=_("The problem"), widget=tall(), required=False)
    resolution = forms.CharField(label=_("How it was solved"), widget=tall(), required=False)
    topics = forms.CharField(
        label=_("Topics"), max_length=300, required=False,
        help_text=_("Parted by commas; a lesson is offered where one of them is named."),
    )  # fmt: skip
    initiative_kind = forms.ChoiceField(
        label=_("Fits this kind of initiative"), required=False,
        choices=[("", _("any")), *InitiativeKind.choices],
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Fits this kind of talk"), required=False,
        choices=[("", _("any")), *Channel.choices],
    )  # fmt: skip
    initiative: Any = forms.ModelChoiceField(
        label=_("Initiative"), queryset=None, required=False, empty_label=_("none")
    )
    about = forms.CharField(
        label=_("The record it came from"), max_length=20, required=False,
        help_text=_("For example P-0118"),
    )  # fmt: skip
    is_for_all = forms.BooleanField(
        label=_("Everybody may read it"), required=False, initial=True,
        help_text=_("Else only those to whom it is addressed."),
    )  # fmt: skip
    until_date = DayField(label=_("Holds until"), required=False)

    def __init__(self, *args: Any, user: User, note: Note | None = None, **options: Any) -> None:
        if note is not None:
            options["initial"] = {name: getattr(note, name) for name in NAMES}
        super().__init__(*args, **options)
        offered = initiatives_visible_to(user).order_by("sort_key")
        offer(self, initiative=offered)

    def details(self) -> actions.NoteDetails:
        return actions.NoteDetails(**{name: self.cleaned_data[name] for name in NAMES})


class AmendForm(NoteForm):
    """A new meaning, to be read anew."""

    due_at = DueField(label=_("To be acknowledged by"), required=False)


class PublishForm(forms.Form):
    """Who is to read a note, and what they owe it."""

    duty = forms.ChoiceField(
        label=_("What they owe it"), choices=Duty.choices, initial=Duty.ACKNOWLEDGE,
        widget=forms.RadioSelect,
    )  # fmt: skip
    everyone = forms.BooleanField(label=_("Everybody here"), required=False)
    departments: Any = forms.ModelMultipleChoiceField(
        label=_("Departments"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    people: Any = forms.ModelMultipleChoiceField(
        label=_("Colleagues"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    initiative: Any = forms.ModelChoiceField(
        label=_("Those who work on an initiative"), queryset=None, required=False,
        empty_label=_("none"),
        help_text=_("Its owner, its department, and the owners of those with a stake in it."),
    )  # fmt: skip
    due_at = DueField(label=_("To be acknowledged by"), required=False)
    is_urgent = forms.BooleanField(
        label=_("Urgent"), required=False, help_text=_("Quiet hours do not hold it back.")
    )

    by_rules = forms.BooleanField(
        label=_("Also whom the rules lead it to"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: User, note: Note, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = [route.name for route in queries.routes_for(note)]
        self.fields["by_rules"].help_text = ", ".join(rules) or _("No rule fits this note.")
        offered = {
            "departments": queries.open_departments(), "people": colleagues(),
            "initiative": initiatives_visible_to(user).order_by("sort_key"),
        }  # fmt: skip
        offer(self, **offered)

    def to(self) -> actions.To:
        given = self.cleaned_data
        lists = {name: list(given[name]) for name in ("departments", "people")}
        return actions.To(**{**given, **lists})


class RouteForm(forms.Form):
    """A rule: which notes, who is to read them, what they owe them, and why."""

    name = forms.CharField(label=_("Name"), max_length=120)
    reason = forms.CharField(
        label=_("Why they are to know"), max_length=300,
        help_text=_("Whoever gets a note by this rule reads it."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Notes of this kind"), required=False, initial=Kind.BULLETIN,
        choices=[("", _("any")), *Kind.choices],
    )  # fmt: skip
    topic = forms.CharField(
        label=_("That name this topic"), max_length=80, required=False,
        help_text=_("An issue, as it stands among the topics of a note. Empty: any."),
    )  # fmt: skip
    initiative: Any = forms.ModelChoiceField(
        label=_("About this initiative"), queryset=None, required=False, empty_label=_("any")
    )
    department: Any = forms.ModelChoiceField(
        label=_("Who: of this department and below"), queryset=None, required=False,
        empty_label=_("any"),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Who: with this role"), required=False,
        choices=[("", _("any")), *((key, words) for key, words in ROLES.items() if key in READERS)],
    )  # fmt: skip
    is_of_initiative = forms.BooleanField(
        label=_("Who: works on the initiative of the note"), required=False
    )
    duty = forms.ChoiceField(
        label=_("What they owe it"), choices=Duty.choices, initial=Duty.ACKNOWLEDGE,
        widget=forms.RadioSelect,
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Days to acknowledge it"), initial=7, min_value=1, max_value=90
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = {
            "department": queries.open_departments(),
            "initiative": initiatives_visible_to(user).order_by("sort_key"),
        }
        offer(self, **offered)

    def details(self) -> actions.RouteDetails:
        return actions.RouteDetails(**self.cleaned_data)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why it holds no longer"), max_length=300)


class AcknowledgeForm(forms.Form):
    words = forms.CharField(label=_("What I do about it"), max_length=500, widget=tall(2))


class AskForm(forms.Form):
    words = forms.CharField(label=_("Your question"), max_length=1000, widget=naming())


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("The answer, for all who read it"), widget=naming())


class CorrectForm(forms.Form):
    """The task that mends the cause."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = ColleagueField(label=_("Who does it"))
    due_at = DueField(label=_("Due"), required=False)
