"""What people type at the door, in place of the forms of the library that opens it."""

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts import actions, browsers, factors, sealing
from accord.foundation.accounts.brakes import ASKING, LETTERS, Braked, Mark, code_marks, mark
from accord.foundation.accounts.models import User
from accord.foundation.accounts.passwords import LONGEST
from accord.foundation.kernel import clock

PENDING_SECRET = "totp-secret"  # noqa: S105 -- where the session keeps it, sealed
PENDING_STEP = "totp-step"


class PasswordField(forms.CharField):
    """A password as it is typed: nothing is trimmed, pasting is welcome."""

    def __init__(self, *, autocomplete: str = "current-password", **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=LONGEST, widget=widget, **options)


class NewPasswordField(PasswordField):
    """A new password, measured by what the person is called."""

    person: User | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(autocomplete="new-password", **options)

    def clean(self, value: Any) -> Any:
        return account_adapter().clean_password(super().clean(value), user=self.person)


class NewPasswordForm(forms.Form):
    """The form behind the link of a letter."""

    password1 = NewPasswordField(label=_("New password"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user: User | None = kwargs.pop("user", None)
        kwargs.pop("temp_key", None)
        super().__init__(*args, **kwargs)
        self.fields["password1"].person = self.user  # type: ignore[attr-defined]

    def save(self) -> None:
        account_adapter().set_password(self.user, self.cleaned_data["password1"])


class ChangePasswordForm(forms.Form):
    oldpassword = PasswordField(label=_("Your password now"))
    password1 = NewPasswordField(label=_("New password"))

    def __init__(self, user: User | None = None, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["password1"].person = user  # type: ignore[attr-defined]

    def clean_oldpassword(self) -> str:
        typed = str(self.cleaned_data["oldpassword"])
        if not account_adapter().reauthenticate(self.user, typed):
            raise forms.ValidationError(say("This is not your password."), code="wrong")
        return typed

    def save(self) -> None:
        account_adapter().set_password(self.user, self.cleaned_data["password1"])


class ResetForm(forms.Form):
    """Asks for a letter; behaves the same for every address."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def clean(self) -> dict[str, Any]:
        _count([mark(ASKING, browsers.network(context.request))])
        return self.cleaned_data

    def save(self, request: Any, **_kwargs: Any) -> str:
        del request
        email = str(self.cleaned_data["email"]).strip().lower()
        at = clock.now()
        try:
            actions.brake(marks=[mark(LETTERS, email)], at=at)
        except Braked:
            return email
        actions.ask_reset(email=email, at=at)
        return email


class CodeForm(forms.Form):
    """The second factor that is typed: six digits of an app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}
        ),
    )
    reauthenticated = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user: User = kwargs.pop("user")
        self.authenticator: Authenticator | None = None
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        marks = marks_of(self.user)
        _count(marks)
        taken = self._recovered(typed) if factors.is_recovery_code(typed) else self._shown(typed)
        if not taken:
            raise forms.ValidationError(say("This code is wrong, or was used."), code="wrong")
        actions.release(marks=marks, at=clock.now())
        return typed

    def save(self) -> None:
        if self.authenticator is not None:
            post_authentication(
                context.request, self.authenticator, reauthenticated=self.reauthenticated
            )
            return
        extra = {"reauthenticated": True} if self.reauthenticated else {}
        record_authentication(context.request, self.user, "mfa", type="recovery_codes", **extra)

    def _recovered(self, typed: str) -> bool:
        network = browsers.network(context.request)
        return actions.use_recovery_code(
            person=self.user, code=typed, at=clock.now(), network=network
        )

    def _shown(self, typed: str) -> bool:
        kind = Authenticator.Type.TOTP
        held = Authenticator.objects.filter(user=self.user, type=kind).first()
        if held is None:
            return False
        held.user = self.user
        step = factors.totp_step(decrypt(held.data["secret"]), typed, clock.now())
        if step is None or not actions.use_totp(authenticator=held, step=step):
            return False
        self.authenticator = held
        return True


class ConfirmCodeForm(CodeForm):
    reauthenticated = True


class ActivateAppForm(forms.Form):
    """Proves that the app got the secret; until then only the session has it, sealed."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user: User = kwargs.pop("user")
        super().__init__(*args, **kwargs)
        session = context.request.session
        sealed = session.get(PENDING_SECRET, "") if self.is_bound else ""
        self.secret = sealing.unseal(sealed) if sealed else factors.new_totp_secret()
        if not sealed:
            session[PENDING_SECRET] = sealing.seal(self.secret)

    def clean_code(self) -> str:
        marks = marks_of(self.user)
        _count(marks)
        typed = str(self.cleaned_data["code"])
        step = factors.totp_step(self.secret, typed, clock.now())
        if step is None:
            said = say("This code is wrong. Is the clock of your phone right?")
            raise forms.ValidationError(said, code="wrong")
        actions.release(marks=marks, at=clock.now())
        context.request.session[PENDING_STEP] = step
        return typed


def marks_of(person: User) -> list[Mark]:
    """Name what a wrong code counts against: the account, in all flows together."""
    return code_marks(person.pk, device=browsers.known(context.request, email=person.email))


def _count(marks: list[Mark]) -> None:
    try:
        actions.brake(marks=marks, at=clock.now())
    except Braked as refusal:
        raise forms.ValidationError(str(refusal), code="braked") from refusal
