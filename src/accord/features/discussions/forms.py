"""What is asked of moderators and of members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.discussions.actions import SpaceDetails
from accord.features.discussions.models import Space
from accord.features.discussions.states import LONGEST
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import ColleagueField, offer

TALL = forms.Textarea(attrs={"rows": 4})


class SpaceForm(forms.Form):
    """What a space is about, and who moderates it."""

    initiative: Any = forms.ModelChoiceField(label=_("Initiative"), queryset=None)
    title = forms.CharField(label=_("What it is about"), max_length=200)
    purpose = forms.CharField(
        label=_("To what end"), required=False, max_length=4000, widget=TALL,
        help_text=_("Members read it above what is said: what you ask, and how you talk there."),
    )  # fmt: skip
    owner = ColleagueField(label=_("Who moderates"))
    checks_first = forms.BooleanField(
        label=_("A moderator sees first what is said"), required=False, initial=True,
        help_text=_("Otherwise it is shown at once, and can be hidden."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, space: Space | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if space is not None:
            del self.fields["initiative"]
            return
        offered = initiatives_visible_to(user).order_by("sort_key")
        offer(self, initiative=offered)

    def details(self) -> SpaceDetails:
        given: dict[str, Any] = self.cleaned_data
        return SpaceDetails(
            given["title"], given["owner"].pk, given["purpose"], checks_first=given["checks_first"]
        )


class InviteForm(forms.Form):
    """Who is invited: some of those with a stake, or somebody else by name."""

    chosen: Any = forms.ModelMultipleChoiceField(
        label=_("Of those with a stake"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    who = forms.CharField(
        label=_("Somebody else"), required=False, max_length=300,
        help_text=_("The number or the whole name"),
    )  # fmt: skip
    by_mail = forms.BooleanField(label=_("Send each their link by e-mail"), required=False)

    def __init__(self, *args: Any, user: User, offered: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        offer(self, chosen=offered)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        named = party_named(self.user, given["who"]) if given.get("who") else None
        if given.get("who") and named is None:
            self.add_error("who", _("Nobody of this name or number is here."))
        self.parties: list[Party] = [*given.get("chosen", ()), *([named] if named else [])]
        if not self.parties and not self.errors:
            raise forms.ValidationError(_("Choose who is invited."))
        return given


class SayForm(forms.Form):
    """What is said; ``parent`` is what it answers."""

    text = forms.CharField(label=_("What you want to say"), max_length=LONGEST, widget=TALL)
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)


class JoinForm(forms.Form):
    name = forms.CharField(
        label=_("How you want to be called"), max_length=120,
        help_text=_("The others read this name. We know who has the link."),
    )  # fmt: skip
    organisation = forms.CharField(
        label=_("Your organisation, if the others are to read it"), required=False, max_length=120
    )
    wants_digest = forms.BooleanField(
        label=_("Tell me by e-mail once a day what is new"), required=False
    )


class LeaveForm(forms.Form):
    takes_back = forms.BooleanField(
        label=_("Take back what I said"), required=False,
        help_text=_("Otherwise it stays, without your name."),
    )  # fmt: skip


class ReportForm(forms.Form):
    words = forms.CharField(label=_("What is wrong with it"), max_length=500, widget=TALL)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=300, help_text=_("Who said it reads this."))


class SummaryForm(forms.Form):
    text = forms.CharField(label=_("Where it stands"), max_length=8000, widget=TALL)
