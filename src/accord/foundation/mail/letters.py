"""What a mail says, as parts; written as plain text and as HTML that say the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.template import engines
from django.utils import translation

from accord.foundation.kernel.registry import Registry


@dataclass(frozen=True)
class Item:
    """One line of a list, with its address and what more there is to say."""

    title: str
    url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Letter:
    """The parts of a mail, in order. All words are in the language of whoever gets it.

    ``calendar`` is an iCalendar object for their calendar, with its method (RFC 6047).
    """

    subject: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    button: tuple[str, str] | None = None
    closing: str = ""
    calendar: tuple[str, str] | None = None


@dataclass(frozen=True)
class Written:
    subject: str
    text: str
    html: str
    calendar: tuple[str, str] | None = None


# Writes a letter from stored arguments when it is sent; None when nobody needs it any more.
Recipe = Callable[[dict[str, Any]], Letter | None]
recipes: Registry[Recipe] = Registry("recipes for mails")


def write(letter: Letter, *, language: str = "") -> Written:
    """Write both forms in ``language``, or in the house's."""
    env = cast("Any", engines["jinja2"]).env
    language = language or settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "letter": letter, "organisation": settings.ORGANISATION, "language": language,
            "base_url": settings.BASE_URL,
        }  # fmt: skip
        text = env.get_template("mail/letter.txt").render(context)
        html = env.get_template("mail/letter.html").render(context)
    subject = " ".join(letter.subject.split())  # a title of several lines is one line here
    return Written(subject, text.strip() + "\n", html, letter.calendar)
