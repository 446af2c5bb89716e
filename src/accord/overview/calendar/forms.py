from django import forms
from django.utils.translation import gettext_lazy as _

from accord.overview.calendar.states import Whose


class FeedForm(forms.Form):
    """A feed for one's own calendar; its name says where it is used."""

    name = forms.CharField(
        label=_("Where you use it"), max_length=120, help_text=_("Telephone, mail program")
    )
    whose = forms.ChoiceField(label=_("Whose"), choices=Whose.choices)
