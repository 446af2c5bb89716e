"""What may be said of a talk that is logged: put right, points, marked passages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.actions import Correction, HighlightDetails
from accord.features.engagement.models import Interaction
from accord.features.engagement.states import MOST_MINUTES, Channel, Direction, Mood
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.needs.models import Need
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import ColleagueField, DueField

WORDS = 500
PASSAGE = 1000


class CorrectForm(forms.Form):
    """A talk as it should have been logged; who took part stays unless unticked."""

    text = forms.CharField(
        label=_("What happened?"), strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-names": "all"}),
    )  # fmt: skip
    parties = forms.MultipleChoiceField(
        label=_("With whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    also = forms.CharField(
        label=_("And with"), required=False, max_length=300,
        help_text=_("The number or the whole name"),
    )  # fmt: skip
    happened_at = DueField(label=_("When"))
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    direction = forms.ChoiceField(label=_("Who came to whom"), choices=Direction.choices)
    is_formal = forms.BooleanField(
        label=_("Formal"), required=False, help_text=_("Minutes, a letter, an official channel")
    )
    mood = forms.TypedChoiceField(
        label=_("How did it go?"), required=False, coerce=int, empty_value=None,
        choices=[("", _("not said")), *Mood.choices],
    )  # fmt: skip
    initiative: "forms.ModelChoiceField[Initiative]" = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Initiative"), required=False
    )
    minutes = forms.IntegerField(
        label=_("Minutes of ours"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    attendees: "forms.ModelMultipleChoiceField[User]" = forms.ModelMultipleChoiceField(
        colleagues(), label=_("Who of us took part"), required=False
    )
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=Visibility.choices)
    readers: "forms.ModelMultipleChoiceField[User]" = forms.ModelMultipleChoiceField(
        colleagues(), label=_("Named people"), required=False
    )

    def __init__(self, *args: Any, user: User, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.known = user, {party.ref: party for party in parties}
        self.more: Party | None = None
        who: Any = self.fields["parties"]
        who.choices = [(party.ref, party.name) for party in parties]
        choice: Any = self.fields["initiative"]
        choice.queryset = initiatives_visible_to(user).order_by("sort_key")

    def clean_also(self) -> str:
        words: str = self.cleaned_data["also"]
        if words:
            self.more = party_named(self.user, words)
            if self.more is None:
                raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words

    def correction(self, talk: Interaction, at: datetime) -> Correction:
        given = self.cleaned_data
        chosen = [self.known[ref] for ref in given["parties"]]
        if self.more is not None and self.more not in chosen:
            chosen.append(self.more)
        return Correction(
            text=given["text"], channel=given["channel"], direction=given["direction"],
            happened_at=_moment(given["happened_at"], talk.at, at),
            parties=tuple(chosen), is_formal=given["is_formal"],
            mood=given["mood"], minutes=given["minutes"],
            initiative_id=given["initiative"].pk if given["initiative"] else None,
            attendee_ids=tuple(person.pk for person in given["attendees"]),
            visibility=given["visibility"],
            reader_ids=tuple(person.pk for person in given["readers"]),
        )  # fmt: skip


def _moment(said: datetime, was: datetime, at: datetime) -> datetime:
    """Give when it was: to the minute as the form shows it; a day alone is today's so far."""
    if said.replace(second=0, microsecond=0) == was.replace(second=0, microsecond=0):
        return was
    return min(said, at) if timezone.localdate(said) == timezone.localdate(at) else said


def correct_initial(
    talk: Interaction, parties: Sequence[Party], attendees: Sequence[User], readers: Sequence[int]
) -> dict[str, Any]:
    """Give what the form shows of a talk as it stands."""
    at: datetime = timezone.localtime(talk.at)
    plain = ("text", "channel", "direction", "is_formal", "mood", "minutes", "visibility")
    return {
        **{name: getattr(talk, name) for name in plain},
        "initiative": talk.initiative_id,
        "happened_at": at,
        "parties": [party.ref for party in parties],
        "attendees": [person.pk for person in attendees],
        "readers": list(readers),
    }


class PointForm(forms.Form):
    text = forms.CharField(
        label=_("What was discussed"), max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    needs_follow_up = forms.BooleanField(label=_("To be followed up"), required=False)


class FollowUpForm(forms.Form):
    owner = ColleagueField(label=_("Who does it"))
    due_at = DueField(label=_("By when"), required=False)


class MissedForm(forms.Form):
    words = forms.CharField(
        label=_("What was missing"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("So that it is there next time"),
    )  # fmt: skip


class MarkForm(forms.Form):
    """A passage, word for word, and what the reader says of it."""

    passage = forms.CharField(
        label=_("Passage"), strip=False, max_length=PASSAGE,
        help_text=_("Word for word as it stands in the talk"),
        widget=forms.Textarea(attrs={"rows": 3, "data-passage": ""}),
    )  # fmt: skip
    mood = forms.TypedChoiceField(
        label=_("How it sounds to you"), required=False, coerce=int, empty_value=None,
        choices=[("", _("not said")), *Mood.choices],
    )  # fmt: skip
    party = forms.ModelChoiceField(
        Party.objects.none(), label=_("Whom it concerns"), required=False
    )
    need = forms.ModelChoiceField(Need.objects.none(), label=_("What it touches"), required=False)

    def __init__(self, *args: Any, user: User, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        keys = [party.pk for party in parties]
        who: Any = self.fields["party"]
        who.queryset = Party.objects.filter(pk__in=keys).order_by("sort_key")
        need: Any = self.fields["need"]
        need.queryset = needs_visible_to(user).filter(party__in=keys).order_by("-pk")

    def details(self) -> HighlightDetails:
        given = self.cleaned_data
        return HighlightDetails(given["passage"], given["mood"], given["party"], given["need"])
