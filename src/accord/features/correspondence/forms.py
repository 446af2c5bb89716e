from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.correspondence.models import Message
from accord.features.engagement.states import Direction
from accord.features.stakeholders.queries import party_named
from accord.foundation.ui.inputs import Day

WORDS = 200


class FileForm(forms.Form):
    """Whom a message is from or to, by name or number."""

    party = forms.CharField(label=_("Stakeholder"), max_length=300)
    remembers = forms.BooleanField(
        label=_("Keep the address with them, so that the next mail is filed by itself"),
        required=False, initial=True,
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, message: Message, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if message.direction != Direction.IN:
            del self.fields["remembers"]

    def clean_party(self) -> Any:
        found = party_named(self.user, self.cleaned_data["party"])
        if found is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return found


class SnoozeForm(forms.Form):
    until = forms.DateField(label=_("Until"), widget=Day())
    reason = forms.CharField(label=_("Why"), max_length=WORDS)
