"""Notes in five languages, and what they say. Written on Thursday, 19 November 2026."""

from datetime import date, time

import pytest

from accord.features.engagement.queries import read
from accord.features.engagement.queries._dates import days_in
from accord.features.engagement.queries._plain import plain, sentences

THURSDAY = date(2026, 11, 19)
NAMES = ("Jonas Vetter", "Halina Wrona", "Йонас Веттер")


def said(text):
    """Give what was found as plain values: channel, promises, needs."""
    found = read(text, today=THURSDAY, names=NAMES)
    promises = [
        (
            p.side, p.words, p.day and p.day.strftime("%d.%m."), p.clock and p.clock.strftime("%H:%M")
        )
        for p in found.promises
    ]  # fmt: skip
    return found.channel, promises, [need.words for need in found.needs]


@pytest.mark.parametrize(
    ("text", "channel", "promises", "needs"),
    [
        (
            ("Called @Jonas Vetter. He accepts the route if lorries avoid 07:30–08:30 near the "
            "school. I promised the revised plan by Friday."),
            "call", [("we", "Revised plan", "20.11.", None)], [],
        ),
        (
            ("Met Halina Wrona yesterday. She promised to send the field list by Monday. He needs a "
            "number that somebody answers."),
            "meeting", [("they", "Send the field list", "23.11.", None)],
            ["A number that somebody answers"],
        ),
        ("Promised Jonas the revised plan by Friday 16:00.", "",
         [("we", "Revised plan", "20.11.", "16:00")], []),
        ("Jonas called and promised the field list by Monday.", "call",
         [("they", "Field list", "23.11.", None)], []),
        ("Called Jonas and promised the plan by Friday.", "call",
         [("we", "Plan", "20.11.", None)], []),
        ("I'll send the minutes by Fri 27 Nov, he was pleased.", "",
         [("we", "Send the minutes", "27.11.", None)], []),
        ("He was promised a plan by the end of the month.", "",
         [("we", "Plan", "30.11.", None)], []),
        ("We were promised a map by next week.", "", [("they", "Map", "27.11.", None)], []),
        ("He said he would call back tomorrow.", "", [("they", "Call back", "20.11.", None)], []),
        ("We promised that we'll repair the fence by Monday.", "",
         [("we", "Repair the fence", "23.11.", None)], []),
        ("I promised the plan by Friday and she promised the map by Monday.", "",
         [("we", "Plan", "20.11.", None), ("they", "Map", "23.11.", None)], []),
        ("She agreed to the route and wants lorries to stop during school hours.", "", [],
         ["Lorries to stop during school hours"]),
        ("He called us. They asked for the plan in writing.", "call", [], ["Plan in writing"]),
        ("He promised us the map.", "", [("they", "Map", None, None)], []),
        ("We need more time. I will think about it by Friday.", "", [], []),
        ("Lunch. Nice weather.", "", [], []),
    ],
)  # fmt: skip
def test_english(text, channel, promises, needs):
    assert said(text) == (channel, promises, needs)


@pytest.mark.parametrize(
    ("text", "channel", "promises", "needs"),
    [
        ("Zadzwoniłem do Jonasa Vettera. Obiecałem mu poprawiony plan do piątku.", "call",
         [("we", "Poprawiony plan", "20.11.", None)], []),
        ("Pani Wrona obiecała przesłać listę pól do poniedziałku do 16:00.", "",
         [("they", "Przesłać listę pól", "23.11.", "16:00")], []),
        (("Spotkałam się wczoraj z Haliną. Wyślę protokół do środy. Potrzebuje numeru, pod którym "
         "ktoś odbierze."), "meeting", [("we", "Wyślę protokół", "25.11.", None)],
         ["Numeru, pod którym ktoś odbierze"]),
        ("Obiecaliśmy, że naprawimy ogrodzenie do końca miesiąca, bo krowy uciekają.", "",
         [("we", "Naprawimy ogrodzenie", "30.11.", None)], []),
        ("Ona przyśle zdjęcia do piątku, ja przygotuję umowę do środy.", "",
         [("they", "Przyśle zdjęcia", "20.11.", None), ("we", "Przygotuję umowę", "25.11.", None)],
         []),
        ("Prosiła o plan na piśmie.", "", [], ["Plan na piśmie"]),
    ],
)  # fmt: skip
def test_polish(text, channel, promises, needs):
    assert said(text) == (channel, promises, needs)


