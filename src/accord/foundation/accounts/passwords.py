"""Which passwords are good enough: long, not known to be stolen, not made of what everybody knows.

Nothing else is asked of them: no digits, no capitals, no change by the calendar.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accord.foundation.accounts import breached
from accord.foundation.kernel.text import fold

SHORTEST, LONGEST = 12, 128
_WORDS = re.compile(r"[^\W_]+")
_KNOWN_WORD = 4  # shorter ones are found in everything
_LEFT_OVER = 8  # characters that must stay when the known words are taken out
PRODUCT = "accord"


class LengthValidator:
    def validate(self, password: str, user: Any = None) -> None:
        del user
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Too short: use at least %(n)s characters. Four or five words are a good start.")
                % {"n": SHORTEST},
                code="password_too_short",
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("Too long: use at most %(n)s characters.") % {"n": LONGEST},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return _("At least %(n)s characters; four or five words are a good start.") % {
            "n": SHORTEST
        }


class BreachedValidator(CommonPasswordValidator):
    """Refuse what thieves try first: Django's list, and the imported list where there is one."""

    def validate(self, password: str, user: Any = None) -> None:
        del user
        tried = {password, password.lower(), password.strip(), password.lower().strip()}
        if tried & self.passwords or _repeats(password) in self.passwords:
            raise self._refusal()
        known = self._imported
        if known is not None and password in known:
            raise self._refusal()

    def get_help_text(self) -> str:
        return _("Not one that was stolen elsewhere.")

    def _refusal(self) -> ValidationError:
        return ValidationError(
            _("This password is on lists of stolen ones. Choose another."),
            code="password_too_common",
        )

    @property
    def _imported(self) -> "breached.Filter | None":
        return breached.opened(breached_file())


def breached_file() -> Path:
    return Path(settings.HOME) / "breached.filter"


def _repeats(password: str) -> str:
    """Give the part that ``password`` merely repeats: "hunter2hunter2" is "hunter2"."""
    lower = password.lower()
    found = (lower + lower).find(lower, 1)
    return lower[:found]


class ContextValidator:
    """Refuse words that anybody who knows the person would try: names, house, product, mail."""

    def validate(self, password: str, user: Any = None) -> None:
        whole = left = "".join(_WORDS.findall(fold(password)))
        for word in sorted(set(self._words(user)), key=len, reverse=True):
            left = left.replace(word, "")
        if left != whole and len(left) < _LEFT_OVER:
            raise ValidationError(
                _("This is made of your name or your organisation's. Choose something else."),
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        return _("Not made of your name or your organisation's.")

    @cached_property
    def _house(self) -> list[str]:
        return list(_known(PRODUCT, settings.ORGANISATION))

    def _words(self, user: Any) -> Iterator[str]:
        yield from self._house
        if user is None:
            return
        department = getattr(user, "department", None)
        mail = str(getattr(user, "email", "") or "")
        host = mail.partition("@")[2].rpartition(".")[0]
        yield from _known(
            str(getattr(user, "name", "") or ""), mail.partition("@")[0], host,
            department.name if department else "",
        )  # fmt: skip


def _known(*texts: str) -> Iterator[str]:
    for text in texts:
        words = [fold(word) for word in _WORDS.findall(text)]
        yield from (word for word in [*words, "".join(words)] if len(word) >= _KNOWN_WORD)
