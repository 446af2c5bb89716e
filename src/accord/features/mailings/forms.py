from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.letters.queries import templates_visible_to
from accord.features.letters.states import Kind
from accord.features.mailings.actions import MailingDetails
from accord.features.mailings.models import Choice, Mailing
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import consent_purposes, open_segments, party_named
from accord.foundation.kernel.text import visible
from accord.foundation.ui.inputs import DayField, offer


class MailingForm(forms.Form):
    """What goes to whom, for which purpose, how fast."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("For us; nobody who gets it reads it.")
    )
    template: Any = forms.ModelChoiceField(
        label=_("Template"), queryset=None,
        help_text=_("Each reads it in their language, with their own fields filled in."),
    )  # fmt: skip
    purpose: Any = forms.ModelChoiceField(
        label=_("For what they agreed"), queryset=None,
        help_text=_("Only who consented to this gets it."),
    )  # fmt: skip
    segments: Any = forms.ModelMultipleChoiceField(
        label=_("For these segments"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    parties = forms.CharField(
        label=_("And for these stakeholders"), max_length=4000, required=False,
        help_text=_("Name or number; several with a semicolon."),
    )  # fmt: skip
    without_segments: Any = forms.ModelMultipleChoiceField(
        label=_("But not for these segments"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    without_parties = forms.CharField(
        label=_("And not for these stakeholders"), max_length=4000, required=False,
        help_text=_("Name or number; several with a semicolon."),
    )  # fmt: skip
    per_minute = forms.IntegerField(
        label=_("At most so many in a minute"), min_value=1, max_value=1000, initial=60
    )
    has_paper = forms.BooleanField(
        label=_("On paper for those who want letters on paper"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        segments = open_segments().order_by("name")
        offer(
            self, template=templates_visible_to(user).filter(kind=Kind.LETTER),
            purpose=consent_purposes(), segments=segments, without_segments=segments,
        )  # fmt: skip

    def clean_parties(self) -> tuple[Party, ...]:
        return self._named("parties")

    def clean_without_parties(self) -> tuple[Party, ...]:
        return self._named("without_parties")

    def _named(self, name: str) -> tuple[Party, ...]:
        found: dict[int, Party] = {}
        for words in filter(None, map(str.strip, self.cleaned_data[name].split(";"))):
            party = party_named(self.user, words)
            if party is None:
                raise forms.ValidationError(
                    _("“%(name)s” is not here."), params={"name": visible(words)}
                )
            found[party.pk] = party
        return tuple(found.values())

    def details(self) -> MailingDetails:
        given = dict(self.cleaned_data)
        for name in ("segments", "without_segments"):
            given[name] = tuple(given[name])
        return MailingDetails(**given)


class PostedForm(forms.Form):
    """On which day the copies on paper were posted."""

    posted_at = DayField(label=_("Posted on"))


def as_given(
    mailing: Mailing, choices: Iterable[Choice], names: Mapping[int, str]
) -> dict[str, Any]:
    """Give what a mailing says as its form asks for it; ``names`` are those that one may see."""
    given: dict[str, Any] = {
        name: getattr(mailing, name)
        for name in ("title", "template", "purpose", "per_minute", "has_paper")
    }
    rows = list(choices)
    for is_excluded, before in ((False, ""), (True, "without_")):
        mine = [one for one in rows if one.is_excluded == is_excluded]
        given[f"{before}segments"] = [one.segment_id for one in mine if one.segment_id]
        given[f"{before}parties"] = "; ".join(
            f"{one.party.ref} {names[one.party.pk]}"
            for one in mine
            if one.party and one.party.pk in names
        )
    return given
