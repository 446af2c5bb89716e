import pytest

from accord.features.stakeholders import actions
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.queries import find
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db

NAMES = [
    "Jonas Vetter", "Vetter & Sons, hay and feed", "Anna Kowalska", "Jan Kowalski", "O'Brien Ltd",
    "Wodociągi Sp. z o.o.", "Põhjavesi OÜ", "Vesi", "Vesi ja Elu", "Stadtwerke Köln GmbH",
    "Иванов Пётр", "Petr Ivanov", "Фёдор Щербаков", "北京市水务局", "上海水务集团有限公司", "სამგორი წყალი",
    "สมชาย ใจดี", "محمد علي", "Γιώργος Παπαδόπουλος", "東京ガス株式会社", "★", "김철수",
]  # fmt: skip


@pytest.fixture
def corpus():
    return {name: party(name) for name in NAMES}


def titles(text, **more):
    return [hit.title for hit in find(SYSTEM, text, **more).hits("party")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vet", ["Vetter & Sons, hay and feed", "Jonas Vetter"]),
        ("vetter sons", ["Vetter & Sons, hay and feed"]),
        ("jo vet", ["Jonas Vetter"]),
        ("vetter jonas", ["Jonas Vetter"]),
        ("vesi", ["Vesi", "Vesi ja Elu", "Põhjavesi OÜ"]),
        ("kowalsik", ["Jan Kowalski"]),
        ("jna kowalsik", ["Jan Kowalski"]),
        ("ana kowalsak", ["Anna Kowalska"]),
        ("anna kowalsak", ["Anna Kowalska"]),
        ("werke", ["Stadtwerke Köln GmbH"]),
        ("obrien", ["O'Brien Ltd"]),
        ("o’brien", ["O'Brien Ltd"]),
        ("sp z oo", ["Wodociągi Sp. z o.o."]),
        ("ivanov", ["Иванов Пётр", "Petr Ivanov"]),
        ("Иванов", ["Иванов Пётр", "Petr Ivanov"]),
        ("федор", ["Фёдор Щербаков"]),
        ("shcher", ["Фёдор Щербаков"]),
        ("水务", ["北京市水务局", "上海水务集团有限公司"]),
        ("水务局", ["北京市水务局"]),
        ("北京", ["北京市水务局"]),
        ("局", ["北京市水务局"]),
        ("wqal", []),
        ("tsqali", ["სამგორი წყალი"]),
        ("ใจดี", ["สมชาย ใจดี"]),
        ("محمد", ["محمد علي"]),
        ("muhammad", ["محمد علي"]),
        ("papadopulos", ["Γιώργος Παπαδόπουλος"]),
        ("ガス", ["東京ガス株式会社"]),
        ("★", ["★"]),
        ("김철", ["김철수"]),
        ("zzzz", []),
        ("", []),
    ],
)
@pytest.mark.usefixtures("corpus")
def test_what_is_typed_finds(typed, expected):
    assert titles(typed) == expected


def test_a_reference_is_found_however_it_is_typed(corpus):
    ref = corpus["Anna Kowalska"].ref
    number = ref.removeprefix("S-")
    for typed in (ref, ref.lower(), f"s{number}", f"S {number}", number):
        assert titles(typed)[:1] == ["Anna Kowalska"]


def test_a_new_name_is_found_and_the_old_one_is_not(corpus, at):
    actions.change_party(by=SYSTEM, party=corpus["Jonas Vetter"], at=at, name="Jonas Weber")
    assert titles("jonas") == ["Jonas Weber"]
    assert titles("jonas vetter") == []


def test_two_common_words_lead_through_all_that_have_both_best_rank_first():
    tiers = ("light", "key", "", "active")
    both = [party(f"Water {n:03} GmbH", tier=tiers[n % 4]) for n in range(36)]
    for n in range(70):
        party(f"Water {n:03} works", tier=tiers[n % 4])
        party(f"Pipes {n:03} GmbH", tier=tiers[n % 4])
    ranks = {"key": 0, "active": 1, "light": 2, "": 3}
    expected = [one.ref for one in sorted(both, key=lambda one: (ranks[one.tier], one.pk))]
    whole = find(SYSTEM, "water gmbh", limit=100).hits("party")
    assert [hit.ref for hit in whole] == expected
    paged, after = [], ""
    while True:
        group = find(SYSTEM, "water gmbh", limit=5, kinds=["party"], after=after).groups[0]
        paged += [hit.ref for hit in group.hits]
        if not (after := group.after):
            break
    assert paged == expected
