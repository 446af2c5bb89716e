"""What an erasure takes, what it leaves, and what else speaks of the party."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.features.stakeholders.models import ContactPoint, Erasure, Identifier, Party, PartyName
from accord.features.stakeholders.queries._files import files_of
from accord.features.stakeholders.queries._held import Label, held
from accord.features.stakeholders.queries._merging import merged_keys
from accord.foundation.journal.erasing import images_where
from accord.foundation.journal.mentions import (
    Mention,
    Words,
    cleaned,
    mentions,
    readable_models,
    text_columns,
)
from accord.foundation.journal.models import Entry, Image

PARTY = "stakeholders.party"
# Apps and models that follow from others by themselves, or hold nothing people wrote of parties.
SILENT = frozenset(
    {
        "accounts", "search", "journal.entry", "journal.image", "journal.head", "journal.counter",
        "fields.fieldvalue",
    }
)  # fmt: skip
# The names of other parties are theirs, also where one is part of another.
OWN_NAMES: dict[str, tuple[str, ...]] = {
    PARTY: ("name", "sort_key", "given_name", "family_name", "ref"),
    "stakeholders.partyname": ("text",),
    "stakeholders.contactpoint": ("value", "folded"),
}
LONG = 12  # letters of a name of one word that is not a word of the language by chance
ENOUGH = 10  # others of the same town, among whom a row that keeps the town tells of nobody


def erased_name(ref: str) -> str:
    """Give what stands in place of the name, in the house's language."""
    with override(settings.LANGUAGE_CODE):
        word = _("Erased")
    return f"{word} {ref}"


def erasure_of(party: Party) -> Erasure | None:
    return Erasure.objects.filter(party_id=party.pk).first()


def digest_of(party: Party) -> str:
    """Tell one party from any other by what is nobody's data: number, reference, moment."""
    said = f"{party.pk}\x1f{party.ref}\x1f{party.added_at.isoformat()}"
    return sha256(said.encode()).hexdigest()


def common_locality(party: Party) -> bool:
    """Tell whether enough others are in the same town for it to stay as a statistic."""
    others = Party.objects.filter(locality=party.locality, country=party.country)
    return bool(party.locality) and others.exclude(pk=party.pk)[:ENOUGH].count() >= ENOUGH


def names_of_party(party: Party) -> list[str]:
    """Give the names long enough to be looked for in the words of others."""
    names = {party.name, f"{party.given_name} {party.family_name}".strip()}
    names.update(PartyName.objects.filter(party=party).values_list("text", flat=True))
    return sorted(name for name in names if " " in name or len(name) >= LONG or not name.isascii())


def shared_names(party: Party) -> list[str]:
    """Give those of its names that another party has as well: they may mean either."""
    names = names_of_party(party)
    theirs = Party.objects.filter(name__in=names).exclude(pk=party.pk)
    others = PartyName.objects.filter(text__in=names).exclude(party=party)
    found = {*theirs.values_list("name", flat=True), *others.values_list("text", flat=True)}
    return sorted(found)


def words_of(party: Party) -> Words:
    """Give what must not stand in any text any more: names, addresses, numbers."""
    points = ContactPoint.objects.filter(party=party).values_list("value", flat=True)
    numbers = Identifier.objects.filter(party=party).values_list("value", flat=True)
    shared = set(shared_names(party))
    names = [name for name in names_of_party(party) if name not in shared]
    return Words([*names, *points, *numbers])


def mentions_of(party: Party, words: Words) -> Iterator[Mention]:
    """Find what speaks of the party in the words of others; it reads every text there is."""
    for model in readable_models(SILENT):
        label = model._meta.label_lower  # noqa: SLF001
        for mention in mentions(words, model, OWN_NAMES.get(label, ())):
            if (label, mention.pk) != (PARTY, party.pk):
                yield mention


def late_mentions(words: Words, after: int) -> Iterator[Mention]:
    """Find what speaks of the party in rows that were written behind image number ``after``."""
    told = Image.objects.filter(words.condition("after"), pk__gt=after).order_by("kind", "row_id")
    for kind, key in told.values_list("kind", "row_id").distinct():
        model: type[Model] = apps.get_model(kind)
        names = [name for name in text_columns(model) if name not in OWN_NAMES.get(kind, ())]
        row = model._base_manager.filter(pk=key).first()  # noqa: SLF001
        fields = {} if row is None else cleaned(words, row, names)
        if fields:
            yield Mention(model, key, fields)


def newest_image() -> int:
    """Give the number of the image written last: they are numbered as they are kept."""
    return Image.objects.aggregate(last=Max("pk"))["last"] or 0


def entries_mentioning(words: Words) -> list[int]:
    """Find the lines of the trail whose details hold one of the words."""
    model: type[Model] = apps.get_model("journal.entry")
    return [mention.pk for mention in mentions(words, model, ())]


def late_entries_mentioning(words: Words, after: int) -> list[int]:
    """Find such lines among those of the images behind number ``after``."""
    late = Entry.objects.filter(images__pk__gt=after).distinct()
    return [entry.pk for entry in late if cleaned(words, entry, ["details"])]


def images_of_party(party: Party, words: Words, *, after: int = 0) -> list[int]:
    """Find every image of what is, or was, kept about the party, or that holds its name."""
    found = words.condition("before", "after")
    for key in (party.pk, *merged_keys(party)):
        found |= Q(kind=PARTY, row_id=key)
        for item in held:
            if item.find is None:
                found |= Q(kind=item.model._meta.label_lower) & _says(item.column, key)  # noqa: SLF001
        for kind in ("files.attachment", "fields.taglink"):
            found |= Q(kind=kind) & _says("object_id", key) & _says("kind", PARTY)
    return images_where(found & Q(pk__gt=after))


def _says(column: str, value: int | str) -> Q:
    """Say that an image has this value in a column; its columns stand in order of the alphabet."""
    written = f'"{column}":{value}' if isinstance(value, int) else f'"{column}":"{value}"'
    found = Q()
    for end in (",", "}"):
        for side in ("before", "after"):
            found |= Q(**{f"{side}__contains": written + end})
    return found


@dataclass(frozen=True)
class Line:
    """How many rows of one sort an erasure takes, or leaves without a word."""

    label: Label
    count: int
    goes: bool


def erasure_preview(party: Party) -> list[Line]:
    """Count what goes and what stays without a word, before anybody decides."""
    lines = [
        Line(item.label, count, goes=item.becomes is None)
        for item in sorted(held, key=lambda item: item.order)
        if (count := item.rows(party).count())
    ]
    files = files_of(party).count()
    return [*lines, Line(_("Files"), files, goes=True)] if files else lines
