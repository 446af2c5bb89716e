from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.queries import FoundPromise
from accord.features.letters.actions import LetterDetails
from accord.features.letters.queries import Origin, names_open_to, templates_visible_to, wording_for
from accord.features.letters.states import LANGUAGES, Kind, Scope
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.foundation.arrivals.models import Sight
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.inputs import ColleagueField, DayField, DueField, offer

MORNING = 8
_LAST = (23, 59, 59)


class WriteForm(forms.Form):
    """A letter: to whom, what, for whose eyes, who reads it before it leaves."""

    to = forms.CharField(
        label=_("To"), max_length=2000,
        help_text=_("Name or number; several with a semicolon. Each gets a mail of their own."),
    )  # fmt: skip
    sender: Any = forms.ModelChoiceField(
        label=_("In whose name"), queryset=None, required=False, empty_label=_("my own"),
    )  # fmt: skip
    template: Any = forms.ModelChoiceField(
        label=_("Begin with"), queryset=None, required=False,
        help_text=_("A template or saved reply, in the language of the first you write to."),
    )  # fmt: skip
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 14}), required=False
    )
    sight = forms.ChoiceField(
        label=_("Who may read it here"), choices=Sight.choices, initial=Sight.EVERYONE
    )
    reader = ColleagueField(
        label=_("Second reader"), required=False,
        help_text=_("It leaves once they agreed to it."),
    )  # fmt: skip
    not_before = DueField(
        label=_("Not before"), required=False, help_text=_("A day alone is its morning.")
    )

    def __init__(self, *args: Any, user: Any, origin: Origin | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.origin = origin
        offer(self, template=templates_visible_to(user))
        names = names_open_to(user)
        if names.exists():
            offer(self, sender=names)
        else:
            del self.fields["sender"]
        if not self.data.get("template"):  # else its words come from there
            self.fields["subject"].required = self.fields["text"].required = True
        people = self.fields["reader"]
        people.queryset = people.queryset.exclude(pk=user.pk)  # type: ignore[attr-defined]

    def clean_to(self) -> tuple[Party, ...]:
        found: dict[int, Party] = {}
        for words in filter(None, map(str.strip, self.cleaned_data["to"].split(";"))):
            party = party_named(self.user, words)
            if party is None:
                raise forms.ValidationError(
                    _("“%(name)s” is not here."), params={"name": visible(words)}
                )
            found[party.pk] = party
        return tuple(found.values())

    def clean_not_before(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["not_before"]
        if moment is not None and (moment.hour, moment.minute, moment.second) == _LAST:
            return moment.replace(hour=MORNING, minute=0, second=0)
        return moment

    def clean(self) -> dict[str, Any]:
        """Put in the words of the template: below what was written, above nothing."""
        given = self.cleaned_data
        template, to = given.get("template"), given.get("to")
        if template is not None and to:
            found = wording_for(template, to[0].language)
            if found is not None:
                given["text"] = "\n\n".join(filter(None, (given.get("text", ""), found.text)))
                given["subject"] = given.get("subject") or found.subject
        for name in ("subject", "text"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("Write at least a word."))
        return given

    def details(self) -> LetterDetails:
        given = dict(self.cleaned_data)
        return LetterDetails(
            parties=given.pop("to"), about=self.origin.ref if self.origin else "",
            answers=self.origin.answers if self.origin else None, **given,
        )  # fmt: skip


class SendForm(forms.Form):
    """Which of the promises in a letter are to be kept."""

    promises = forms.MultipleChoiceField(
        label=_("Promises to make of it once it was sent"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, found: list[FoundPromise], **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = found
        choices = self.fields["promises"]
        choices.choices = [(str(n), _told(each)) for n, each in enumerate(found)]  # type: ignore[attr-defined]
        if not found:
            del self.fields["promises"]

    def chosen(self) -> list[FoundPromise]:
        return [self.found[int(n)] for n in self.cleaned_data.get("promises", ())]


def _told(found: FoundPromise) -> str:
    words = visible(found.words)
    if found.day is None:
        return words
    return f"{words} ({formats.short_date(found.day, today=formats.local(clock.now()))})"


class AddressForm(forms.Form):
    """To which of their addresses a copy goes."""

    address = forms.ChoiceField(label=_("Address"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, addresses: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, address=[(one, visible(one)) for one in addresses])


class AllowForm(forms.Form):
    colleague = ColleagueField(
        label=_("Colleague"), help_text=_("They may write letters in your name until you end it.")
    )


class GiveForm(forms.Form):
    to = ColleagueField(label=_("To whom"))


class SendBackForm(forms.Form):
    words = forms.CharField(
        label=_("What should change"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class PostedForm(forms.Form):
    """On which day it went by post."""

    posted_at = DayField(label=_("Posted on"))


class MannerForm(forms.Form):
    """How letters leave here."""

    delay_seconds = forms.IntegerField(
        label=_("Seconds in which a letter can be called back"), min_value=0, max_value=3600
    )
    has_pause = forms.BooleanField(
        label=_("Let a letter that reads as if written in anger wait 15 minutes"), required=False
    )
    needs_reader = forms.BooleanField(label=_("Each letter has a second reader"), required=False)
    most_touches = forms.IntegerField(
        label=_("Warn from this many contacts on"), min_value=1, max_value=100,
        help_text=_("Mail, letters, calls, visits, meetings and events of all departments count."),
    )  # fmt: skip
    touch_days = forms.IntegerField(label=_("Within days"), min_value=1, max_value=365)


class TemplateForm(forms.Form):
    """A template, and its words in one language."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices, initial=Kind.LETTER)
    scope = forms.ChoiceField(
        label=_("Who may use it"), choices=Scope.choices, initial=Scope.OWN,
        help_text=_("What others use as well is kept by leads."),
    )  # fmt: skip
    purpose = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    subject = forms.CharField(
        label=_("Subject"), max_length=200, required=False,
        help_text=_("A saved reply has none."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Fields such as {{ party.salutation }} are filled in for each."),
    )  # fmt: skip


class SignForm(forms.Form):
    text = forms.CharField(
        label=_("Signature"), widget=forms.Textarea(attrs={"rows": 4}), required=False,
        max_length=1000,
    )  # fmt: skip
