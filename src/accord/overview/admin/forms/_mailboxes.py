"""Where a mailbox is, how to get in, and which of its folders are read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts import queries
from accord.foundation.accounts.models import Department, User
from accord.foundation.arrivals.actions import MailboxDetails
from accord.foundation.arrivals.models import Mailbox, Sight
from accord.foundation.ui.inputs import DayField, offer
from accord.overview.admin.forms._fields import (
    ColleagueField,
    Versioned,
    offer_departments,
)


def _secret(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=hint, widget=widget, required=False, strip=False, max_length=10_000
    )


class MailboxForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As you call it: “Office mail”")
    )
    host = forms.CharField(label=_("Server"), max_length=253, help_text=_("imap.example.org"))
    security = forms.ChoiceField(label=_("Connection"), choices=Mailbox.Security.choices)
    port = forms.IntegerField(label=_("Port"), initial=993, min_value=1, max_value=65535)
    user = forms.CharField(label=_("User"), max_length=254)
    sign_in = forms.ChoiceField(label=_("Signs in by"), choices=Mailbox.SignIn.choices)
    secret = _secret(_("Password or token"))
    token_url = forms.CharField(
        label=_("Address for new tokens"), max_length=500, required=False,
        help_text=_("If your provider gave you a refresh token. The token above is that one then."),
    )  # fmt: skip
    client_id = forms.CharField(label=_("Client"), max_length=254, required=False)
    client_secret = _secret(_("Secret of the client"))
    since = DayField(
        label=_("Read mail since"), required=False, help_text=_("Without a day: all there is.")
    )
    sight = forms.ChoiceField(label=_("Who sees what is filed"), choices=Sight.choices)
    is_findable = forms.BooleanField(
        label=_("Its mail can be searched by its words"), required=False, initial=True,
        help_text=_("For those who may read it. Counts for mail that comes from now on."),
    )  # fmt: skip

    def details(self) -> MailboxDetails:
        given = {name: self.cleaned_data[name] for name in MailboxForm.base_fields}
        return MailboxDetails(**given, department=self.cleaned_data.get("department"))


class SharedMailboxForm(MailboxForm):
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(),
        help_text=_("Its people see what waits, and file it."),
    )  # fmt: skip
    owner = ColleagueField(
        label=_("Who looks after it"), queryset=User.objects.none(),
        help_text=_("What nobody takes waits for them."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self)
        offer(
            self,
            sight=[(key, words) for key, words in Sight.choices if key != Sight.PRIVATE],
            owner=queries.colleagues(),
        )
        self.order_fields(["name", "department", "owner"])


class MailboxChangeForm(MailboxForm, Versioned):
    secret = _secret(_("Password or token"), _("Leave it empty to keep what is there."))
    client_secret = _secret(_("Secret of the client"), _("Leave it empty to keep what is there."))


def initial_of(mailbox: Mailbox) -> dict[str, Any]:
    kept = MailboxForm.base_fields.keys() - {"secret", "client_secret"}
    return {name: getattr(mailbox, name) for name in kept} | {"seen": mailbox.version}


class _AnyOf(forms.MultipleChoiceField):
    """What the server offered a moment ago is not asked for again when it is chosen."""

    def valid_value(self, value: Any) -> bool:
        return bool(value)


class FoldersForm(forms.Form):
    folders = _AnyOf(
        label=_("Folders that are read"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["folders"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101 -- as declared above
        choices.choices = [(name, name) for name in names or []]
