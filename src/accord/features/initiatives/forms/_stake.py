from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.features.initiatives.states import WANTED, Level, Participation, Stance
from accord.features.stakeholders.models import Party, Segment
from accord.features.stakeholders.queries import open_segments, parties_of, party_named
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui.inputs import ColleagueField, DayField

UNSAID = ("", _("not said"))
MOST = 500


class StakeForm(forms.Form):
    """What a party is to an initiative, and where we want it."""

    role = forms.CharField(label=_("Role"), required=False, max_length=200)
    owner = ColleagueField(label=_("Owner"), required=False)
    wanted = forms.ChoiceField(
        label=_("Level wanted"), choices=[UNSAID, *WANTED], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    wanted_by = DayField(label=_("By when"), required=False)
    participation = forms.ChoiceField(
        label=_("Say in decisions"), choices=[UNSAID, *Participation.choices], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Evidence"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def details(self) -> dict[str, Any]:
        """Give the answers by the columns they are kept in."""
        given = {name: self.cleaned_data[name] for name in StakeForm.base_fields}
        chosen = given.pop("owner")
        return {**given, "owner_id": chosen.pk if chosen else None}


class TakeForm(StakeForm):
    """Whose stake it is: one name or number in each line, a segment, or both."""

    who = forms.CharField(
        label=_("Who has a stake"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A number or a whole name in each line"),
    )  # fmt: skip
    segment: "forms.ModelChoiceField[Segment]" = forms.ModelChoiceField(
        open_segments(), label=_("Or everybody in a segment"), required=False
    )
    picked = forms.MultipleChoiceField(
        label=_("Of this category"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("picked", "who", "segment")

    def __init__(
        self, *args: Any, user: User, at: datetime, offered: Sequence[Party] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.user, self.at = user, at
        self.offered = {party.ref: party for party in offered}
        self.parties: list[Party] = []
        picked = self.fields["picked"]
        assert isinstance(picked, forms.MultipleChoiceField)  # noqa: S101 -- as declared above
        picked.choices = [(ref, visible(party.name)) for ref, party in self.offered.items()]
        if not offered:
            del self.fields["picked"]

    def clean_picked(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["picked"]
        self.parties += [self.offered[ref] for ref in chosen]
        return chosen

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        for line in filter(None, map(str.strip, words.splitlines())):
            if (found := party_named(self.user, line)) is None:
                raise forms.ValidationError(
                    say("Nobody of this name or number is here: %(name)s") % {"name": line}
                )
            self.parties.append(found)
        return words

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if segment := given.get("segment"):
            self.parties += list(parties_of(segment, user=self.user, at=self.at)[:MOST])
        if not self.parties and "who" not in self.errors:
            raise forms.ValidationError(say("Say who has a stake."))
        return given


class EndForm(forms.Form):
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class RedLineForm(forms.Form):
    issue = forms.CharField(label=_("Issue"), max_length=120)
    stance = forms.ChoiceField(
        label=_("Stance"), choices=Stance.choices, initial=Stance.CONDITIONAL,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(label=_("What they will not accept"), required=False, max_length=300)


class LevelForm(forms.Form):
    """At which level somebody was put: where they stand now, or where we want them."""

    party = forms.CharField(max_length=20)
    what = forms.ChoiceField(choices=[("now", ""), ("wanted", "")])
    level = forms.ChoiceField(choices=Level.choices)
    reason = forms.CharField(required=False, max_length=300)


class PlaceForm(forms.Form):
    """Where somebody was moved to on the map."""

    party = forms.CharField(max_length=20)
    power = forms.DecimalField(min_value=1, max_value=5, decimal_places=1)
    interest = forms.DecimalField(min_value=1, max_value=5, decimal_places=1)
    reason = forms.CharField(required=False, max_length=300)