@pytest.mark.parametrize(
    ("text", "channel", "promises", "needs"),
    [
        ("Helistasin Jonas Vetterile. Lubasin reedeks uuendatud plaani.", "call",
         [("we", "Uuendatud plaani", "20.11.", None)], []),
        ("Lubasin talle saata plaani esmaspäevaks kella 16ks.", "",
         [("we", "Saata plaani", "23.11.", "16:00")], []),
        ("Ta lubas põldude nimekirja 20. novembriks.", "",
         [("they", "Põldude nimekirja", "20.11.", None)], []),
        (("Kohtusin eile Halinaga. Saadan protokolli homseks. Ta vajab numbrit, millele keegi "
         "vastab."), "meeting", [("we", "Saadan protokolli", "20.11.", None)],
         ["Numbrit, millele keegi vastab"]),
        ("Plaani saadan reedeks.", "", [("we", "Plaani saadan", "20.11.", None)], []),
        ("Lubasin, et saadan plaani reedeks.", "", [("we", "Saadan plaani", "20.11.", None)], []),
    ],
)  # fmt: skip
def test_estonian(text, channel, promises, needs):
    assert said(text) == (channel, promises, needs)


@pytest.mark.parametrize(
    ("text", "channel", "promises", "needs"),
    [
        ("Позвонил Йонасу Веттеру. Обещал ему пересмотренный план до пятницы.", "call",
         [("we", "Пересмотренный план", "20.11.", None)], []),
        ("Я пообещала прислать план к понедельнику.", "",
         [("we", "Прислать план", "23.11.", None)], []),
        ("Она обещала прислать список полей до 20 ноября.", "",
         [("they", "Прислать список полей", "20.11.", None)], []),
        ("Йонас обещал список до среды.", "", [("they", "Список", "25.11.", None)], []),
        ("Обещали мне прислать список.", "", [("they", "Прислать список", None, None)], []),
        (("Встретились вчера с Халиной. Пришлю протокол до завтра 16:00. Ей нужен номер, по "
         "которому отвечают."), "meeting", [("we", "Пришлю протокол", "20.11.", "16:00")],
         ["Номер, по которому отвечают"]),
        ("Мы отправим ответ через 3 дня. Они пришлют карту в понедельник.", "",
         [("we", "Отправим ответ", "22.11.", None), ("they", "Пришлют карту", "23.11.", None)], []),
    ],
)  # fmt: skip
def test_russian(text, channel, promises, needs):
    assert said(text) == (channel, promises, needs)


