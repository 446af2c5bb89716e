"""One value of a field that people added, asked for as its kind asks."""

from typing import Any

from django import forms

from accord.features.stakeholders.forms._record import PartyByName
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to
from accord.features.stakeholders.states import Kind
from accord.foundation.fields.models import Field, FieldKind
from accord.foundation.ui.inputs import Day

ANY_KIND = tuple(Kind.values)


class CustomForm(forms.Form):
    """Has the one control ``value``; what it may hold, the action says."""

    def __init__(self, field: Field, party: Party, *, user: Any, data: Any = None) -> None:
        super().__init__(data)
        self.field = field
        now = party.custom.get(field.key)
        self.fields["value"] = _control(field, now, user)
        self.initial["value"] = _reference(now, user) if field.kind == FieldKind.PARTY else now

    @property
    def answer(self) -> Any:
        value = self.cleaned_data["value"]
        return value.pk if isinstance(value, Party) else value


def _control(field: Field, now: Any, user: Any) -> forms.Field:
    words: dict[str, Any] = {"label": field.label, "help_text": field.hint, "required": False}
    if field.kind == FieldKind.CHOICE:
        return forms.ChoiceField(choices=[("", "–"), *_choices(field, [now])], **words)
    if field.kind == FieldKind.CHOICES:
        return forms.MultipleChoiceField(choices=_choices(field, now or []), **words)
    if field.kind == FieldKind.PARTY:
        return PartyByName(user=user, kinds=ANY_KIND, **words)
    if field.kind == FieldKind.DATE:
        return forms.CharField(widget=Day(), **words)
    if field.kind == FieldKind.NUMBER:
        return forms.CharField(widget=forms.TextInput({"inputmode": "decimal"}), **words)
    return forms.CharField(max_length=1000, **words)


def _choices(field: Field, now: list[Any]) -> list[tuple[str, str]]:
    """Offer the open choices, and those put away that the record still holds."""
    offered = field.choices
    known = {key for key, _words in offered}
    held = [(key, field.option_label(key)) for key in now if key and key not in known]
    return [*offered, *held]


def _reference(key: int | None, user: Any) -> str:
    found = visible_to(user).filter(pk=key or 0).values_list("ref", "name").first()
    return " ".join(found) if found else ""
