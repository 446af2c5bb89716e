from datetime import timedelta

import pytest

from accord.features.stakeholders import actions
from accord.foundation.accounts.models import Department, User
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.texts import find_texts
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db

NOTES = [
    "The haul road is dusty; he asked for water carts.",
    "Wants the HAUL ROAD closed at night. Dust again!",
    "Обещали закрыть дорогу на ночь",
    "他们要求关闭道路，并检查水务局的报告。",
    "Kolm põhjavee proovi võetud",
]


@pytest.fixture
def jonas():
    found = party("Jonas Vetter", kind="person")
    for day, text in enumerate(NOTES):
        actions.keep_note(by=SYSTEM, party=found, text=text, at=NOON + timedelta(days=day))
    return found


def found(text, user=SYSTEM, **more):
    return ["".join(part for part, _ in hit.excerpt) for hit in find_texts(user, text, **more).hits]


@pytest.mark.usefixtures("jonas")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("haul road", [1, 0]),
        ("dust", [1, 0]),
        ("dusty", [0]),
        ("haul night", [1]),
        ("дорог", [2]),
        ("закрыть ночь", [2]),
        ("水务", [3]),
        ("检查 道路", [3]),
        ("水", [3]),
        ("pohjavee", [4]),
        ("zebra", []),
        ("", []),
    ],
)
def test_notes_are_found_newest_first(typed, expected):
    assert found(typed) == [NOTES[place] for place in expected]


def test_a_hit_names_its_record_and_marks_the_words(jonas):
    (hit,) = find_texts(SYSTEM, "dusty cart").hits
    assert (hit.title, hit.ref, hit.at) == ("Jonas Vetter", jonas.ref, NOON)
    assert [part for part, is_marked in hit.excerpt if is_marked] == ["dusty", "cart"]


@pytest.mark.usefixtures("jonas")
def test_pages_follow_each_other():
    first = find_texts(SYSTEM, "haul", limit=1)
    second = find_texts(SYSTEM, "haul", limit=1, after=first.after)
    assert [hit.at.day - NOON.day for hit in (*first.hits, *second.hits)] == [1, 0]
    assert second.after == ""
    with pytest.raises(Invalid):
        find_texts(SYSTEM, "haul", after="x")


def test_a_text_is_seen_by_those_who_may_see_both_it_and_its_record(person):
    north, south = Department.objects.create(name="North"), Department.objects.create(name="South")
    for each in (north, south):
        each.path = f"/{each.pk}/"
        each.save()
    writer = person(department=north, name="writer")
    neighbour = person(department=south, name="neighbour")
    chief = person(name="chief")
    listed = person(department=south, name="listed")
    open_party, closed_party = party("Open"), party(
        "Closed", visibility="department", department_id=north.pk
    )  # fmt: skip
    for record in (open_party, closed_party):
        actions.keep_note(by=writer, party=record, text=f"zebra everyone {record.name}", at=NOON)
        actions.keep_note(
            by=writer, party=record, text=f"zebra north {record.name}", at=NOON,
            visibility="department",
        )  # fmt: skip
        actions.keep_note(
            by=writer, party=record, text=f"zebra named {record.name}", at=NOON,
            visibility="named", readers=[listed],
        )  # fmt: skip

    def seen(user):
        user = User.objects.get(pk=user.pk)
        return sorted(text.removeprefix("zebra ") for text in found("zebra", user))

    assert seen(writer) == sorted(
        f"{who} {name}" for who in ("everyone", "north", "named") for name in ("Open", "Closed")
    )
    assert seen(chief) == ["everyone Closed", "everyone Open", "north Closed", "north Open"]
    assert seen(neighbour) == ["everyone Open"]
    assert seen(listed) == ["everyone Open", "named Open"]
    assert seen(person(None)) == []


def test_what_may_be_read_is_found_behind_much_that_may_not(person):
    hidden, shown = party("Hidden", visibility="named"), party("Shown")
    for about, count in ((shown, 2), (hidden, 30)):
        for turn in range(count):
            at = NOON + timedelta(minutes=turn + count)
            actions.keep_note(by=SYSTEM, party=about, text=f"pump {about.name}", at=at)
    assert found("pump", user=person(), limit=2) == ["pump Shown", "pump Shown"]
    assert found("pump", limit=2) == ["pump Hidden", "pump Hidden"]
