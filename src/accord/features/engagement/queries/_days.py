# ruff: noqa: E501, ISC004 -- a pattern is easier to read in one piece
"""The words by which five languages name days. Read in text that ``plain`` folded."""

import re

# The first letters of each day's name, Monday first, with the endings a language hangs on them.
WEEKDAYS = {
    "en": (
        r"mon(?:day)?s?", r"tue(?:s|sday)?", r"wed(?:nesday)?", r"thu(?:r|rs|rsday)?",
        r"fri(?:day)?", r"sat(?:urday)?", r"sun(?:day)?",
    ),
    "pl": (
        r"poniedzial(?:ek|ku|kiem)", r"wtor(?:ek|ku|kiem)", r"srod[aeęyą]",
        r"czwart(?:ek|ku|kiem)", r"piat(?:ek|ku|kiem)|piąt(?:ek|ku|kiem)", r"sobot[aęeyą]|sobocie",
        r"niedziel[aęieą]",
    ),
    "et": tuple(
        rf"{day}(?:ks|ni|l|st|t)?"
        for day in (
            "esmaspaeva?", "teisipaeva?", "kolmapaeva?", "neljapaeva?", "reede", "laupaeva?",
            "puhapaeva?",
        )
    ),
    "ru": (
        r"понедельник[аеу]?", r"вторник[аеу]?", r"сред[ауеы]", r"четверг[аеу]?",
        r"пятниц[ауеы]", r"суббот[ауеы]", r"воскресень[еяю]",
    ),
}  # fmt: skip
HAN_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

MONTHS = (
    # each month in English, Polish (genitive), Estonian (any case), Russian (genitive)
    (r"jan(?:uary)?|stycznia|jaanuar\w*|января",),
    (r"feb(?:ruary)?|lutego|veebruar\w*|февраля",),
    (r"mar(?:ch)?|marca|marts\w*|марта",),
    (r"apr(?:il)?|kwietnia|aprill\w*|апреля",),
    (r"may|maja|mai\w{0,3}|мая",),
    (r"june?|czerwca|juuni\w*|июня",),
    (r"july?|lipca|juuli\w*|июля",),
    (r"aug(?:ust)?|sierpnia|august\w*|августа",),
    (r"sept?(?:ember)?|wrzesnia|septemb\w*|сентября",),
    (r"oct(?:ober)?|pazdziernika|oktoo?b\w*|октября",),
    (r"nov(?:ember)?|listopada|novemb\w*|ноября",),
    (r"dec(?:ember)?|grudnia|detsemb\w*|декабря",),
)

# Days at a distance, by how many; a word that names the past has a distance below nothing.
DISTANCES: tuple[tuple[str, int], ...] = (
    (r"the day after tomorrow|day after tomorrow|pojutrze|ulehomme(?:ks|ni|st)?|послезавтра|后天", 2),
    (r"大后天", 3),
    (r"tomorrow|jutr[oaze]+|homme(?:ks|ni|st)?|homseks|завтра|明天|明日", 1),
    (r"today|tonight|this (?:afternoon|evening)|dzisiaj|dzis|tana(?:seks|ni)?|сегодня|今天|今日|今晚", 0),
    (r"the day before yesterday|day before yesterday|przedwczoraj|uleeile|позавчера|前天", -2),
    (r"yesterday|wczoraj|eile|вчера|昨天|昨日", -1),
)  # fmt: skip

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
    "dwa": 2, "dwie": 2, "trzy": 3, "cztery": 4, "piec": 5,
    "kahe": 2, "kolme": 3, "nelja": 4, "viie": 5,
    "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5,
    "一": 1, "两": 2, "三": 3, "四": 4, "五": 5,
}  # fmt: skip
_N = rf"(\d{{1,3}}|{'|'.join(NUMBERS)})"
# "in five days": the pattern and how many days one of them is; months are 30.
SPANS: tuple[tuple[str, int], ...] = (
    (rf"(?:with)?in {_N} days?|(?:za|w ciągu|w ciagu) {_N} dni|{_N} paeva (?:parast|jooksul)"
     rf"|(?:через|в течение) {_N} дн(?:я|ей|ень)|{_N} ?[天日](?:之?内|后|之后|以内)", 1),
    (rf"(?:with)?in {_N} weeks?|(?:za|w ciągu|w ciagu) {_N} tygod\w+|{_N} nadala (?:parast|jooksul)"
     rf"|(?:через|в течение) {_N} недел\w*|{_N} ?(?:周|个?星期)(?:之?内|后|之后|以内)", 7),
    (rf"(?:with)?in {_N} months?|(?:za|w ciągu|w ciagu) {_N} miesi\w+|{_N} kuu (?:parast|jooksul)"
     rf"|(?:через|в течение) {_N} месяц\w*|{_N} ?个?月(?:之?内|后|之后|以内)", 30),
    (r"(?:with)?in (?:a|one) week|za tydzien|nadala (?:parast|jooksul)|через неделю|一(?:周|个?星期)(?:之?内|后)", -7),
    (r"(?:with)?in (?:a|one) month|za miesiąc|za miesiac|kuu aja parast|через месяц|一个月(?:之?内|后)", -30),
)  # fmt: skip
# "five days ago"
AGO = rf"{_N} days? ago|{_N} dni temu|{_N} paeva tagasi|{_N} дн(?:я|ей|ень) назад|{_N} ?天前"

