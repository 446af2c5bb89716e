from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import offer

TALL = forms.Textarea(attrs={"rows": 4})


class FeedbackForm(forms.Form):
    """What one tells somebody of what one saw."""

    title = forms.CharField(label=_("What it is about"), max_length=200)
    words = forms.CharField(
        label=_("What you tell them"), widget=TALL,
        help_text=_("What you saw, what came of it, what would help. They read it as it stands."),
    )  # fmt: skip


class ToColleagueForm(FeedbackForm):
    person: Any = forms.ModelChoiceField(label=_("Who it is for"), queryset=None)
    field_order = ("person", "title", "words")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        others = colleagues().exclude(pk=user.pk)
        offer(self, person=others)


class FactForm(forms.Form):
    """On which record feedback rests."""

    ref = forms.CharField(
        label=_("The record"), max_length=20,
        help_text=_("A talk, promise, need or task, for example K-0042"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("What it shows"), max_length=500, widget=TALL,
        help_text=_("The reader sees these words and the day, and not the record."),
    )  # fmt: skip


class RestateForm(forms.Form):
    words = forms.CharField(label=_("What I understood, in my words"), max_length=2000, widget=TALL)


class PublicRestateForm(RestateForm):
    name = forms.CharField(label=_("Your name"), max_length=120)
    field_order = ("name", "words")


class SettleForm(forms.Form):
    """Whether the reader's words are what was meant."""

    is_understood = forms.ChoiceField(
        label=_("Is it what you meant?"), widget=forms.RadioSelect,
        choices=[
            ("yes", pgettext_lazy("feedback", "Yes, understood")),
            ("no", pgettext_lazy("feedback", "No, I meant something else")),
        ],
    )  # fmt: skip
    reply = forms.CharField(
        label=_("What you say to it"), max_length=2000, widget=TALL, required=False
    )
