from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.initiatives.models import Stake
from accord.features.workshops.models import Card
from accord.foundation.kernel.text import visible

SCORES = range(1, 6)
HOURS = [("2", _("two hours")), ("8", _("today")), ("168", _("a week"))]


class OpenForm(forms.Form):
    """What is laid out in a workshop, and for how long the link is good."""

    title = forms.CharField(label=_("What the workshop is called"), max_length=200)
    hours = forms.TypedChoiceField(
        label=_("The link is good for"), choices=HOURS, coerce=int, initial="8",
        widget=forms.RadioSelect,
    )  # fmt: skip
    stakes = forms.MultipleChoiceField(
        label=_("Who is to be placed"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has the link sees these names. What is restricted is not offered."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, candidates: list[tuple[Stake, bool]], most: int, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offered = {str(stake.pk): stake for stake, _is_missing in candidates}
        stakes = self.fields["stakes"]
        assert isinstance(stakes, forms.MultipleChoiceField)  # noqa: S101 -- as declared above
        stakes.choices = [(key, visible(one.party.name)) for key, one in self.offered.items()]
        missing = [str(stake.pk) for stake, is_missing in candidates if is_missing]
        stakes.initial = missing[:most]

    def chosen(self) -> list[Stake]:
        return [self.offered[key] for key in self.cleaned_data["stakes"]]


class JoinForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=80,
        help_text=_("The facilitator sees it, the others don't."),
    )  # fmt: skip


class PutForm(forms.Form):
    """Where one card goes: the square of a small map that was tapped, power first."""

    place = forms.ChoiceField(
        label=_("Power and interest"),
        choices=[(f"{power}-{interest}",) * 2 for power in SCORES for interest in SCORES],
        error_messages={"required": _("Tap a square of the map.")},
    )  # fmt: skip

    def tenths(self) -> dict[str, int]:
        power, interest = self.cleaned_data["place"].split("-")
        return {"power": int(power) * 10, "interest": int(interest) * 10}


class AdoptForm(forms.Form):
    """Which cards are taken over to the map."""

    cards = forms.MultipleChoiceField(
        label=pgettext_lazy("workshop", "Take over"), error_messages={
            "required": _("Choose at least one."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, cards: list[Card], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {str(card.pk): card for card in cards}
        field = self.fields["cards"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- as declared above
        field.choices = [(key, key) for key in self.offered]

    def chosen(self) -> list[Card]:
        return [self.offered[key] for key in self.cleaned_data["cards"]]
