"""Some six hundred more: residents, farms, clients, suppliers, in the scripts they write in."""

from collections.abc import Callable
from datetime import datetime
from itertools import product
from random import Random

from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import Party
from accord.overview.demo.actions._cast import DAY, Cast

Step = tuple[datetime, Callable[[datetime], object]]

# language -> given names, family names
NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "et": (
        ("Mari", "Tiit", "Kersti", "Ülo", "Õnne", "Rein", "Liina", "Andres", "Piret", "Märt"),
        ("Tamm", "Kask", "Mägi", "Sepp", "Kõiv", "Põld", "Õunapuu", "Lepik", "Rebane", "Ööpik"),
    ),
    "pl": (
        ("Agnieszka", "Łukasz", "Małgorzata", "Stanisław", "Zofia", "Paweł", "Jadwiga", "Michał"),
        ("Wiśniewska", "Dąbrowski", "Łuczak", "Świątek", "Żak", "Kowalczyk", "Górska", "Ćwik"),
    ),
    "ru": (
        ("Анна", "Сергей", "Екатерина", "Фёдор", "Наталья", "Игорь", "Юлия", "Андрей"),
        ("Иванова", "Королёв", "Щукина", "Воробьёв", "Жукова", "Соколов", "Цветкова", "Чайкин"),
    ),
    "en": (
        ("Alice", "Oliver", "Siân", "George", "Niamh", "Harry", "Imogen", "Callum", "Zoë", "Hugh"),
        ("Ashworth", "O’Neill", "Fairbairn", "Llewellyn", "Hartley", "McBride", "Penrose", "Shaw"),
    ),
    "zh": (
        ("伟", "芳", "娜", "秀英", "敏", "静", "丽", "强"),
        ("王", "李", "张", "刘", "陈", "杨", "赵", "黄"),
    ),
    "uk": (
        ("Оксана", "Тарас", "Леся", "Богдан", "Ярина", "Остап"),
        ("Шевченко", "Коваленко", "Бондаренко", "Ткачук", "Мельник", "Гнатюк"),
    ),
    "el": (("Ελένη", "Γιώργος", "Σοφία", "Νίκος"), ("Παπαδοπούλου", "Οικονόμου", "Γεωργίου")),
    "ar": (("ليلى", "عمر", "نور", "يوسف"), ("الحسن", "منصور", "خليل")),
}
WEIGHTS = {"et": 26, "pl": 22, "ru": 18, "en": 18, "zh": 6, "uk": 6, "el": 2, "ar": 2}
STREETS = ("Mill Lane", "Chapel Lane", "Upper Hollin", "Weir Street", "Lower Meadow", "Quarry Road")
TRADES = (
    ("Clients", ("Bakery", "Laundry", "Brewery", "Care home", "Swimming pool", "Greenhouse")),
    ("Suppliers", ("Pumps", "Pipeworks", "Haulage", "Survey", "Valves", "Aggregates")),
    ("NGOs", ("Bird Watch", "Ramblers", "Heritage Society", "Meadow Trust")),
    ("Local government", ("Parish Council", "Highways Office", "Planning Office")),
    ("Farmers", ("farm", "orchard", "stables")),
    ("Partners", ("Institute of Hydrology", "College", "Chamber of Trade")),
)
PLACES = (
    "Brackenford", "Hollin", "Larkby", "Stonewick", "Alder Cross", "Kõrve", "Nowe Łąki", "Ozernoye",
)  # fmt: skip
GROUPS = ("Local residents", "Directly affected homes", "Indirectly affected homes",
          "Haul road neighbours")  # fmt: skip


def crowd(cast: Cast, at: datetime) -> list[Step]:
    """Say when each of the crowd is written down; the story then speaks of them, too."""
    dice = Random(20_261_121)  # noqa: S311 -- a story, not a secret
    steps: list[Step] = [(at - 545 * DAY, lambda moment: _groups(cast, moment))]
    for number, (category, kind, name, language) in enumerate(_roll(dice)):
        day = at - dice.randint(30, 540) * DAY
        day = day.replace(hour=8 + number % 10, minute=7 * number % 60)
        steps.append((day, _adding(cast, dice.random(), number, category, kind, name, language)))
    return steps


