from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_AT_ONCE = 20


class Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralField(forms.FileField):
    """Some files at once; each is judged by its content when it is kept."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> Sequence[Any]:
        given = [one for one in data if one] if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_AT_ONCE:
            raise ValidationError(_("Up to 20 files at once, please."))
        return [super(SeveralField, self).clean(one, initial) for one in given or [None]]


class FilesForm(forms.Form):
    file = SeveralField(
        label=_("Files"),
        allow_empty_file=True,
        help_text=_(
            "Pictures, PDF, office documents and plain text, up to 25 MB each and 20 at once."
        ),
    )
