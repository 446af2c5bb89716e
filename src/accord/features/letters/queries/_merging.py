"""Fields filled in for each of those a letter is for: a closed list, replaced and never run."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accord.features.letters.models import Letter, Signature
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.doors import answers_to
from accord.foundation.mail.messages import own_domain
from accord.foundation.ui import formats

_FIELD = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
FIELDS = {
    "party.name": _("Name"), "party.salutation": _("How a letter begins"),
    "party.honorific": _("Form of address"), "party.given_name": _("Given name"),
    "party.family_name": _("Family name"), "author.name": _("My name"),
    "author.title": _("My post"), "author.email": _("My address"),
    "organisation": _("Our organisation"), "today": _("The day it leaves"),
}  # fmt: skip


def unknown_fields(*texts: str) -> list[str]:
    """Give what stands in braces and is no field, as it stands there."""
    found = [name for text in texts for name in _FIELD.findall(text) if name not in FIELDS]
    left = [brace for text in texts for brace in _BRACES.findall(_FIELD.sub("", text))]
    return list(dict.fromkeys([*found, *left]))


def _of_party(party: Party) -> dict[str, str]:
    return {
        "party.name": party.name, "party.salutation": party.salutation,
        "party.honorific": party.honorific, "party.given_name": party.given_name,
        "party.family_name": party.family_name,
    }  # fmt: skip


def _of_us(author: User, language: str, at: datetime) -> dict[str, str]:
    with translation.override(language):
        today = formats.long_date(at)
    return {
        "author.name": author.name, "author.title": author.title, "author.email": author.email,
        "organisation": settings.ORGANISATION, "today": today,
    }  # fmt: skip


def missing_fields(letter: Letter, party: Party, at: datetime) -> list[str]:
    """Give the fields of a letter that have no value for ``party``: it would have holes."""
    values = {**_of_party(party), **_of_us(letter.signed_by, "en", at)}
    used = _FIELD.findall(f"{letter.subject}\n{letter.text}")
    return [name for name in dict.fromkeys(used) if not values.get(name, "")]


def written_for(letter: Letter, parties: Sequence[Party], at: datetime) -> tuple[str, str]:
    """Give subject and words as they are read; for several at once the names stay open.

    What is kept with several must not tell one of them by name to who may not see that one.
    """
    language = language_of(letter)
    values = _of_us(letter.signed_by, language, at)
    if len(parties) == 1:
        values |= _of_party(parties[0])
    else:
        values |= {name: f"[{FIELDS[name]}]" for name in FIELDS if name.startswith("party.")}
    fill: Callable[[re.Match[str]], str] = lambda hit: values.get(hit[1], hit[0])  # noqa: E731
    words = _FIELD.sub(fill, letter.text)
    signature = signature_of(letter.signed_by, language)
    subject = " ".join(_FIELD.sub(fill, letter.subject).split())[:200]
    return subject, f"{words}\n\n-- \n{signature}" if signature else words


@dataclass(frozen=True)
class Sender:
    """From whom a mail comes, and where answers to it go."""

    address: str
    name: str
    reply_to: str


def sender_of(author: User) -> Sender:
    """Give one's own address if it is of the domain we send from, else the house's and one's name.

    Another domain's would be refused as forged where it arrives.
    """
    is_ours = author.email.lower().endswith(f"@{own_domain().lower()}")
    return Sender(
        author.email if is_ours else "",
        author.name if is_ours else f"{author.name}, {settings.ORGANISATION}",
        answers_to(author) or author.email,
    )


def language_of(letter: Letter) -> str:
    """Give the language of ours nearest to that of the first it is for, or the house's."""
    return nearest(letter.language) or settings.LANGUAGE_CODE


def nearest(language: str) -> str:
    """Give a language of ours that a party reads; nothing where there is none."""
    known = [code for code, _name in settings.LANGUAGES]
    folded = language.strip().lower().replace("_", "-")
    if folded in known:
        return folded
    base = folded.partition("-")[0]
    return next((code for code in known if base and code.partition("-")[0] == base), "")


def signature_of(person: User, language: str) -> str:
    """Give the signature of somebody in a language, or in another where there is none."""
    found = dict(Signature.objects.filter(person=person).values_list("language", "text"))
    return found.get(language) or next(iter(found.values()), "")
