"""What people type at the door."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.forms import NewPasswordField, PasswordField
from accord.foundation.accounts.models import User


class SignInForm(LoginForm):  # type: ignore[misc]
    """Mail address and password; the browser may offer a passkey in the first field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("Mail address"), max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
        )  # fmt: skip
        self.fields["password"] = PasswordField(label=_("Password"))


class JoinForm(forms.Form):
    """What somebody says who was invited."""

    name = forms.CharField(
        label=_("Your name"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    password = NewPasswordField(
        label=_("Password"),
        help_text=_("At least 12 characters; four or five words are a good start."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        self.person.name = name
        self.fields["password"].person = self.person  # type: ignore[attr-defined]
        return name


class WelcomeForm(JoinForm):
    """The same for the first administrator, whom nobody invited."""

    email = forms.EmailField(
        label=_("Mail address"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )  # fmt: skip
    also_works = forms.BooleanField(
        label=_("I also work with stakeholders"), required=False, initial=True,
        help_text=_("Administering alone shows no stakeholder. Nobody gives roles to themselves."),
    )  # fmt: skip
    field_order = ("name", "email", "password", "also_works")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        self.person.email = email
        return email


class MailForm(forms.Form):
    email = forms.EmailField(label=_("New mail address"), max_length=254)


class PasskeyNameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
