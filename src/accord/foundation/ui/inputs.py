"""Fields of forms that several features ask with: days, due moments, colleagues."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.queries import colleagues
from accord.foundation.kernel.days import as_said, is_meant, last_second


class Day(forms.DateInput):
    """The browser's own day picker, in ISO form."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that somebody may mean; past the ends of time clocks of other places stand still."""

    widget = Day

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not is_meant(day):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class _Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class _DueInput(forms.MultiWidget):
    """A day and, where it was agreed, a time of it."""

    def __init__(self) -> None:
        time_label = {"aria-label": _("At what time, if one was agreed")}
        super().__init__([Day({"aria-label": _("Which day")}), _Clock(time_label)])

    def render(self, *args: Any, **options: Any) -> SafeString:
        return format_html('<span class="two">{}</span>', super().render(*args, **options))

    def decompress(self, value: Any) -> list[Any]:
        said = as_said(value, settings.HOUSE_TIME_ZONE) if isinstance(value, datetime) else value
        if isinstance(said, datetime):
            there = timezone.localtime(said)
            return [there.date(), there.time()]
        return [said, None]


class DueField(forms.MultiValueField):
    """Gives an aware moment; a day alone is in time until its last second."""

    def __init__(self, **options: Any) -> None:
        fields = (DayField(), forms.TimeField(required=False))
        super().__init__(fields, widget=_DueInput(), require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> datetime | None:
        day, clock = [*data_list, None, None][:2]
        if not isinstance(day, date):
            return None
        if not isinstance(clock, time):
            return last_second(day, settings.HOUSE_TIME_ZONE)
        return datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody of ours with an open account."""

    def __init__(self, **options: Any) -> None:
        super().__init__(colleagues(), **options)


def offer(form: forms.Form, **offered: Any) -> None:
    """Say what the named fields of ``form`` offer: rows, or pairs of value and label."""
    for name, choices in offered.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices
        elif isinstance(field, forms.ChoiceField):
            field.choices = choices
