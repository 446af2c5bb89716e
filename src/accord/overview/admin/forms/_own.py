"""One's own settings, absence, keys and notices."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts import queries
from accord.foundation.accounts.models import User
from accord.foundation.accounts.scopes import LONGEST_LIFE, SHORTEST_LIFE, USUAL_LIFE, known_scopes
from accord.foundation.notices.models import Mailing, Rhythm, Routine
from accord.foundation.notices.queries import Channels
from accord.foundation.ui.inputs import DayField, offer
from accord.overview.admin.forms._fields import ColleagueField

# Each language is written in itself, so that whoever needs it finds it.
LANGUAGES = {
    "en": "English", "pl": "Polski", "et": "Eesti", "ru": "Русский", "zh-hans": "简体中文",
}  # fmt: skip


class PreferencesForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("What you do here"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    theme = forms.ChoiceField(
        label=_("Light or dark"), required=False,
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
    )  # fmt: skip
    density = forms.ChoiceField(
        label=_("Rows of lists"), required=False,
        choices=[("", _("Comfortable")), ("compact", _("Compact"))],
    )  # fmt: skip
    has_single_keys = forms.BooleanField(
        label=_("Single letters are shortcuts"), required=False,
        help_text=_("Off, only shortcuts with Ctrl and the palette work."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        house = dict(LANGUAGES).get(settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)
        ours = gettext("%(choice)s (as the house)")
        offer(self, language=[("", ours % {"choice": house}), *LANGUAGES.items()])
        zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
        first = ("", ours % {"choice": settings.HOUSE_TIME_ZONE})
        offer(self, time_zone=[first, *((zone, zone) for zone in zones)])


class AbsenceForm(forms.Form):
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    deputy = ColleagueField(label=_("Who stands in"), required=False, queryset=User.objects.none())
    reason = forms.CharField(
        label=_("Reason"), max_length=120, required=False,
        help_text=_("Colleagues see it. Say nothing of health."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputies = queries.colleagues().exclude(pk=person.pk)
        offer(self, deputy=deputies)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), max_length=120, help_text=_("“Spreadsheet on my laptop”")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=_("Days it lives"), initial=USUAL_LIFE, min_value=SHORTEST_LIFE,
        max_value=LONGEST_LIFE,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            scopes=[(key, one.label) for key, one in known_scopes().items() if not one.of_feed],
        )


class ChannelForm(forms.Form):
    """How one kind of notice reaches its person."""

    is_in_app = forms.BooleanField(label=_("In Accord"), required=False)
    mailing = forms.ChoiceField(label=_("By mail"), choices=Mailing.choices)

    def __init__(self, *args: Any, channels: Channels, **kwargs: Any) -> None:
        initial = {"is_in_app": channels.is_in_app, "mailing": channels.mailing}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.channels = channels
        if channels.kind.is_required:
            for field in self.fields.values():
                field.disabled = True


class RoutineForm(forms.Form):
    """When mail may come."""

    has_quiet = forms.BooleanField(label=_("Quiet hours: no mail that can wait"), required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    is_quiet_weekends = forms.BooleanField(label=_("Quiet on weekends"), required=False)
    rhythm = forms.ChoiceField(label=_("Digest"), choices=Rhythm.choices)
    digest_at = forms.TimeField(
        label=_("Digest at"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    digest_weekday = forms.TypedChoiceField(label=_("Weekly digest on"), coerce=int)

    def __init__(self, *args: Any, routine: Routine, weekdays: list[str], **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name != "has_quiet"]
        initial = {name: getattr(routine, name) for name in names}
        initial["has_quiet"] = routine.quiet_from is not None
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        offer(self, digest_weekday=list(enumerate(weekdays)))

    def said(self) -> dict[str, Any]:
        """Give what was chosen, by the names of the routine."""
        chosen = dict(self.cleaned_data)
        if not chosen.pop("has_quiet"):
            chosen |= {"quiet_from": None, "quiet_until": None}
        return chosen
