from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.promises.states import Side
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import ColleagueField, DueField

WORDS = 300


class MakeForm(forms.Form):
    """A promise between us and one stakeholder; ``party`` is known where one comes from it."""

    who = forms.CharField(
        label=_("With whom"), max_length=300, help_text=_("The number or the whole name")
    )
    side = forms.ChoiceField(
        label=_("Who promises"), choices=Side.choices, initial=Side.WE, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("What"), max_length=WORDS)
    due_at = DueField(label=_("By when"), required=False)
    owner = ColleagueField(label=_("Who sees to it"))
    their_owner = forms.CharField(
        label=_("Who sees to it on their side"), required=False, max_length=120
    )
    source = forms.CharField(
        label=_("The sentence it was made in"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, party: Party | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"owner": user.pk, **self.initial}
        self.user = user
        self.party = party
        if party is not None:
            del self.fields["who"]

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        self.party = party_named(self.user, words)
        if self.party is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words


class WordsForm(forms.Form):
    """What was promised; of a promise of theirs also who sees to it there."""

    words = forms.CharField(label=_("What"), max_length=WORDS)
    their_owner = forms.CharField(
        label=_("Who sees to it on their side"), required=False, max_length=120
    )

    def __init__(self, *args: Any, is_ours: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_ours:
            del self.fields["their_owner"]


class MoveForm(forms.Form):
    due_at = DueField(label=_("New date"))
    why = forms.CharField(label=_("Why"), max_length=WORDS)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=WORDS)


class MaybeWhyForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=WORDS, required=False)
