import pytest

from accord.features.stakeholders import actions as parties
from accord.foundation.fields import actions, queries
from accord.foundation.fields.models import Tag, TagLink, TagSynonym, TagUse
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.fields import PARTY, tag
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def put(tags, parties_, at):
    for one in tags:
        what = parties.BulkChange("tag", one.pk)
        parties.change_parties(by=SYSTEM, keys=[p.pk for p in parties_], what=what, at=at)


def whole():
    return (
        list(Tag.objects.order_by("id").values("name", "is_archived", "merged_into_id")),
        sorted(TagLink.objects.values_list("tag_id", "object_id")),
        sorted(TagSynonym.objects.values_list("tag_id", "text")),
        queries.tag_uses(),
    )


def test_one_word_has_one_tag_whatever_case_accents_and_synonyms(person, at):
    me = person(Role.LEAD)
    farmers = actions.add_tag(by=me, name=" Põllumehed ", at=at)
    actions.add_synonym(by=me, tag=farmers, text="Farmers", at=at)
    for name in ("põllumehed", "POLLUMEHED", "farmers"):
        with pytest.raises(Invalid):
            actions.add_tag(by=me, name=name, at=at)
        assert queries.tag_named(name) == farmers
    assert (farmers.name, Tag.objects.count()) == ("Põllumehed", 1)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 61, "a\x00"])
def test_a_tag_needs_a_name_that_can_be_seen_and_kept(name, person, at):
    with pytest.raises(Invalid):
        actions.add_tag(by=person(Role.LEAD), name=name, at=at)
    assert (Tag.objects.count(), Entry.objects.count()) == (0, 0)


def test_writers_give_tags_and_only_leaders_govern_the_words(person, at):
    me, farmers, clients = person(Role.PRACTITIONER), tag("farmers"), tag("clients")
    anna = party("Anna")
    what = parties.BulkChange("tag", farmers.pk)
    parties.change_parties(by=me, keys=[anna.pk], what=what, at=at)
    assert queries.tags_on(PARTY, [anna.pk]) == {anna.pk: [(farmers.pk, "farmers")]}
    for attempt in (
        lambda: actions.add_tag(by=me, name="new", at=at),
        lambda: actions.change_tag(by=me, tag=farmers, name="new", at=at),
        lambda: actions.archive_tag(by=me, tag=farmers, at=at),
        lambda: actions.merge_tags(by=me, tag=farmers, into=clients, at=at),
        lambda: actions.add_synonym(by=me, tag=farmers, text="new", at=at),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert sorted(Tag.objects.values_list("name", "is_archived")) == [
        ("clients", False), ("farmers", False),
    ]  # fmt: skip


def test_uses_are_counted_as_they_come_and_go(at):
    farmers, clients = tag("farmers"), tag("clients")
    anna, beata = party("Anna"), party("Beata")
    put([farmers, clients], [anna, beata], at)
    put([farmers], [anna], at)
    assert queries.tag_uses() == {farmers.pk: 2, clients.pk: 2}
    what = parties.BulkChange("untag", farmers.pk)
    parties.change_parties(by=SYSTEM, keys=[anna.pk], what=what, at=at)
    assert queries.tag_uses() == {farmers.pk: 1, clients.pk: 2}
    undo(by=SYSTEM, entry_id=last_entry_id(), at=at)
    assert list(TagUse.objects.order_by("tag_id").values_list("kind", "links_count")) == [
        (PARTY, 2), (PARTY, 2),
    ]  # fmt: skip


def test_a_merge_moves_links_and_words_and_one_undo_brings_all_back(person, at):
    me = person(Role.LEAD)
    growers, farmers = tag("growers"), tag("farmers")
    actions.add_synonym(by=me, tag=growers, text="planters", at=at)
    anna, beata, celine = party("Anna"), party("Beata"), party("Celine")
    put([growers], [anna, beata], at)
    put([farmers], [beata, celine], at)
    before = whole()

    actions.merge_tags(by=me, tag=growers, into=farmers, at=at)
    merge = last_entry_id()
    assert sorted(TagLink.objects.values_list("tag_id", "object_id")) == [
        (farmers.pk, p.pk) for p in (anna, beata, celine)
    ]
    assert queries.tag_uses() == {farmers.pk: 3}
    assert [queries.tag_named(word) for word in ("growers", "planters", "farmers")] == [farmers] * 3
    assert [t.name for t in queries.tags()] == ["farmers"]

    undo(by=me, entry_id=merge, at=at)
    assert whole() == before


def test_what_was_archived_can_neither_be_given_nor_merged_into(at):
    old, new, gone = tag("old"), tag("new"), tag("gone")
    anna = party("Anna")
    put([old], [anna], at)
    actions.archive_tag(by=SYSTEM, tag=old, at=at)
    assert queries.tags_on(PARTY, [anna.pk]) == {anna.pk: [(old.pk, "old")]}
    with pytest.raises(Invalid):
        put([old], [party("Beata")], at)
    with pytest.raises(Invalid):
        actions.merge_tags(by=SYSTEM, tag=new, into=old, at=at)
    with pytest.raises(Invalid):
        actions.merge_tags(by=SYSTEM, tag=new, into=new, at=at)
    actions.restore_tag(by=SYSTEM, tag=old, at=at)
    actions.merge_tags(by=SYSTEM, tag=gone, into=new, at=at)
    with pytest.raises(Invalid):
        actions.restore_tag(by=SYSTEM, tag=gone, at=at)
    assert TagLink.objects.count() == 1
