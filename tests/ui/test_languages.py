"""The five languages: every word there, said rightly, and seen on a page."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from accord.features.stakeholders.models import Party
from accord.foundation.kernel import clock
from accord.foundation.ui import formats
from accord.overview.home.panels._headline import headline
from tests.conftest import NOON
from tests.factories.stakeholders import party
from tools import messages

PLURALS = {"pl": 3, "et": 2, "ru": 3, "zh_Hans": 1}
SIGN_IN = {
    "en": "Sign in", "pl": "Zaloguj się", "et": "Logi sisse", "ru": "Войти", "zh-hans": "登录",
}  # fmt: skip
STAKEHOLDERS = {
    "en": "Stakeholders", "pl": "Interesariusze", "et": "Sidusrühmad", "ru": "Стороны",
    "zh-hans": "利益相关方",
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return messages.template(messages.sources())


@pytest.fixture(scope="module", params=PLURALS)
def catalog(request):
    return messages.read(request.param)


def translated(catalog):
    return [message for message in catalog if message.id]


@pytest.mark.walk
@pytest.mark.parametrize("language", PLURALS)
def test_every_message_is_translated_and_keeps_its_placeholders(found, language):
    assert list(messages.faults(language, found)) == []


def test_each_plural_has_as_many_forms_as_its_language(catalog):
    forms = {len(message.string) for message in translated(catalog) if message.pluralizable}

    assert forms == {PLURALS[str(catalog.locale)]} == {catalog.num_plurals}


def test_nothing_is_guessed_and_nothing_is_empty(catalog):
    assert [m.id for m in translated(catalog) if m.fuzzy] == []
    assert [m.id for m in translated(catalog) if not all(messages.strings(m, of="string"))] == []


def test_no_translation_begins_or_ends_with_a_space(catalog):
    ends = [
        (m.id, said)
        for m in translated(catalog)
        for said in messages.strings(m, of="string")
        if said != said.strip()
    ]

    assert ends == []


def test_the_lists_of_small_numbers_hold_twelve_words(catalog):
    lists = [m for m in translated(catalog) if (m.context or "").startswith("numbers:")]

    assert len(lists) == 8
    assert {len(m.string.split()) for m in lists} == {12}


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("pl", 1, "1 obietnica"), ("pl", 3, "3 obietnice"), ("pl", 12, "12 obietnic"),
        ("pl", 22, "22 obietnice"), ("ru", 1, "1 обещание"), ("ru", 21, "21 обещание"),
        ("ru", 3, "3 обещания"), ("ru", 11, "11 обещаний"), ("et", 1, "1 lubadus"),
        ("et", 2, "2 lubadust"), ("zh-hans", 1, "1 项承诺"), ("zh-hans", 5, "5 项承诺"),
    ],
)  # fmt: skip
def test_a_number_takes_its_form(language, n, expected):
    with translation.override(language):
        assert ngettext("%(n)s promise", "%(n)s promises", n) % {"n": n} == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "You owe nine things to seven people. Two are late."),
        ("pl", "Masz dziewięć zobowiązań wobec siedmiu osób. Dwa są spóźnione."),
        ("et", "Oled seitsmele inimesele võlgu üheksa asja. Kaks on hilinenud."),
        ("ru", "Вы должны девять дел семи людям. Два просрочены."),
        ("zh-hans", "您欠七个人九件事，其中两件已逾期。"),
    ],
)
def test_the_headline_is_a_sentence(language, expected):
    people = [SimpleNamespace(key=n % 7, kind="person") for n in range(9)]
    things = [SimpleNamespace(whom=whom) for whom in people]
    desk = SimpleNamespace(things=things, late=things[:2], quiet=[], shares=[])

    with translation.override(language):
        assert headline(desk, 5) == expected


def test_one_english_word_with_two_meanings_has_two_translations():
    with translation.override("pl"):
        assert (gettext("Light"), pgettext("tier", "Light")) == ("Jasny", "Lekka")
        assert (gettext("Open"), pgettext("state", "Open")) == ("Otwórz", "Otwarte")
        one = npgettext("to …", "%(n)s stakeholder", "%(n)s stakeholders", 1)
        assert one == "%(n)s interesariusza"


@pytest.mark.django_db
@pytest.mark.parametrize("language", SIGN_IN)
def test_the_sign_in_page_speaks_the_language_of_the_browser(language):
    page = Client().get("/sign-in/", headers={"Accept-Language": language})

    assert page.headers["Content-Language"] == language
    assert f"<h1>{SIGN_IN[language]}" in page.text or f">{SIGN_IN[language]}<" in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", STAKEHOLDERS)
def test_the_list_speaks_the_language_of_the_person(person, language):
    reader = person(language=language)
    party("Jonas Vetter", owner_id=reader.pk)
    client = Client()
    client.force_login(reader)

    page = client.get("/stakeholders/?view=all", headers={"Accept-Language": "fr"})

    assert page.headers["Content-Language"] == language
    assert f'lang="{"zh-Hans" if language == "zh-hans" else language}"' in page.text
    assert STAKEHOLDERS[language] in page.text
    assert "Jonas Vetter" in page.text
    other = "Interesariusze" if language != "pl" else "Sidusrühmad"
    assert other not in page.text


@pytest.mark.django_db
def test_days_of_silence_take_their_form_in_the_list(person):
    reader = person(language="pl")
    for days, name in enumerate(("Alder", "Beck", "Crag")):
        one = party(name, owner_id=reader.pk)
        Party.objects.filter(pk=one.pk).update(
            last_contact_at=clock.now() - timedelta(days=21 * days + 1, minutes=1)
        )
    client = Client()
    client.force_login(reader)

    page = client.get("/stakeholders/?view=all")

    assert [f">{words}<" in page.text for words in ("1 dzień", "22 dni", "43 dni")] == [True] * 3


def test_dates_and_words_are_of_one_language():
    with translation.override("pl"):
        assert formats.weekday(NOON.date()) == "poniedziałek"
        assert gettext("Today") == "Dzisiaj"
