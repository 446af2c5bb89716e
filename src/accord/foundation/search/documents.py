"""What the index knows of one thing: a document, made by the feature that the thing belongs to."""

from datetime import datetime

import msgspec

EVERYONE = "everyone"
DEPARTMENT = "department"
NAMED = "named"

# How soon a thing is shown among equals: key stakeholders before those that are retired.
BEST, LAST = 0, 7


class Document(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``kind`` is the key of its source.

    ``names``: what it is called, the main name first. ``others``: words that belong to it and
    count for less (a post, a town). ``codes``: mail addresses, telephone numbers, numbers of
    registers, made by ``words_of_…`` in ``codes``. ``texts``: running text, found apart, the
    newest first by ``at``.

    ``visibility`` is "everyone", "department" (``department_id``) or "named" (``reader_ids``).
    ``within`` names the document, by kind and id, that one must be allowed to see as well.
    ``owner_ids`` find it whatever its visibility says; where it ``stands_alone`` also if they may
    not see what it is within.
    ``look`` says how a row of it is drawn: "person", "organisation", or the name of an icon.
    """

    kind: str
    object_id: int
    ref: str = ""
    title: str = ""
    subtitle: str = ""
    look: str = ""
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    at: datetime | None = None
    rank: int = LAST
    visibility: str = EVERYONE
    department_id: int | None = None
    reader_ids: tuple[int, ...] = ()
    owner_ids: tuple[int, ...] = ()
    stands_alone: bool = False
    within: tuple[str, int] | None = None
