from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ErasureForm(forms.Form):
    """Why, and which: the reference is typed so that nobody is erased by a slip."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Stays in the list of erasures; name nobody in it."),
    )
    typed = forms.CharField(max_length=20)

    def __init__(self, *args: Any, ref: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["typed"].label = _("Type %(ref)s to confirm") % {"ref": ref}
        self.fields["typed"].widget.attrs["autocomplete"] = "off"
