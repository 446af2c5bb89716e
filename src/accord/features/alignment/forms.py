from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.alignment.queries import aims
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.foundation.accounts.models import User
from accord.foundation.ui.inputs import offer


class VisionForm(forms.Form):
    words = forms.CharField(
        label=_("What we want to be for those we depend on"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reason = forms.CharField(label=_("Why"), max_length=300)


class AimForm(forms.Form):
    words = forms.CharField(label=_("What the vision asks for"), max_length=200)


class ServeForm(forms.Form):
    """Which initiative serves which aim, and how."""

    initiative: Any = forms.ModelChoiceField(label=_("Initiative"), queryset=None)
    aim: Any = forms.ModelChoiceField(label=_("Aim"), queryset=None)
    words = forms.CharField(label=_("How it serves it"), max_length=300)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        active = initiatives_visible_to(user).filter(is_active=True).order_by("sort_key", "pk")
        offer(self, initiative=active, aim=aims())
