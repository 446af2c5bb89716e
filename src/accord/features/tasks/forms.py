from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.tasks.actions import Repeat
from accord.features.tasks.models import Task
from accord.features.tasks.queries import visible_to
from accord.features.tasks.states import RepeatUnit
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import ColleagueField, DueField

WORDS = 300


class EffortField(forms.DecimalField):
    """Hours as people say them, kept as minutes."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Hours it should take"), required=False, min_value=Decimal("0.05"),
            max_value=Decimal(1000), decimal_places=2,
        )  # fmt: skip

    def clean(self, value: Any) -> int | None:
        hours = super().clean(value)
        return None if hours is None else max(1, round(hours * 60))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{Decimal(value) / 60:.2f}".rstrip("0").rstrip(".")
        return value


class _Repeating(forms.Form):
    every = forms.IntegerField(
        label=_("Repeats every"), required=False, min_value=1, max_value=365,
        help_text=_("When it is done, the next one is made. Empty: it does not repeat."),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("Days, weeks, months"), choices=RepeatUnit.choices, required=False,
        initial=RepeatUnit.WEEK,
    )  # fmt: skip

    @staticmethod
    def repeat(given: dict[str, Any]) -> Repeat | None:
        """Take what was said of repeating out of the answers."""
        every, unit = given.pop("every"), given.pop("unit")
        return Repeat(every, unit or RepeatUnit.WEEK) if every else None


class RepeatForm(_Repeating):
    pass


class ItemForm(forms.Form):
    text = forms.CharField(label=_("Step"), max_length=WORDS)


class DependForm(forms.Form):
    needs = forms.CharField(
        label=_("Which task has to be done first"), max_length=20,
        help_text=_("Its number, such as T-0012"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_needs(self) -> Task:
        found = visible_to(self.user).filter(ref=self.cleaned_data["needs"].strip().upper()).first()
        if found is None:
            raise forms.ValidationError(_("No task of this number is here."))
        return found


class AddForm(_Repeating):
    """Something to be done; ``party`` is known where one comes from it."""

    title = forms.CharField(label=_("What is to be done"), max_length=WORDS)
    who = forms.CharField(
        label=_("About whom"), max_length=WORDS, required=False,
        help_text=_("The number or the whole name"),
    )  # fmt: skip
    due_at = DueField(label=_("By when"), required=False)
    owner = ColleagueField(label=_("Who does it"))
    effort_minutes = EffortField()
    steps = forms.CharField(
        label=_("Steps"), required=False, max_length=4000, help_text=_("One on each line"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    field_order = ("title", "who", "due_at", "owner", "effort_minutes", "steps", "every", "unit")

    def items(self) -> tuple[str, ...]:
        return tuple(
            line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()
        )

    def __init__(self, *args: Any, user: User, party: Party | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"owner": user.pk, **self.initial}
        self.user = user
        self.party = party
        if party is not None:
            del self.fields["who"]

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        if words:
            self.party = party_named(self.user, words)
            if self.party is None:
                raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words


class ChangeForm(forms.Form):
    title = forms.CharField(label=_("What is to be done"), max_length=WORDS)
    due_at = DueField(label=_("By when"), required=False)
    effort_minutes = EffortField()


class DropForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=WORDS)
