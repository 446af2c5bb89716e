from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.actions import TalkDetails
from accord.features.engagement.forms._found import Found
from accord.features.engagement.queries import FoundNeed
from accord.features.engagement.states import MOST_MINUTES, Channel, Direction, Mood
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.ui.inputs import DayField

KEPT_ON_DEVICE = timedelta(days=30)


class LogForm(forms.Form):
    """One text field is enough; the rest is as the note says unless somebody chooses."""

    text = forms.CharField(
        label=_("What happened?"), required=False, strip=False, widget=forms.Textarea
    )
    about = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    who = forms.CharField(label=_("With whom"), required=False, max_length=300)
    mood = forms.TypedChoiceField(
        label=_("How did it go?"), choices=Mood.choices, required=False, coerce=int,
        empty_value=None, widget=forms.RadioSelect,
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("How"), choices=[("", _("as the note says")), *Channel.choices], required=False
    )
    direction = forms.ChoiceField(
        label=_("Who came to whom"), choices=[("", _("as the note says")), *Direction.choices],
        required=False,
    )  # fmt: skip
    is_formal = forms.BooleanField(
        label=_("Formal"), required=False, help_text=_("Minutes, a letter, an official channel")
    )
    day = DayField(label=_("When"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, required=False,
        initial=Visibility.EVERYONE,
    )  # fmt: skip
    initiative: "forms.ModelChoiceField[Initiative]" = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Initiative"), required=False
    )
    minutes = forms.IntegerField(
        label=_("Minutes of ours"), required=False, min_value=1, max_value=MOST_MINUTES,
    )  # fmt: skip
    attendees: "forms.ModelMultipleChoiceField[User]" = forms.ModelMultipleChoiceField(
        colleagues(), label=_("Who else of us"), required=False
    )
    readers: "forms.ModelMultipleChoiceField[User]" = forms.ModelMultipleChoiceField(
        colleagues(), label=_("Named people"), required=False
    )
    once = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    written = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["initiative"]
        choice.queryset = initiatives_visible_to(user).filter(is_active=True).order_by("sort_key")

    def written_at(self, at: datetime) -> datetime:
        """Give when the note was written: earlier, where it waited on a device."""
        try:
            written = datetime.fromisoformat(self.data.get("written", ""))
        except ValueError:
            return at
        if timezone.is_naive(written) or not at - KEPT_ON_DEVICE < written < at:
            return at
        return written

    def details(self, found: Found, at: datetime) -> TalkDetails:
        """Put together what the note says and what was chosen."""
        given: dict[str, Any] = self.cleaned_data
        reading = found.reading
        return TalkDetails(
            text=given["text"],
            channel=given["channel"] or reading.channel or Channel.CALL,
            direction=given["direction"] or reading.direction,
            happened_at=self._happened(given["day"] or reading.happened, at),
            mood=given["mood"],
            is_formal=given["is_formal"],
            visibility=given["visibility"] or Visibility.EVERYONE,
            reader_ids=tuple(person.pk for person in given["readers"]),
            promises=tuple(p.details() for p in found.promises if p.is_on),
            needs=tuple(FoundNeed(one.words, one.source) for one in found.needs if one.is_on),
            heard=tuple(heard.need for heard in found.heard if heard.is_on),
            points=tuple((point.words, point.is_open) for point in found.points if point.is_on),
            attendee_ids=tuple(person.pk for person in given["attendees"]),
            minutes=given["minutes"],
            initiative_id=given["initiative"].pk if given["initiative"] else None,
            once=given["once"],
        )

    def _happened(self, day: date | None, at: datetime) -> datetime:
        written = self.written_at(at)
        there = timezone.localtime(written)
        if day is None or day == there.date():
            return written
        return there.replace(year=day.year, month=day.month, day=day.day)
