"""What all writes on a profile check alike."""

from django.utils.translation import gettext as _

from accord.features.growth.states import RESPONSIBILITIES
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid
from accord.methods.capability import separation_of_duties

LONG = 4000


def kept_words(words: str, name: str, most: int = LONG) -> str:
    """Give words as they are kept. Raises Invalid when they can't be."""
    return plain(words, name, most)


def said_words(words: str, name: str, most: int = LONG) -> str:
    """Do the same with words that must be there."""
    return said(words, name, most)


def one_of(value: str, choices: list[str], name: str) -> str:
    if value not in choices:
        raise Invalid(_("There is no such choice."), field=name)
    return value


def known_responsibility(key: str) -> str:
    return one_of(key, list(RESPONSIBILITIES), "responsibility")


def kept_apart(owner_id: int, approver_id: int, name: str) -> None:
    """Refuse that somebody assesses what is their own."""
    people = {"owner": str(owner_id), "approver": str(approver_id)}
    if separation_of_duties("sfia_evidence", people).value:
        raise Invalid(_("Nobody assesses what is their own."), field=name)
