"""Words as people give them, checked before a change keeps them."""

from django.utils.translation import gettext as _

from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.text import is_blank, storable


def said(words: str, field: str, most: int | None = None, *, why: str = "") -> str:
    """Give words that must be there. Raises Invalid, with ``why`` where they are missing."""
    if is_blank(words):
        raise Invalid(why or _("Write at least a word."), field=field)
    return plain(words, field, most)


def because(words: str, field: str = "reason") -> str:
    """Give a reason that must be there, for whoever looks at it later."""
    return said(words, field, 300, why=_("Say why, so that others understand."))


def plain(words: str, field: str, most: int | None = None) -> str:
    """Give words as they are kept. Raises Invalid for what no database keeps, or is too long."""
    if not storable(words):
        raise Invalid(_("The text holds characters that can't be kept."), field=field)
    words = words.strip()
    if most is not None and len(words) > most:
        raise Invalid(_("This is too long."), field=field)
    return words
