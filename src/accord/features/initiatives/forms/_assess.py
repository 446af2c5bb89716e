from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.initiatives.models import Round, Stake
from accord.features.initiatives.states import SCALE_LABELS, SCALES, Level, Quadrant, Way
from accord.foundation.kernel.text import visible

NOT_SET = ("", pgettext_lazy("score", "not set"))
SCORES = [NOT_SET, *((str(score), str(score)) for score in range(1, 6))]


def _score(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=SCORES, required=False, widget=forms.RadioSelect)


class AssessForm(forms.Form):
    """What somebody says of one stake; what is not set is not said."""

    engagement = forms.ChoiceField(
        label=_("Level now"), choices=[NOT_SET, *Level.choices], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    power = _score(SCALE_LABELS["power"])
    interest = _score(SCALE_LABELS["interest"])
    influence = _score(SCALE_LABELS["influence"])
    impact = _score(SCALE_LABELS["impact"])
    legitimacy = _score(SCALE_LABELS["legitimacy"])
    urgency = _score(SCALE_LABELS["urgency"])
    attitude = _score(SCALE_LABELS["attitude"])
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)
    blind = forms.BooleanField(label=_("Keep it blind for the round"), required=False, initial=True)

    def __init__(self, *args: Any, round_: Round | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if round_ is None:
            del self.fields["blind"]
        else:
            self.fields["blind"].help_text = visible(round_.title)

    def said(self) -> dict[str, Any]:
        """Give the answers as the action takes them."""
        given = self.cleaned_data
        scores = {name: int(given[name]) * 10 for name in SCALES if given[name]}
        return {"scores": scores, "engagement": given["engagement"], "reason": given["reason"]}


class RateForm(forms.Form):
    """Power and interest of several stakes at once."""

    def __init__(self, *args: Any, stakes: list[Stake], **options: Any) -> None:
        super().__init__(*args, **options)
        self.stakes = stakes
        for stake in stakes:
            for scale in ("power", "interest"):
                self.fields[f"{scale}-{stake.pk}"] = _score(SCALE_LABELS[scale])

    def rows(self) -> list[tuple[Stake, Any, Any]]:
        return [
            (stake, self[f"power-{stake.pk}"], self[f"interest-{stake.pk}"])
            for stake in self.stakes
        ]

    def said(self) -> list[tuple[Stake, dict[str, int]]]:
        """Give what was said of whom; those of whom nothing was said are left out."""
        found = []
        for stake in self.stakes:
            answers = {
                scale: self.cleaned_data[f"{scale}-{stake.pk}"] for scale in ("power", "interest")
            }
            scores = {scale: int(score) * 10 for scale, score in answers.items() if score}
            if scores:
                found.append((stake, scores))
        return found


class RoundForm(forms.Form):
    title = forms.CharField(label=_("What the round is called"), max_length=200)


class AdviceForm(forms.Form):
    quadrant = forms.ChoiceField(
        label=_("Where on the map"), choices=Quadrant.choices, widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label=_("Which gap"), choices=[("", pgettext_lazy("gap", "any")), *Way.choices],
        required=False,
    )  # fmt: skip
    rhythm_days = forms.IntegerField(label=_("Days between contacts"), min_value=1, max_value=730)
    channel = forms.CharField(label=_("Channel"), max_length=120)
    words = forms.CharField(label=_("Message"), required=False, max_length=300)
    reason = forms.CharField(label=_("Why"), max_length=300)