def _roll(dice: Random) -> list[tuple[str, str, str, str]]:
    """Draw the crowd: 130 organisations and 480 people."""
    found: list[tuple[str, str, str, str]] = []
    trades = [(c, f"{p} {t}") for c, kinds in TRADES for p, t in product(PLACES, kinds)]
    for category, name in dice.sample(trades, 130):
        found.append((category, "organisation", name, ""))
    people: set[str] = set()
    tongues = list(WEIGHTS)
    while len(people) < 480:  # noqa: PLR2004 -- with the organisations and the known, 640
        language = dice.choices(tongues, [WEIGHTS[tongue] for tongue in tongues])[0]
        given, family = (dice.choice(pool) for pool in NAMES[language])
        name = family + given if language == "zh" else f"{given} {family}"
        if name in people and language in {"en", "pl", "et"}:
            name = f"{given} {dice.choice('ABDEGHJKLMPRST')}. {family}"
        if name in people:
            continue
        people.add(name)
        trade = dice.choices(("Residents", "Farmers", "Clients", "Media"), (70, 14, 12, 4))[0]
        found.append((trade, "person", name, language))
    return found


def _groups(cast: Cast, moment: datetime) -> None:
    for name in GROUPS:
        details = register.PartyDetails(
            "group", name, category_id=cast.categories["Residents"].pk,
            owner_id=cast.people["DV"].pk, source="demo",
        )  # fmt: skip
        cast.groups[name] = register.add_party(by=cast.by, details=details, at=moment)
    above = cast.groups[GROUPS[0]]
    for name in GROUPS[1:]:
        register.change_party(by=cast.by, party=cast.groups[name], parent_id=above.pk, at=moment)


def _adding(  # noqa: PLR0913, PLR0917 -- one word of a person each
    cast: Cast, luck: float, number: int, category: str, kind: str, name: str, language: str
) -> Callable[[datetime], object]:
    owners = ("DV", "MK", "PZ", "AS", "GO")
    owner = cast.people[owners[int(luck * 37) % 5]]

    def act(moment: datetime) -> Party:
        tier = "active" if luck < 0.05 else "light" if luck < 0.15 else ""  # noqa: PLR2004
        details = register.PartyDetails(
            kind, name, category_id=cast.categories[category].pk,
            owner_id=None if luck > 0.93 else owner.pk,  # noqa: PLR2004 -- some have none yet
            department_id=owner.department_id, source="demo",
            more={
                "language": language, "tier": tier, "country": "EE",
                "locality": PLACES[number % len(PLACES)],
                "lawful_basis": "legitimate-interest", "purpose": "Hollin Reservoir",
            },
        )  # fmt: skip
        points = [register.ContactDetails("mail", f"p{number}@post.example")]
        if luck < 0.6:  # noqa: PLR2004
            points.append(register.ContactDetails("phone", f"+372 5{1_000_000 + number}"))
        street = f"{number % 90 + 1} {STREETS[number % len(STREETS)]}"
        if kind == "person":
            points.append(register.ContactDetails("postal", street, purpose="home"))
        party = register.add_party(by=cast.by, details=details, points=points, at=moment)
        cast.crowd.append(party)
        _belongs(cast, party, luck, moment)
        return party

    return act


def _belongs(cast: Cast, party: Party, luck: float, moment: datetime) -> None:
    if party.kind != "person":
        return
    if luck < 0.25 and cast.groups:  # noqa: PLR2004
        name = GROUPS[1 + int(luck * 100) % 3]
        register.add_to_group(by=cast.by, group=cast.groups[name], party=party, at=moment)
    if luck > 0.8:  # noqa: PLR2004
        register.record_consent(
            by=cast.by, party=party, purpose=cast.purposes[int(luck * 1000) % 3],
            state="given" if luck < 0.95 else "refused", source="Public meeting", at=moment,  # noqa: PLR2004
        )  # fmt: skip
    houses = [other for other in cast.crowd if other.kind == "organisation"]
    if 0.3 < luck < 0.45 and houses:  # noqa: PLR2004
        house = houses[int(luck * 1000) % len(houses)]
        post = register.Post(house, "Contact person", from_date=moment.date())
        register.add_affiliation(by=cast.by, person=party, post=post, at=moment)
