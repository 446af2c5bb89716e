"""What was undone and brought back again: whether an entry stands, and what is undone with it."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Stale


def _covered(undoing: Entry) -> list[tuple[int, int]]:
    """Give what an entry undid, as first and last of each unbroken run."""
    return [(first, last) for first, last in undoing.details.get("undone", [])]


def _returns(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry | None]]:
    """Give, for each undone entry, the later one that brought it back, or none where none did."""
    there = Entry.objects.in_bulk({one.undone_by for one in entries if one.undone_by})
    back = Entry.objects.in_bulk({one.undone_by for one in there.values() if one.undone_by})
    for one in entries:
        if not one.undone_by:
            continue
        redone = back.get(there[one.undone_by].undone_by or 0)
        # What undid both at once did not bring the first of them back.
        if redone and any(first <= one.pk <= last for first, last in _covered(redone)):
            redone = None
        yield one, redone


def undone_among(entries: Iterable[Entry]) -> set[int]:
    """Give the keys of those of ``entries`` whose effect was taken back and did not return."""
    found: set[int] = set()
    asked = {one.pk: one for one in entries if one.undone_by}
    while asked:
        stands_as: dict[int, Entry] = {}
        keys: dict[int, list[int]] = {}
        for key, one in asked.items():
            keys.setdefault(one.pk, []).append(key)
        for one, redone in _returns({one.pk: one for one in asked.values()}.values()):
            if redone is None:
                found.update(keys[one.pk])
            elif redone.undone_by:
                stands_as |= dict.fromkeys(keys[one.pk], redone)
        asked = stands_as
    return found


def together(batch: int | None) -> list[Entry]:
    """Give the entries of a transaction and those that undid it and brought it back, in order.

    Raises: Stale where some of it was undone and did not return.
    """
    found = {one.pk: one for one in Entry.objects.filter(batch=batch)}
    asked = [one for one in found.values() if one.undone_by]
    while asked:
        following: dict[int, Entry] = {}
        for _one, redone in _returns(asked):
            if redone is None:
                raise Stale(_("This was undone already."))
            following[redone.pk] = redone
        for redone in following.values():
            found |= {one.pk: one for one in Entry.objects.filter(batch=redone.batch)}
            for span in _covered(redone):
                found |= Entry.objects.filter(pk__range=span).in_bulk()
        asked = [one for one in following.values() if one.undone_by]
    return [found[key] for key in sorted(found)]
