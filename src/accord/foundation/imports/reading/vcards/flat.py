"""A card as one row of plain cells, for whoever imports cards like any other table.

More than fits - third addresses, pictures, kinds of numbers - is told by the card itself.
"""

from collections.abc import Sequence

from accord.foundation.imports.reading.cards import Address, Card, Point

HEADER = (
    "name", "prefix", "given name", "additional names", "family name", "suffix", "nickname",
    "kind", "organisation", "unit", "title", "role", "email", "email 2", "phone", "phone 2",
    "mobile", "fax", "street", "city", "region", "postcode", "country", "website", "messaging",
    "birthday", "note", "language", "categories", "uid",
)  # fmt: skip
_MOBILE = frozenset({"cell", "mobile", "iphone"})


def cells(card: Card) -> tuple[str, ...]:
    """Choose from a card what belongs into each column of ``HEADER``."""
    name = card.name
    address = _preferred_address(card.addresses)
    street = "\n".join(filter(None, (address.post_box, address.extended, address.street)))
    return (
        card.shown_name, name.prefix, name.given, name.additional, name.family, name.suffix,
        ", ".join(card.nicknames), card.kind, card.organisation, ", ".join(card.units),
        card.title, card.role, *_two(card.emails), *_phones(card.phones), street, address.city,
        address.region, address.code, address.country, _one(card.urls), _one(card.messaging),
        card.birthday, card.note, ", ".join(card.languages), ", ".join(card.categories), card.uid,
    )  # fmt: skip


def by_preference(points: Sequence[Point]) -> list[Point]:
    """Order points by what the card prefers; those it says nothing about come last."""
    return sorted(points, key=lambda point: point.preference or 101)


def _preferred_address(addresses: Sequence[Address]) -> Address:
    return min(addresses, key=lambda each: each.preference or 101, default=Address())


def _one(points: Sequence[Point]) -> str:
    return _two(points)[0]


def _two(points: Sequence[Point]) -> tuple[str, str]:
    values = [point.value for point in by_preference(points)] + ["", ""]
    return values[0], values[1]


def _phones(phones: Sequence[Point]) -> tuple[str, str, str, str]:
    mobile = [each for each in phones if _MOBILE & set(each.kinds)]
    fax = [each for each in phones if "fax" in each.kinds]
    others = [each for each in phones if each not in mobile and each not in fax]
    return (*_two(others), _one(mobile), _one(fax))
