"""What a mailing says to each: the words of its template, and how to get no more of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import translation
from django.utils.translation import gettext as _

from accord.features.letters import queries as letters
from accord.features.letters.models import Letter, Template
from accord.features.mailings.models import Mailing, Recipient
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.reach import points_at

_stops = Signer(salt="accord.mailings.stop", sep=".")
SHOWN = 3


def words_of(template: Template) -> dict[str, list[str]]:
    """Give the words of a template as a mailing keeps them."""
    rows = letters.wordings_of([template]).get(template.pk, [])
    return {row.language: [row.subject, row.text] for row in rows}


def language_for(mailing: Mailing, party: Party) -> str:
    """Give the language of a copy: that of the party, the house's, or whichever there is."""
    there = mailing.words
    for language in (letters.nearest(party.language), settings.LANGUAGE_CODE):
        if language in there:
            return language
    return next(iter(there), settings.LANGUAGE_CODE)


def letter_of(mailing: Mailing, language: str) -> Letter:
    """Give the copy as a letter that is kept nowhere, for its fields to be filled in."""
    subject, text = mailing.words.get(language, ["", ""])
    return Letter(author=mailing.author, subject=subject, text=text, language=language)


def has_holes(mailing: Mailing, party: Party, language: str, at: datetime) -> bool:
    return bool(letters.missing_fields(letter_of(mailing, language), party, at))


def written_to(
    mailing: Mailing, parties: Sequence[Party], language: str, at: datetime, *, stop: str = ""
) -> tuple[str, str]:
    """Give subject and words of a copy; ``stop`` is the address at which they say no."""
    subject, words = letters.written_for(letter_of(mailing, language), parties, at)
    with translation.override(language):
        why = _("You get this because you agreed to “%(purpose)s”.")
        foot = why % {"purpose": mailing.purpose.name}
        if stop:
            no_more = _("No more of it: %(link)s") % {"link": stop}
            foot = f"{foot}\n{no_more}"
    return subject, f"{words}\n\n{foot}\n"


def previews(user: Any, mailing: Mailing, at: datetime) -> list[tuple[Recipient, str, str]]:
    """Show what three of them get, as far as ``user`` may see them."""
    rows = Recipient.objects.filter(
        points_at(parties_visible_to(user), "party"), mailing=mailing, reason=""
    )
    found = list(rows.select_related("party").order_by("language", "pk")[:MOST_LOOKED_AT])
    chosen = {row.language: row for row in reversed(found)}  # one of each language first
    rest = [row for row in found if row not in chosen.values()]
    shown = [*sorted(chosen.values(), key=lambda row: row.pk), *rest][:SHOWN]
    link = stop_address("…")
    return [
        (row, *written_to(mailing, [row.party], row.language, at, stop=link)) for row in shown
    ]  # fmt: skip


MOST_LOOKED_AT = 50


def stop_address(token: str) -> str:
    return f"{settings.BASE_URL}/mailings/stop/{token}/"


def token_of(recipient: Recipient) -> str:
    return _stops.sign(str(recipient.pk))


def recipient_by_token(token: str) -> Recipient | None:
    """Find whose copy a link was in; nothing where somebody made the link up."""
    try:
        key = int(_stops.unsign(token))
    except (BadSignature, ValueError):
        return None
    found = Recipient.objects.filter(pk=key).select_related("mailing__purpose", "party")
    return found.first()
