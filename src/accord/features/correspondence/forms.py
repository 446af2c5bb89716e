from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries import promises_in, proposed_for
from accord.features.engagement.queries import FoundPromise
from accord.features.engagement.states import Direction
from accord.features.promises.actions import PromiseDetails
from accord.features.promises.states import Side
from accord.features.stakeholders.queries import party_named
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import last_second
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.inputs import ColleagueField, DayField

WORDS = 200


def _told(found: FoundPromise) -> str:
    """Say who promised what until when, in one line."""
    words = f"{Side(found.side).label}: {visible(found.words)}"
    return (
        f"{words} ({formats.short_date(found.day, today=formats.local(clock.now()))})"
        if found.day
        else words
    )


def _details(found: FoundPromise) -> PromiseDetails:
    due = last_second(found.day, settings.HOUSE_TIME_ZONE) if found.day else None
    return PromiseDetails(found.words, side=found.side, due_at=due, source=found.source)


class FileForm(forms.Form):
    """Whom a message is from or to, by name or number."""

    party = forms.CharField(label=_("Stakeholder"), max_length=300)
    remembers = forms.BooleanField(
        label=_("Keep the address with them, so that the next mail is filed by itself"),
        required=False, initial=True,
    )  # fmt: skip
    promises = forms.MultipleChoiceField(
        label=_("Promises to make of it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, user: Any, message: Message, ticks: bool = False, **options: Any
    ) -> None:
        """Offer the stakeholder it most probably belongs to; ``ticks`` chooses what it promises."""
        super().__init__(*args, **options)
        self.user = user
        proposed = proposed_for(user, message)
        if proposed is not None:
            self.fields["party"].initial = f"{proposed.ref} {proposed.name}"
        if message.direction != Direction.IN:
            del self.fields["remembers"]
        self.found = promises_in(message)
        if not self.found:
            del self.fields["promises"]
            return
        choices = self.fields["promises"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101 -- as declared above
        if ticks:
            choices.initial = [str(n) for n in range(len(self.found))]
        choices.choices = [(str(n), _told(each)) for n, each in enumerate(self.found)]

    def details(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        chosen = [self.found[int(n)] for n in self.cleaned_data.get("promises", ())]
        return {
            "parties": [self.cleaned_data["party"]],
            "remembers": self.cleaned_data.get("remembers", False),
            "promises": tuple(_details(each) for each in chosen),
        }

    def clean_party(self) -> Any:
        found = party_named(self.user, self.cleaned_data["party"])
        if found is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return found


class GiveForm(forms.Form):
    """Whose address it is, by name or number."""

    party = forms.CharField(label=_("Stakeholder"), max_length=300)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_party(self) -> Any:
        found = party_named(self.user, self.cleaned_data["party"])
        if found is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return found


class AssignForm(forms.Form):
    to = ColleagueField(label=_("To whom"))


class BlockForm(forms.Form):
    pattern = forms.CharField(
        label=_("Address or domain"), max_length=254, help_text=_("“@else.example” is all of it.")
    )
    is_for_all = forms.BooleanField(label=_("For everybody here"), required=False)

    def __init__(self, *args: Any, may_for_own: bool, may_for_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_for_all:
            del self.fields["is_for_all"]
        elif not may_for_own:
            self.fields["is_for_all"].required = self.fields["is_for_all"].initial = True


class ContactFormForm(forms.Form):
    """Who reads what anybody writes, and what stands above it."""

    reader = ColleagueField(
        label=_("Who reads it"),
        help_text=_("Their department sees it too. Whoever looks after the sender is told."),
    )
    words = forms.CharField(
        label=_("What stands above it"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    is_open = forms.BooleanField(label=_("Anybody may write"), required=False, initial=True)


class WriteForm(forms.Form):
    """What somebody writes to us, and where an answer reaches them."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("We answer to it.")
    )
    subject = forms.CharField(label=_("What it is about"), max_length=200)
    words = forms.CharField(
        label=_("What you want to tell us"), max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class SnoozeForm(forms.Form):
    until = DayField(label=_("Until"))
    reason = forms.CharField(label=_("Why"), max_length=WORDS)
