"""One fact of a party at a time: what it is called, how it is shown, how it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, to_locale
from django.utils.translation import gettext as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import active_categories, groups_for
from accord.features.stakeholders.states import Channel, LawfulBasis, Tier
from accord.foundation.accounts.queries import colleagues, departments
from accord.foundation.kernel.text import visible

Choices = list[tuple[str, str]]


def _locale() -> Locale:
    return Locale.parse(to_locale(get_language() or "en"))


def countries() -> Choices:
    """Give ISO 3166 codes with names in the person's language, by name."""
    known = _locale().territories
    found = [(code, name) for code, name in known.items() if len(code) == 2 and code.isalpha()]  # noqa: PLR2004 -- a territory, not a region
    return sorted(found, key=lambda pair: pair[1])


def languages() -> Choices:
    found = [(code, name) for code, name in _locale().languages.items() if len(code) <= 3]  # noqa: PLR2004 -- a language, not a variant
    return sorted(found, key=lambda pair: pair[1])


def country_name(code: str) -> str:
    return str(_locale().territories.get(code, code))


def language_name(code: str) -> str:
    return str(_locale().languages.get(code, code))


@dataclass(frozen=True)
class Fact:
    """How one column of a party is named, shown and asked for."""

    label: str | Promise
    show: Callable[[Party], str]
    ask: Callable[[Party], forms.Field]


def _words(name: str, most: int) -> Callable[[Party], forms.Field]:
    del name
    return lambda _party: forms.CharField(max_length=most, required=False)


def _plain(name: str, label: Any, most: int = 300) -> Fact:
    return Fact(label, lambda party: visible(getattr(party, name)), _words(name, most))


def _choice(
    name: str, label: Any, choices: Callable[[], Choices], shown: Callable[[str], str]
) -> Fact:
    return Fact(
        label,
        lambda party: shown(getattr(party, name)) if getattr(party, name) else "",
        lambda _party: forms.ChoiceField(
            choices=[("", _("not known")), *choices()], required=False
        ),
    )


def _rhythm(party: Party) -> str:
    days = party.agreed_days
    return ngettext("Every day", "Every %(n)s days", days) % {"n": days} if days else ""


def _number(_party: Party) -> forms.Field:
    return forms.IntegerField(
        label=gettext_lazy("Rhythm, days"), min_value=1, max_value=730, required=False
    )


def _pick(queryset: Callable[[Party], Any]) -> Callable[[Party], forms.Field]:
    return lambda party: forms.ModelChoiceField(
        queryset(party), required=False, empty_label=_("nobody")
    )


def _of(choices: Any) -> Callable[[], Choices]:
    return lambda: [(str(value), str(label)) for value, label in choices.choices]


FACTS: dict[str, Fact] = {
    "name": Fact(
        gettext_lazy("Name"), lambda party: visible(party.name),
        lambda _party: forms.CharField(max_length=300),
    ),
    "deputy": Fact(
        gettext_lazy("Deputy"), lambda party: str(party.deputy) if party.deputy else "",
        _pick(lambda _party: colleagues()),
    ),
    "category": Fact(
        gettext_lazy("Category"), lambda party: str(party.category) if party.category else "",
        _pick(lambda _party: active_categories()),
    ),
    "tier": _choice("tier", gettext_lazy("Tier"), _of(Tier), lambda v: str(Tier(v).label)),
    "rhythm_days": Fact(gettext_lazy("Rhythm"), _rhythm, _number),
    "preferred_channel": _choice(
        "preferred_channel", gettext_lazy("Prefers"), _of(Channel), lambda v: str(Channel(v).label)
    ),
    "preferred_times": _plain("preferred_times", gettext_lazy("Best times"), 120),
    "language": _choice("language", gettext_lazy("Speaks"), languages, language_name),
    "salutation": _plain("salutation", gettext_lazy("Form of address"), 150),
    "accessibility": _plain("accessibility", gettext_lazy("Accessibility")),
    "summary": _plain("summary", gettext_lazy("In short"), 500),
    "given_name": _plain("given_name", gettext_lazy("Given name"), 150),
    "family_name": _plain("family_name", gettext_lazy("Family name"), 150),
    "honorific": _plain("honorific", gettext_lazy("Title"), 60),
    "parent": Fact(
        gettext_lazy("Part of"), lambda party: visible(party.parent.name) if party.parent else "",
        _pick(groups_for),
    ),
    "country": _choice("country", gettext_lazy("Country"), countries, country_name),
    "locality": _plain("locality", gettext_lazy("Place"), 120),
    "department": Fact(
        gettext_lazy("Department"), lambda party: str(party.department) if party.department else "",
        _pick(lambda _party: departments()),
    ),
    "purpose": _plain("purpose", gettext_lazy("Kept for"), 200),
    "lawful_basis": _choice(
        "lawful_basis", gettext_lazy("Lawful basis"), _of(LawfulBasis),
        lambda v: str(LawfulBasis(v).label),
    ),
}  # fmt: skip

MAIN = ("tier", "rhythm_days", "preferred_channel", "preferred_times", "language", "category")
PERSON_ONLY = frozenset({"given_name", "family_name", "honorific"})
GROUP_ONLY = frozenset({"parent"})
MORE = (
    "name", "given_name", "family_name", "honorific", "salutation", "parent", "summary",
    "country", "locality", "accessibility", "department", "purpose", "lawful_basis",
)  # fmt: skip


def fact_form(name: str, party: Party, data: Any = None) -> forms.Form:
    """Make the form that asks for one fact; its field bears the fact's name."""
    fact = FACTS[name]
    form = forms.Form(data, initial={name: getattr(party, name)}, auto_id=f"fact-%s-{party.pk}")
    asked = fact.ask(party)
    asked.label = asked.label or str(fact.label)
    form.fields[name] = asked
    return form


def answer(name: str, value: Any) -> dict[str, Any]:
    """Give a form's answer as the columns that the action writes."""
    if name in {"deputy", "category", "parent", "department"}:
        return {f"{name}_id": value.pk if value else None}
    return {name: value if value is not None else (None if name == "rhythm_days" else "")}
