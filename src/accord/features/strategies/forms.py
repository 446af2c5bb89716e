from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.states import Channel
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.initiatives.states import Participation
from accord.features.stakeholders.models import Party, Segment
from accord.features.stakeholders.queries import open_segments, party_named
from accord.features.strategies import queries
from accord.features.strategies.models import Strategy
from accord.features.strategies.states import (
    MOST_RHYTHM,
    DeliverableState,
    ObjectiveState,
    Risk,
)
from accord.foundation.accounts.models import Department, User
from accord.foundation.accounts.queries import departments
from accord.foundation.ui.inputs import ColleagueField, DayField

TALL = {"rows": 4}
UNSAID = ("", _("not said"))
MONEY: dict[str, Any] = {
    "max_digits": 12, "decimal_places": 2, "min_value": 0, "required": False,
}  # fmt: skip


class StrategyForm(forms.Form):
    """What is to be reached with stakeholders in some span of time, and at what cost."""

    name = forms.CharField(label=_("Name"), max_length=200)
    initiative: Any = forms.ModelChoiceField(
        queryset=None, label=_("Initiative"), required=False,
        empty_label=_("the whole house"),
    )  # fmt: skip
    owner = ColleagueField(label=_("Owner"))
    department: "forms.ModelChoiceField[Department]" = forms.ModelChoiceField(
        departments(), label=_("Department"), required=False, empty_label=_("none")
    )
    from_date = DayField(label=_("From"))
    until_date = DayField(label=_("Until"))
    purpose = forms.CharField(
        label=_("What it is for"), required=False, widget=forms.Textarea(attrs=TALL)
    )
    research = forms.CharField(
        label=_("What we know of whom it is for"), required=False,
        widget=forms.Textarea(attrs=TALL),
    )  # fmt: skip
    budget = forms.DecimalField(label=_("Budget"), **MONEY)
    risk = forms.ChoiceField(
        label=_("Risk"), choices=[UNSAID, *Risk.choices], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    risk_words = forms.CharField(label=_("What may go wrong"), required=False, max_length=300)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["initiative"]
        choice.queryset = initiatives_visible_to(user).order_by("sort_key", "pk")

    def details(self) -> dict[str, Any]:
        """Give the answers by the columns they are kept in."""
        given = {name: self.cleaned_data[name] for name in StrategyForm.base_fields}
        for name in ("initiative", "owner", "department"):
            chosen = given.pop(name)
            given[f"{name}_id"] = chosen.pk if chosen else None
        return given


class DraftForm(StrategyForm):
    """A new strategy may begin with what usually helps."""

    template = forms.ChoiceField(label=_("Begin with"), required=False)

    field_order = ("template", "name")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        choice: Any = self.fields["template"]
        offered = [(key, make().label) for key, make in queries.TEMPLATES.items()]
        choice.choices = [("", _("an empty page")), *offered]


class ObjectiveForm(forms.Form):
    """What is to be brought about, and by what that is seen."""

    words = forms.CharField(label=_("What is to be reached"), max_length=300)
    measure = forms.CharField(label=_("By what it is seen"), max_length=200, required=False)
    serves: Any = forms.ModelChoiceField(
        queryset=None, label=_("Helps this objective of the initiative"),
        required=False, empty_label=_("none"),
    )  # fmt: skip

    def __init__(self, *args: Any, strategy: Strategy, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["serves"]
        if strategy.initiative is None:
            del self.fields["serves"]
        else:
            choice.queryset = strategy.initiative.objectives.order_by("position", "pk")


class SettleForm(forms.Form):
    """What became of an objective."""

    state = forms.ChoiceField(
        label=_("What became of it"), choices=ObjectiveState.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ActivityForm(forms.Form):
    """One line of work: for whom, how, how often, by whom."""

    title = forms.CharField(label=_("What is done"), max_length=200)
    objective: Any = forms.ModelChoiceField(queryset=None, label=_("For the objective"))
    segment: "forms.ModelChoiceField[Segment]" = forms.ModelChoiceField(
        open_segments(), label=_("For everybody in the segment"), required=False,
        empty_label=_("picked by hand"),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    is_formal = forms.BooleanField(label=_("Formal"), required=False)
    participation = forms.ChoiceField(
        label=_("Say in decisions"), choices=[UNSAID, *Participation.choices], required=False
    )
    rhythm_days = forms.IntegerField(
        label=_("Days between two contacts"), required=False, min_value=1, max_value=MOST_RHYTHM,
        help_text=_("Empty: everybody once, by the last day"),
    )  # fmt: skip
    from_date = DayField(label=_("From"))
    until_date = DayField(label=_("Until"))
    owner = ColleagueField(
        label=_("Who does it"), required=False, empty_label=_("each stakeholder's own contact")
    )
    message = forms.CharField(
        label=_("What we say"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    feedback = forms.CharField(label=_("How we hear back"), required=False, max_length=200)
    cost = forms.DecimalField(label=_("Cost planned"), **MONEY)
    spent = forms.DecimalField(label=_("Spent so far"), **MONEY)

    def __init__(self, *args: Any, strategy: Strategy, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["objective"]
        choice.queryset = queries.objectives_of(strategy)
        del self.fields["spent" if is_new else "objective"]

    def details(self) -> dict[str, Any]:
        """Give the answers by the columns they are kept in, the objective apart."""
        given = dict(self.cleaned_data)
        given.pop("objective", None)
        for name in ("owner", "segment"):
            chosen = given.pop(name)
            given[f"{name}_id"] = chosen.pk if chosen else None
        return given


class AddressForm(forms.Form):
    """Whom an activity is for, one in each line."""

    who = forms.CharField(
        label=_("For whom"), widget=forms.Textarea(attrs=TALL),
        help_text=_("A number or a whole name in each line"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.parties: list[Party] = []

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        for line in filter(None, map(str.strip, words.splitlines())):
            if (found := party_named(self.user, line)) is None:
                raise forms.ValidationError(
                    say("Nobody of this name or number is here: %(name)s") % {"name": line}
                )
            self.parties.append(found)
        return words


class DeliverableForm(forms.Form):
    words = forms.CharField(label=_("What is handed over"), max_length=300)
    due_on = DayField(label=_("By when"))


class DeliveredForm(forms.Form):
    """Whether it was handed over, and where it is."""

    state = forms.ChoiceField(
        label=_("What became of it"), choices=DeliverableState.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("Where it is, or why not")
    )


class CloseForm(forms.Form):
    on = DayField(label=_("When"))
    words = forms.CharField(label=_("How it took place"), max_length=300)


class MoveForm(forms.Form):
    due_on = DayField(label=_("To which day"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)


class EndForm(forms.Form):
    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs=TALL))