@pytest.mark.parametrize(
    ("text", "channel", "promises", "needs"),
    [
        ("今天给 Jonas Vetter 打电话，答应周五之前给他修订方案。", "call",
         [("we", "修订方案", "20.11.", None)], []),
        ("他答应下周一把田块清单发过来。", "", [("they", "田块清单发过来", "23.11.", None)], []),
        ("我会在周五前把会议纪要发给他。", "", [("we", "会议纪要发给他", "20.11.", None)], []),
        ("昨天拜访了学校，她希望有一个有人接听的电话号码。", "visit", [],
         ["有一个有人接听的电话号码"]),
        ("对方承诺11月20日之前提供名单。", "", [("they", "提供名单", "20.11.", None)], []),
        ("他承诺我们下周三前修好围栏。", "", [("they", "修好围栏", "25.11.", None)], []),
    ],
)  # fmt: skip
def test_chinese(text, channel, promises, needs):
    assert said(text) == (channel, promises, needs)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("by Friday", 20, None), ("by Friday at 16:00", 20, "16:00"),
        ("by 4 pm tomorrow", 20, "16:00"), ("by 16:00", 19, "16:00"),
        ("by Fri 20 Nov", 20, None), ("on the 26th", 26, None), ("next Friday", 27, None),
        ("by Thursday", 26, None), ("by the end of the week", 20, None), ("within 10 days", 29, None),
        ("by November 25th", 25, None), ("by 2026-11-24", 24, None), ("by 20.11", 20, None),
        ("do 24.11.2026", 24, None), ("pojutrze", 21, None), ("na środę", 25, None),
        ("w przyszły piątek", 27, None), ("za dwa dni", 21, None), ("do końca miesiąca", 30, None),
        ("do 20 listopada", 20, None), ("reedeni", 20, None), ("homseks", 20, None),
        ("enne esmaspäeva", 23, None), ("nädala lõpuks", 20, None), ("kuu lõpuks", 30, None),
        ("до пятницы", 20, None), ("к следующей пятнице", 27, None), ("до конца недели", 20, None),
        ("послезавтра", 21, None), ("через неделю", 26, None), ("周五之前", 20, None),
        ("下周五前", 27, None), ("明天下午4点", 20, "16:00"), ("11月20日之前", 20, None),
        ("月底前", 30, None), ("3天内", 22, None), ("26号", 26, None),
    ],
)  # fmt: skip
def test_days_ahead(text, day, clock):
    (named,) = days_in(plain(text), THURSDAY)
    assert (named.day, named.clock) == (
        date(2026, 11, day),
        time.fromisoformat(clock) if clock else None,
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Called him yesterday.", 18), ("Met her last Friday.", 13), ("Visited 3 days ago.", 16),
        ("Spotkanie przedwczoraj.", 17), ("Kohtusin eile Halinaga.", 18),
        ("Вчера звонил Йонасу.", 18), ("前天拜访了学校。", 17),
    ],
)  # fmt: skip
def test_a_day_that_lies_behind_is_when_it_happened(text, day):
    assert read(text, today=THURSDAY).happened == date(2026, 11, day)


@pytest.mark.parametrize(
    "text",
    [
        "lorries avoid 07:30–08:30 near the school", "he sat on it", "the sun shone", "3.5 m wide",
        "31 listopada i 40.13.2026", "", "версия 2.0",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_day_is_none(text):
    assert days_in(plain(text), THURSDAY) == []


def test_a_month_long_past_is_the_next_year():
    (named,) = days_in("by 3 january", THURSDAY)
    assert named.day == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("He called us about the dust.", "in"), ("Called him about the dust.", "out"),
        ("Met the committee.", "both"), ("Zadzwoniła do mnie w sprawie pyłu.", "in"),
        ("Ta helistas mulle.", "in"), ("Позвонил мне вечером.", "in"), ("对方来电投诉。", "in"),
    ],
)  # fmt: skip
def test_who_came_to_whom(text, direction):
    assert read(text, today=THURSDAY).direction == direction


def test_folding_keeps_every_letter_in_its_place():
    text = "Straße, ŁÓDŹ, Õun, ЙОЛКА ё, 周五, ﬁne, İstanbul, 👩‍🚒"
    assert len(plain(text)) == len(text)


def test_a_date_does_not_end_a_sentence_before_a_small_letter():
    assert sentences("Lubasin 20. novembriks. Ta ootab! 好。再见") == [
        "Lubasin 20. novembriks.", "Ta ootab!", "好", "再见",
    ]  # fmt: skip


def test_a_note_of_any_length_and_kind_is_read():
    for text in (
        "",
        " ",
        "@",
        "\x00",
        "promised",
        "I promised",
        "by Friday",
        "💧" * 5000,
        "a" * 50_000,
    ):
        assert isinstance(read(text, today=THURSDAY).promises, tuple)


def test_at_most_eight_promises_are_proposed():
    text = "".join(f"I promised map {n} by Friday. " for n in range(30))
    assert len(read(text, today=THURSDAY).promises) == 8


def test_what_is_said_twice_is_proposed_once():
    words = "I promised the plan by Friday. He needs a quiet school run. "
    once, twice = (read(words * times, today=date(2026, 5, 4)) for times in (1, 2))
    assert (len(once.promises), len(once.needs)) == (1, 1)
    assert (twice.promises, twice.needs) == (once.promises, once.needs)


def test_what_never_stops_is_read_in_pieces():
    parts = sentences("promised to " * 500)
    assert max(map(len, parts)) <= 400
    assert " ".join(parts) == ("promised to " * 500).strip()
