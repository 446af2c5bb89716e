from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import pillars_of
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.keymessages.states import LONGEST, Holds, Kind
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.queries import open_segments
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui.inputs import ColleagueField, DayField

TALL = {"rows": 5}
LOW = {"rows": 3}


class MessageForm(forms.Form):
    """What we say on a point, what proves it, what is not to be said."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices, initial=Kind.MESSAGE)
    title = forms.CharField(label=_("In a sentence, or the question"), max_length=200)
    words = forms.CharField(
        label=_("What we say, or the answer"), max_length=LONGEST,
        widget=forms.Textarea(attrs=TALL),
    )  # fmt: skip
    proofs = forms.CharField(
        label=_("What proves it, one a line"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs=LOW),
    )  # fmt: skip
    unsaid = forms.CharField(
        label=_("What not to say, one a line"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs=LOW),
        help_text=_("A letter with these words in this order is warned of."),
    )  # fmt: skip
    pillar = forms.ChoiceField(label=_("Under which pillar"), required=False)
    audience: "forms.ModelChoiceField[Segment]" = forms.ModelChoiceField(
        open_segments(), label=_("For the segment"), required=False, empty_label=_("everybody")
    )
    need = forms.CharField(
        label=_("About the need"), required=False, max_length=20, help_text=_("Its number: N-0042")
    )
    owner = ColleagueField(label=_("Owner"))

    def __init__(
        self, *args: Any, user: User, initiative: Initiative | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.user = user
        words = [row.words for row in pillars_of(initiative)] if initiative else []
        choice: Any = self.fields["pillar"]
        choice.choices = [("", _("none")), *((one, visible(one)) for one in words)]
        if not words:
            del self.fields["pillar"]

    def clean_need(self) -> Any:
        ref = self.cleaned_data["need"].strip()
        need = needs_visible_to(self.user).filter(ref=ref).first() if ref else None
        if ref and need is None:
            raise forms.ValidationError(_("There is no such record."))
        return need

    def details(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given.pop("initiative", None)
        need, owner, audience = given.pop("need"), given.pop("owner"), given.pop("audience")
        keys = {"need_id": need, "owner_id": owner, "audience_id": audience}
        return {**given, **{name: one.pk if one else None for name, one in keys.items()}}


class DraftForm(MessageForm):
    initiative: Any = forms.ModelChoiceField(queryset=None, label=_("Initiative"))
    field_order = ("initiative",)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        choice: Any = self.fields["initiative"]
        found = initiatives_visible_to(user).filter(is_active=True)
        choice.queryset = found.order_by("sort_key", "pk")


class ApproveForm(forms.Form):
    expires_on = DayField(label=_("It may be said until"))


class MatterForm(forms.Form):
    name = forms.CharField(label=_("What must be told alike"), max_length=120)
    words = forms.CharField(
        label=_("By which words a text speaks of it"), max_length=1000,
        widget=forms.Textarea(attrs=LOW),
        help_text=_(
            "One way or language a line; all words of a line stand in one sentence. "
            "The beginnings of words are enough: “road open”."
        ),
    )  # fmt: skip


class DecideForm(forms.Form):
    holds = forms.ChoiceField(
        label=_("Which holds?"), choices=Holds.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("What is true"), max_length=500, required=False)


class TellForm(forms.Form):
    ref = forms.CharField(
        label=_("By which talk or letter"), max_length=20,
        help_text=_("Its number: K-0118 or W-0007"),
    )  # fmt: skip
