"""Fields, tags and categories, as those fill them in who govern the words of the house."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accord.foundation.fields import queries
from accord.foundation.fields.carriers import carriers
from accord.foundation.fields.models import Field, FieldKind, Tag
from accord.foundation.kernel.text import fold
from accord.overview.admin.forms._fields import Versioned

CHOICE_KINDS = (FieldKind.CHOICE, FieldKind.CHOICES)
BETWEEN = " | "


def _languages() -> list[tuple[str, Any]]:
    return list(settings.LANGUAGES)


class FieldForm(Versioned):
    """What may be changed of a field: its words in each language, its choices, its use."""

    def __init__(self, *args: Any, field: Field | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.field = field
        first = _languages()[0][0]
        for code, name in _languages():
            self.fields[f"label_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": name}, max_length=80,
                required=code == first,
            )  # fmt: skip
        if field is None or field.kind in CHOICE_KINDS:
            self.fields["choices"] = forms.CharField(
                label=_("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_(
                    "One a line, where the kind is a list. In several languages: "
                    "English | Polish | Estonian | Russian | Chinese."
                ),
            )  # fmt: skip
        self.fields["hint"] = forms.CharField(label=_("Hint"), max_length=200, required=False)
        self.fields["is_filterable"] = forms.BooleanField(
            label=_("Lists can be filtered by it"), required=False
        )
        self.fields["is_required"] = forms.BooleanField(
            label=_("Once given, it can't be left empty"), required=False
        )

    @property
    def labels(self) -> dict[str, str]:
        return {
            code: self.cleaned_data[f"label_{code}"]
            for code, _name in _languages()
            if self.cleaned_data[f"label_{code}"]
        }

    @property
    def hints(self) -> dict[str, str]:
        hint = self.cleaned_data["hint"]
        return {_languages()[0][0]: hint} if hint else {}

    @property
    def options(self) -> list[dict[str, Any]]:
        """Read the choices; one that was there before keeps its key, whatever its words are now.

        It is known again by a word of its own, or else by its place.
        """
        lines = self.cleaned_data.get("choices", "").splitlines()
        labels = [_labels(line) for line in lines if line.strip(" |")]
        old = list(self.field.options) if self.field is not None else []
        keys = [_known(words, old) for words in labels]
        for place, key in enumerate(keys):
            there: dict[str, Any] = old[place] if place < len(old) else {"is_archived": True}
            if key is None and not there.get("is_archived") and there["key"] not in keys:
                keys[place] = there["key"]
        return [
            {"key": key, "labels": words} if key else {"labels": words}
            for key, words in zip(keys, labels, strict=True)
        ]


def _labels(line: str) -> dict[str, str]:
    codes = [code for code, _name in _languages()]
    words = [part.strip() for part in line.split("|")]
    return {code: word for code, word in zip(codes, words, strict=False) if word}


def _known(labels: dict[str, str], old: Sequence[dict[str, Any]]) -> str | None:
    folded = set(map(fold, labels.values()))
    for option in old:
        if folded & set(map(fold, option["labels"].values())):
            return str(option["key"])
    return None


def initial_of(field: Field) -> dict[str, Any]:
    codes = [code for code, _name in _languages()]
    lines = [
        BETWEEN.join(option["labels"].get(code, "") for code in codes).rstrip(" |")
        for option in field.options
        if not option.get("is_archived")
    ]
    return {
        **{f"label_{code}": field.labels.get(code, "") for code in codes},
        "seen": field.version,
        "choices": "\n".join(lines),
        "hint": field.hint,
        "is_filterable": field.is_filterable,
        "is_required": field.is_required,
    }


class NewFieldForm(FieldForm):
    """The same with what stays for ever: whose field it is, and of which kind."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        first: dict[str, forms.Field] = {
            "applies_to": forms.ChoiceField(
                label=_("Whose field it is"),
                choices=[(carrier.kind, carrier.label) for carrier in carriers],
            ),
            "kind": forms.ChoiceField(label=_("Kind"), choices=FieldKind.choices),
        }
        self.fields = {**first, **self.fields}


class TagForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    about = forms.CharField(label=_("When to use it"), max_length=300, required=False)


class TagChangeForm(Versioned, TagForm):
    pass


class SynonymForm(forms.Form):
    text = forms.CharField(
        label=_("Another word for it"), max_length=60,
        help_text=_("Who types this word gets the tag."),
    )  # fmt: skip


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(label=_("Merge into"), queryset=Tag.objects.none())

    def __init__(self, *args: Any, tag: Tag, **options: Any) -> None:
        super().__init__(*args, **options)
        into: Any = self.fields["into"]
        into.queryset = queries.tags().exclude(pk=tag.pk)


class WordForm(forms.Form):
    """A topic, or a purpose that consent is asked for: its name is all there is to it."""

    name = forms.CharField(label=_("Name"), max_length=80)


class WordChangeForm(Versioned, WordForm):
    pass


class CategoryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    position = forms.IntegerField(
        label=_("Place in lists"), min_value=0, max_value=9999, initial=0,
        help_text=_("Small numbers come first."),
    )  # fmt: skip


class CategoryChangeForm(Versioned, CategoryForm):
    pass
