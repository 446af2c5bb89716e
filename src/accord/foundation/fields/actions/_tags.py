from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accord.foundation.fields import policies
from accord.foundation.fields.models import Tag, TagLink, TagSynonym, TagUse
from accord.foundation.fields.queries import tag_named
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.statements import run_each
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import fold, is_blank, storable

LONGEST = 60


def add_tag(*, by: Actor, name: str, at: datetime, about: str = "") -> Tag:
    """Add a word to the vocabulary. Raises Invalid when it is there, perhaps as a synonym."""
    name = _free_name(name)
    tag = Tag(name=name, folded=fold(name), about=about.strip())
    with change(policies.GOVERN_TAGS, by=by, at=at) as record:
        record.subject = tag
        record.add(tag)
    return tag


def change_tag(
    *, by: Actor, tag: Tag, at: datetime, name: str | None = None, about: str | None = None,
    seen: int | None = None,
) -> Tag:  # fmt: skip
    with change(policies.GOVERN_TAGS, by=by, at=at, subject=tag, seen=seen) as record:
        if name is not None and name.strip() != tag.name:
            name = _free_name(name, tag)
            record.set(tag, name=name, folded=fold(name))
        if about is not None:
            record.set(tag, about=about.strip())
    return tag


def add_synonym(*, by: Actor, tag: Tag, text: str, at: datetime) -> TagSynonym:
    """Let another word stand for a tag."""
    text = _free_name(text)
    synonym = TagSynonym(tag=tag, text=text, folded=fold(text))
    with change(policies.GOVERN_TAGS, by=by, at=at, subject=tag) as record:
        record.add(synonym)
    return synonym


def remove_synonym(*, by: Actor, synonym: TagSynonym, at: datetime) -> None:
    with change(policies.GOVERN_TAGS, by=by, at=at, subject=synonym.tag) as record:
        record.remove(synonym)


def archive_tag(*, by: Actor, tag: Tag, at: datetime) -> Tag:
    """Offer a tag no more; records that carry it keep it."""
    with change(policies.GOVERN_TAGS, by=by, at=at, subject=tag) as record:
        record.set(tag, is_archived=True)
    return tag


def restore_tag(*, by: Actor, tag: Tag, at: datetime) -> Tag:
    with change(policies.GOVERN_TAGS, by=by, at=at, subject=tag) as record:
        if tag.merged_into_id is not None:
            raise Invalid(_("This tag was merged; undo the merge instead."))
        record.set(tag, is_archived=False)
    return tag


def merge_tags(*, by: Actor, tag: Tag, into: Tag, at: datetime) -> Tag:
    """Move every record of one tag to another, in one step that can be undone whole.

    The word that goes stays known: who types it gets the tag it was merged into.
    """
    if tag.pk == into.pk:
        raise Invalid(_("Choose another tag to merge into."), field="into")
    with change(policies.GOVERN_TAGS, by=by, at=at, subject=tag) as record:
        into.refresh_from_db()
        if into.is_archived or tag.merged_into_id is not None:
            raise Invalid(_("An archived tag can't take part in a merge."), field="into")
        moved = _move_links(record, tag, into)
        for synonym in list(TagSynonym.objects.filter(tag=tag)):
            record.set(synonym, tag=into)
        record.set(tag, is_archived=True, merged_into=into)
        record.note(into=into.pk, links=moved)
    return into


def _move_links(record: Record, tag: Tag, into: Tag) -> int:
    links = list(TagLink.objects.filter(tag=tag))
    there = set(TagLink.objects.filter(tag=into).values_list("kind", "object_id"))
    record.remove_many([link for link in links if (link.kind, link.object_id) in there])
    moving = [link for link in links if (link.kind, link.object_id) not in there]
    record.set_many([(link, {"tag_id": into.pk}) for link in moving])
    return len(moving)


def put_tags(
    *, by: Actor, record: Record, kind: str, keys: Sequence[int], tags: Sequence[Tag], at: datetime
) -> int:
    """Tag records within the change that allows it; tells how many links are new."""
    del at
    policies.TAG.demand(by)
    if any(tag.is_archived for tag in tags):
        raise Invalid(_("An archived tag can't be given."), field="tags")
    there = set(
        TagLink.objects.filter(kind=kind, object_id__in=keys, tag__in=tags).values_list(
            "tag_id", "object_id"
        )
    )
    new = [
        TagLink(tag=tag, kind=kind, object_id=key)
        for tag in tags
        for key in keys
        if (tag.pk, key) not in there
    ]
    record.add_many(new)
    return len(new)


def take_tags(
    *, by: Actor, record: Record, kind: str, keys: Sequence[int], tags: Sequence[Tag], at: datetime
) -> int:
    """Take tags off records within the change that allows it; tells how many links went."""
    del at
    policies.TAG.demand(by)
    links = list(TagLink.objects.filter(kind=kind, object_id__in=keys, tag__in=tags))
    record.remove_many(links)
    return len(links)


def clear_tags(*, by: Actor, record: Record, kind: str, object_id: int, at: datetime) -> int:
    """Take every tag off a record that is erased, within the change that erases it."""
    del by, at
    links = list(TagLink.objects.filter(kind=kind, object_id=object_id))
    record.remove_many(links)
    return len(links)


_USES = f'"{TagUse._meta.db_table}"'  # noqa: SLF001
_MORE = (
    f"INSERT INTO {_USES} (tag_id, kind, links_count) VALUES (%s, %s, %s)"
    " ON CONFLICT (tag_id, kind) DO UPDATE"
    f" SET links_count = {_USES}.links_count + excluded.links_count"
)
# A tag that goes takes its counts along: what is not there any more is not counted down.
_FEWER = f"UPDATE {_USES} SET links_count = links_count + %s WHERE tag_id = %s AND kind = %s"


def count_uses(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Keep the counts of use true to the links."""
    del by, at
    counts: Counter[tuple[int, str]] = Counter()
    for link in touched.added:
        counts[link.tag_id, link.kind] += 1
    for _key, link in touched.removed:
        counts[link["tag_id"], link["kind"]] -= 1
    new = {link.pk for link in touched.added}
    moved = [(k, b, a) for k, b, a in touched.changed if "tag_id" in a and k not in new]
    kinds = _kinds([key for key, _before, _after in moved])
    kinds.update((key, link["kind"]) for key, link in touched.removed)
    for key, before, after in moved:
        counts[before["tag_id"], kinds[key]] -= 1
        counts[after["tag_id"], kinds[key]] += 1
    found = [(tag, kind, count) for (tag, kind), count in sorted(counts.items())]
    run_each(_MORE, [line for line in found if line[2] > 0])
    run_each(_FEWER, [(count, tag, kind) for tag, kind, count in found if count < 0])


def _kinds(keys: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(keys), 500):
        chunk = TagLink.objects.filter(pk__in=keys[start : start + 500])
        found.update(chunk.values_list("pk", "kind"))
    return found


def _free_name(text: str, own: Tag | None = None) -> str:
    text = text.strip()
    if is_blank(text) or not storable(text):
        raise Invalid(_("Give the tag a name."), field="name")
    if len(text) > LONGEST:
        raise Invalid(_("A tag is at most 60 characters long."), field="name")
    there = tag_named(text)
    if there is not None and there != own:
        raise Invalid(_("“%(name)s” stands for this already.") % {"name": there.name}, field="name")
    return text
