import pytest

from accord.features.stakeholders import actions as parties
from accord.foundation.fields import actions, queries
from accord.foundation.fields.models import Field, FieldValue
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.fields import PARTY, field
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def typed():
    return list(
        FieldValue.objects.order_by("id").values_list(
            "field__key", "object_id", "text", "number", "day"
        )
    )


def test_a_field_is_there_at_once_with_words_in_each_language(person, at):
    me = person(Role.LEAD)
    details = actions.FieldDetails(
        PARTY, "choice", {"en": "Water source", "et": "Veeallikas"},
        options=[{"labels": {"en": "Own well"}}, {"labels": {"en": "Own well"}}, {"labels": {}}],
    )  # fmt: skip
    made = actions.add_field(by=me, details=details, at=at)
    assert (made.key, made.label, made.position) == ("water_source", "Water source", 1)
    assert made.choices == [("own_well", "Own well"), ("own_well_2", "Own well")]
    assert [f.pk for f in queries.open_fields(PARTY)] == [made.pk]
    assert list(Entry.objects.values_list("verb", "by_id")) == [("fields.configure", me.pk)]


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        (actions.FieldDetails("nothing.there", "text", {"en": "A"}), "applies_to"),
        (actions.FieldDetails(PARTY, "text", {"en": "  "}), "labels"),
        (actions.FieldDetails(PARTY, "choice", {"en": "A"}), "options"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused_and_nothing_happens(details, wrong, person, at):
    with pytest.raises(Invalid) as refused:
        actions.add_field(by=person(Role.LEAD), details=details, at=at)
    assert refused.value.field == wrong
    assert (Field.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_practitioner_may_not_add_or_change_fields(person, at):
    me = person(Role.PRACTITIONER)
    there = field()
    entries = Entry.objects.count()
    details = actions.FieldDetails(PARTY, "text", {"en": "A"})
    for attempt in (
        lambda: actions.add_field(by=me, details=details, at=at),
        lambda: actions.change_field(by=me, field=there, labels={"en": "B"}, at=at),
        lambda: actions.archive_field(by=me, field=there, at=at),
        lambda: actions.move_field(by=me, field=there, steps=1, at=at),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert (Field.objects.get().label, Entry.objects.count()) == ("Meter", entries)


def test_two_who_rename_a_field_at_once_are_told(person, at):
    ann, bea = person(Role.LEAD, name="ann"), person(Role.LEAD, name="bea")
    there = field()
    actions.change_field(by=ann, field=there, labels={"en": "Gauge"}, at=at, seen=1)
    with pytest.raises(Conflict):
        actions.change_field(by=bea, field=there, labels={"en": "Dial"}, at=at, seen=1)
    there.refresh_from_db()
    assert there.label == "Gauge"


def test_an_option_that_is_taken_away_stays_known_to_old_values(at):
    there = field("source", "choice", options=("well", "river"))
    kept = [{"key": "well", "labels": {"en": "Well"}}]
    actions.change_field(by=SYSTEM, field=there, options=kept, at=at)
    assert there.choices == [("well", "Well")]
    assert there.option_label("river") == "River"


def test_typed_values_follow_every_change_and_every_undo(at):
    field("meter"), field("score", "number"), field("since", "date")
    field("uses", "choices", options=("farm", "home"))
    anna = party("Anna")
    answers = {"meter": "Ä12", "score": 7, "since": "2026-05-01", "uses": ["farm", "home"]}
    parties.set_custom(by=SYSTEM, party=anna, at=at, **answers)
    before = typed()
    assert [(key, text, number, day and day.isoformat()) for key, _, text, number, day in before] == [
        ("meter", "a12", None, None), ("score", None, 7.0, None), ("since", None, None, "2026-05-01"),
        ("uses", "farm", None, None), ("uses", "home", None, None),
    ]  # fmt: skip
    parties.set_custom(by=SYSTEM, party=anna, at=at, score=8, uses=None)
    changed = last_entry_id()
    assert [(key, number) for key, _, _, number, _ in typed()] == [
        ("meter", None), ("score", 8.0), ("since", None),
    ]  # fmt: skip
    undo(by=SYSTEM, entry_id=changed, at=at)
    assert [row[:1] + row[2:] for row in typed()] == [row[:1] + row[2:] for row in before]


def test_a_field_that_becomes_filterable_learns_what_was_kept_before(at):
    there = field("meter", filterable=False)
    for name, value in (("Anna", "m1"), ("Beata", "m2"), ("Celine", None)):
        parties.set_custom(by=SYSTEM, party=party(name), at=at, meter=value)
    assert typed() == []
    actions.change_field(by=SYSTEM, field=there, is_filterable=True, at=at)
    assert sorted(row[2] for row in typed()) == ["m1", "m2"]
    actions.change_field(by=SYSTEM, field=there, is_filterable=False, at=at)
    assert typed() == []


def test_fields_move_among_each_other(at):
    one, two, three = field("one"), field("two"), field("three")
    actions.move_field(by=SYSTEM, field=three, steps=-2, at=at)
    assert [f.key for f in queries.fields_of(PARTY)] == ["three", "one", "two"]
    actions.move_field(by=SYSTEM, field=one, steps=9, at=at)
    assert [f.key for f in queries.fields_of(PARTY)] == ["three", "two", "one"]
    actions.archive_field(by=SYSTEM, field=two, at=at)
    assert [f.key for f in queries.fields_of(PARTY)] == ["three", "one"]
    actions.restore_field(by=SYSTEM, field=two, at=at)
    assert set(queries.fields_by_key(PARTY)) == {"one", "two", "three"}