END_OF_WEEK = (
    r"(?:the )?end of (?:the |this )?week|konca (?:tego )?tygodnia|koniec tygodnia"
    r"|(?:selle )?nadala lopuks|nadala lopuni|конц[ау] (?:этой )?недели|本周(?:内|末|底)|这周(?:内|末)|周末"
)
END_OF_MONTH = (
    r"(?:the )?end of (?:the |this )?month|konca (?:tego )?miesiąca|konca (?:tego )?miesiaca"
    r"|koniec miesi\w+|kuu lopuks|kuu lopuni|конц[ау] (?:этого )?месяца|(?:本|这个)?月底"
)
END_OF_YEAR = (
    r"(?:the )?end of (?:the |this )?year|konca (?:tego )?roku|koniec roku|aasta lopuks"
    r"|aasta lopuni|конц[ау] (?:этого )?года|年底"
)
NEXT_WEEK = (
    r"next week|(?:w )?przyszlym tygodniu|przyszlego tygodnia|jargmisel nadalal"
    r"|jargmiseks nadalaks|(?:на )?следующей недел[еи]|下(?:个)?(?:周|星期)(?![一二三四五六日天])"
)
NEXT_MONTH = (
    r"next month|(?:w )?przyszlym miesiącu|(?:w )?przyszlym miesiacu|jargmisel kuul"
    r"|в следующем месяце|下个?月"
)

# Words that make a weekday one of the next week, or of the one before.
NEXT = r"next|przyszl(?:y|ego|a|ą|ej|ym)|nastepn\w+|jargmi\w+|следующ\w+|下(?:个)?"
LAST = r"last|zeszl(?:y|ego|a|ą|ej|ym)|ostatni\w*|eelmi\w+|moodunud|прошл\w+|上(?:个)?"
THIS = r"this|ten|ta|te|tę|see|sel|эт\w+|本|这个?"

# What stands before a day that something is due by, and may be left out with it.
BEFORE = (
    r"(?:by|until|till?|before|not? later than|due(?: by| on)?|no later than|on|for|at|from"
    r"|do|przed|najpozniej|nie pozniej niz|we?|na|o"
    r"|hiljemalt|enne|kuni|kell|kella|"
    r"до|к|ко|не позднее|не позже|во?|на|с"
    r"|在|于|到|最迟|最晚|不晚于)"
)
AFTER = r"(?:之前|以前|前|之内|为止|止|内)"

CLOCK = re.compile(
    r"(?:(?:,| )*(?:at|by|before|o|do|kell[a]?|в|к|до)? ?)"
    r"(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?: ?(?P<half>[ap])\.?m\b)?(?:ks|ni)?"
    r"|(?P<h2>1[0-2]|\d) ?(?P<half2>[ap])\.?m\b|(?<=kell )(?P<h4>[01]?\d|2[0-3])(?:ks|ni)?"
    r"|(?<=kella )(?P<h5>[01]?\d|2[0-3])(?:ks|ni)?"
    r"|(?P<late>下午|晚上|上午|早上|中午)?(?P<h3>[01]?\d|2[0-3]) ?[点时](?:(?P<m3>[0-5]\d)分?|(?P<mid>半))?)"
)
