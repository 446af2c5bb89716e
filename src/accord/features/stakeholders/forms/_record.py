"""What people add to a record: ways to reach, posts, names, consent, a new owner."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.forms._fact import languages
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import (
    active_categories,
    active_topics,
    consent_purposes,
    visible_to,
)
from accord.features.stakeholders.states import (
    Channel,
    ConsentState,
    Kind,
    NameKind,
    PlaceRole,
    Purpose,
    Visibility,
)
from accord.foundation.accounts.queries import colleagues
from accord.foundation.kernel import clock
from accord.foundation.ui import formats
from accord.foundation.ui.inputs import DayField


class PartyByName(forms.CharField):
    """A party given by its reference or its exact name, among those the person may see."""

    def __init__(self, *, user: Any, kinds: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self.user, self.kinds = user, kinds
        self.widget.attrs |= {"list": "party-names", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        code = words.split(" ", 1)[0].upper()
        found = visible_to(self.user).filter(kind__in=self.kinds)
        party = found.filter(ref=code).first() or found.filter(name=words).first()
        if party is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return party


class AddForm(forms.Form):
    """The least that a new stakeholder needs."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=300)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=active_categories(), required=False, empty_label=""
    )
    mail = forms.CharField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False)
    summary = forms.CharField(label=_("In short"), max_length=500, required=False)


class ContactForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    value = forms.CharField(label=_("Address or number"), max_length=500)
    purpose = forms.ChoiceField(label=_("Used for"), choices=Purpose.choices)
    label = forms.CharField(label=_("Note"), max_length=60, required=False)
    from_date = DayField(label=_("From"), required=False)
    until_date = DayField(label=_("Until"), required=False)
    is_primary = forms.BooleanField(label=_("Use this one first"), required=False)


class PostForm(forms.Form):
    """A post in an organisation; for a move, what was held before ends the day before."""

    post = forms.CharField(label=_("Post"), max_length=200, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=200, required=False)
    from_date = DayField(label=_("From"), required=False)
    until_date = DayField(label=_("Until"), required=False)
    moves = forms.BooleanField(label=_("They left what they held before"), required=False)

    def __init__(self, *args: Any, user: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = party.kind == Kind.PERSON
        kinds = (Kind.ORGANISATION, Kind.GROUP) if person else (Kind.PERSON,)
        other = PartyByName(user=user, kinds=kinds)
        other.label = _("Organisation") if person else _("Person")
        self.fields["other"] = other
        self.order_fields(["other", "post", "unit", "from_date", "until_date", "moves"])
        if not person:
            del self.fields["moves"]


class EndPostForm(forms.Form):
    until_date = DayField(label=_("Last day"), initial=lambda: formats.local(clock.now()))


class NameForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=NameKind.choices)
    text = forms.CharField(label=_("Name"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", ""), *languages()]
    )


class IdentifierForm(forms.Form):
    scheme = forms.CharField(label=_("Register"), max_length=30)
    value = forms.CharField(label=_("Number"), max_length=120)


class GroupForm(forms.Form):
    from_date = DayField(label=_("From"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = PartyByName(user=user, kinds=(Kind.GROUP,))
        group.label = _("Group")
        self.fields["group"] = group
        self.order_fields(["group", "from_date"])


class ConsentForm(forms.Form):
    purpose = forms.ModelChoiceField(label=_("For what"), queryset=consent_purposes())
    state = forms.ChoiceField(label=_("What they said"), choices=ConsentState.choices)
    source = forms.CharField(label=_("Where it came from"), max_length=200, required=False)
    evidence = forms.CharField(label=_("Evidence"), required=False, widget=forms.Textarea)


class PermissionForm(forms.Form):
    is_contact_permitted = forms.BooleanField(label=_("We may contact them"), required=False)
    contact_refusal = forms.CharField(label=_("Why not"), max_length=300, required=False)
    is_sensitive = forms.BooleanField(
        label=_("Handle with care"), required=False,
        help_text=_("Shown as a mark on the record and before each contact"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("is_contact_permitted") and not found.get("contact_refusal"):
            self.add_error("contact_refusal", _("Say why, so that others understand."))
        if found.get("is_contact_permitted"):
            found["contact_refusal"] = ""
        return found


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("New owner"), queryset=colleagues())
    deputy = forms.ModelChoiceField(label=_("Deputy"), queryset=colleagues(), required=False)
    words = forms.CharField(label=_("What they should know"), required=False, widget=forms.Textarea)


class RetireForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class RestrictForm(forms.Form):
    visibility = forms.ChoiceField(
        label=_("Who may see this record"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    readers = forms.ModelMultipleChoiceField(
        label=_("Named people"),
        queryset=colleagues(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), strip=False, widget=forms.Textarea(attrs={"data-names": "colleagues"})
    )
    visibility = forms.ChoiceField(label=_("Who may read it"), choices=Visibility.choices)
    readers = forms.ModelMultipleChoiceField(
        label=_("Named people"),
        queryset=colleagues(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class TopicsForm(forms.Form):
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=active_topics(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class PlaceForm(forms.Form):
    """A place by its reference or its exact name; another name makes a new one."""

    place = forms.CharField(
        label=_("Place"), max_length=200, help_text=_("Its number or name; a new name adds it")
    )
    latitude = forms.FloatField(
        label=_("Latitude"), required=False, help_text=_("Degrees north, as 59.437")
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, help_text=_("Degrees east, as 24.754")
    )
    role = forms.ChoiceField(label=_("What they are to it"), choices=PlaceRole.choices)
