"""Who works at Larkwater, and the fourteen whom everybody there knows by name."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from accord.features.initiatives.actions import InitiativeDetails, add_initiative
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import Category, ConsentPurpose, Party, Topic
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import Department, User
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import Actor

MAIL = "@larkwater.example"
PASSWORD = "larkwater-hollin-2026"  # noqa: S105 -- printed for whoever tries the demo
DAY = timedelta(days=1)

DEPARTMENTS = (
    "Stakeholder team", "Project Delivery", "Network Operations", "Environment", "Legal",
    "Customer Care", "Communications",
)  # fmt: skip
# key, name, mail, title, department, roles, level, language
COLLEAGUES = (
    ("MK", "Marta Kask", "marta", "Single point of contact", "Stakeholder team",
     (Role.MANAGER, Role.ADMINISTRATOR), 5, ""),
    ("PZ", "Piotr Zieliński", "piotr", "Relations, suppliers", "Project Delivery",
     (Role.PRACTITIONER,), 4, "pl"),
    ("AS", "Anneli Saar", "anneli", "Head of stakeholder relations", "Stakeholder team",
     (Role.LEAD,), 6, "et"),
    ("DV", "Dmitri Volkov", "dmitri", "Community officer", "Stakeholder team",
     (Role.PRACTITIONER,), 4, "ru"),
    ("GO", "Grace Oyelaran", "grace", "Press and public affairs", "Communications",
     (Role.PRACTITIONER, Role.CASE_HANDLER), 5, ""),
    ("LH", "Li Huimin", "huimin", "Environmental data", "Environment",
     (Role.PRACTITIONER,), 4, "zh-hans"),
    ("ES", "Elena Sõber", "elena", "Managing director", "Larkwater", (Role.EXECUTIVE,), 7, ""),
    ("TK", "Tomasz Król", "tomasz", "Data protection officer", "Legal", (Role.CUSTODIAN,), None,
     "pl"),
    ("JV", "Jaan Viik", "jaan", "Customer care", "Customer Care", (Role.VIEWER,), None, "et"),
)  # fmt: skip
CATEGORIES = (
    "Clients", "Residents", "Farmers", "Regulators", "Local government", "NGOs", "Suppliers",
    "Media", "Partners",
)  # fmt: skip
TOPICS = ("Dust and noise", "Haul road", "Water quality", "Fish and river", "Compensation", "Jobs")
PURPOSES = ("Newsletter by e-mail", "Photographs", "Survey invitations")

# key, name, organisation, post, category, owner, rhythm, tier, language, last contacts in days
KNOWN = (
    ("jv", "Jonas Vetter", "Hollin Valley Farmers’ Co-op", "Chair", "Farmers", "MK", 14, "key",
     "de", (26, 41, 55, 70, 83)),
    ("ip", "Ingrid Paavel", "Regional Environment Inspectorate", "Senior inspector", "Regulators",
     "AS", 14, "key", "et", (3, 15, 29, 44, 58, 72)),
    ("kt", "Kadri Tamm", "National Dam Safety Authority", "Head of section", "Regulators", "AS",
     30, "key", "et", (9, 38, 66)),
    ("tl", "Teodor Lind", "Brackenford Dairy", "Plant director", "Clients", "MK", 21, "key", "en",
     (33, 52, 75)),
    ("ra", "Rhoswen Adair", "River Lark Trust", "Director", "NGOs", "DV", 14, "key", "en",
     (6, 19, 31, 47, 60, 77)),
    ("hw", "Halina Wrona", "Upper Hollin Residents’ Association", "Chair", "Residents", "MK", 14,
     "key", "pl", (2, 10, 24, 37, 52, 66, 80)),
    ("bm", "Bogdan Mazur", "Brackenford Town Council", "Deputy mayor", "Local government", "AS",
     30, "key", "pl", (12, 40, 71)),
    ("sh", "Samira Haddad", "Brackenford General Hospital", "Facilities manager", "Clients", "MK",
     45, "key", "ar", (61,)),
    ("mc", "陈梅", "Jiangnan Turbines", "Project engineer", "Suppliers", "PZ", 14, "key", "zh",
     (5, 18, 33, 46, 62, 75)),
    ("en", "Ewa Nowak", "Nowak farm, Lower Meadow", "Farmer", "Farmers", "DV", 21, "key", "pl",
     (17, 36, 58)),
    ("os", "Олег Сидоренко", "Lark & Hollin Anglers", "Secretary", "NGOs", "DV", 30, "key", "ru",
     (24, 55)),
    ("lr", "Liis Rebane", "Hollin Primary School", "Head teacher", "Residents", "DV", 45, "key",
     "et", (48, 86)),
    ("md", "Marek Duda", "Fire & Rescue, Lark district", "Station officer", "Local government",
     "PZ", 60, "key", "pl", (15, 74)),
    ("ta", "Tom Ashdown", "Brackenford Courier", "Reporter", "Media", "GO", 30, "key", "en",
     (8, 35, 60)),
)  # fmt: skip
NEEDED = {"hw": "Large print, and no stairs", "ra": "A quiet room: she hears badly"}
OTHER_NAMES = {"mc": ("latin", "Chen Mei"), "os": ("latin", "Oleg Sydorenko"),
               "sh": ("native", "سميرة حداد")}  # fmt: skip


@dataclass
class Cast:
    """Everybody the story speaks of, by key."""

    by: Actor
    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    purposes: list[ConsentPurpose] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    known: dict[str, Party] = field(default_factory=dict)
    organisations: dict[str, Party] = field(default_factory=dict)
    groups: dict[str, Party] = field(default_factory=dict)
    crowd: list[Party] = field(default_factory=list)


def gather(*, by: Actor, at: datetime) -> Cast:
    """Bring the cast together, 18 months before ``at``."""
    start = at - 548 * DAY
    cast = Cast(by)
    _colleagues(cast, start)
    for place, name in enumerate(CATEGORIES):
        cast.categories[name] = register.add_category(by=by, name=name, position=place, at=start)
    cast.topics = [register.add_topic(by=by, name=name, at=start) for name in TOPICS]
    cast.purposes = [register.add_consent_purpose(by=by, name=n, at=start) for n in PURPOSES]
    _initiatives(cast, at, start)
    _known(cast, start)
    return cast


def _colleagues(cast: Cast, start: datetime) -> None:
    root = accounts.add_department(by=cast.by, name="Larkwater", parent=None, at=start)
    cast.departments["Larkwater"] = root
    for name in DEPARTMENTS:
        cast.departments[name] = accounts.add_department(
            by=cast.by, name=name, parent=root, at=start
        )
    for key, name, mail, title, department, roles, level, language in COLLEAGUES:
        person = accounts.add_person(
            by=cast.by, email=mail + MAIL, name=name, title=title, level=level, language=language,
            department=cast.departments[department], password=PASSWORD, at=start,
        )  # fmt: skip
        for role in roles:
            accounts.grant(by=cast.by, person=person, role=role, at=start)
        cast.people[key] = person


def _initiatives(cast: Cast, at: datetime, start: datetime) -> None:
    today: date = at.date()
    told = (
        ("Hollin Reservoir", "programme", "Project Delivery", 540, 700),
        ("Haul road, phase 2", "project", "Project Delivery", 210, 190),
        ("Lark water supply", "service", "Network Operations", 540, None),
        ("Brackenford treatment works", "site", "Network Operations", 540, None),
        ("River Lark fish pass", "project", "Environment", 320, 240),
    )
    for name, kind, department, before, after in told:
        details = InitiativeDetails(
            name, kind, cast.departments[department].pk, cast.people["AS"].pk,
            today - before * DAY, today + after * DAY if after else None,
        )  # fmt: skip
        cast.initiatives.append(add_initiative(by=cast.by, details=details, at=start))


def _known(cast: Cast, start: datetime) -> None:
    for place, (
        key,
        name,
        organisation,
        post,
        category,
        owner,
        rhythm,
        tier,
        language,
        _days,
    ) in enumerate(KNOWN):
        moment = start + place * DAY
        keeper = cast.people[owner]
        house = register.add_party(
            by=cast.by, at=moment,
            details=register.PartyDetails(
                "organisation", organisation, category_id=cast.categories[category].pk,
                owner_id=keeper.pk, department_id=keeper.department_id, source="demo",
                more={"locality": "Brackenford", "country": "EE", "tier": "active"},
            ),
        )  # fmt: skip
        who = register.add_party(
            by=cast.by, at=moment,
            details=register.PartyDetails(
                "person", name, category_id=cast.categories[category].pk, owner_id=keeper.pk,
                department_id=keeper.department_id, source="demo",
                more={"tier": tier, "rhythm_days": rhythm, "language": language,
                      "lawful_basis": "legitimate-interest", "purpose": "Hollin Reservoir",
                      "locality": "Brackenford", "country": "EE"},
            ),
            points=(
                register.ContactDetails("mail", f"{key}@{_domain(organisation)}.example"),
                register.ContactDetails("phone", f"+372 555 01{place:02}"),
            ),
        )  # fmt: skip
        register.add_affiliation(
            by=cast.by, person=who, at=moment,
            post=register.Post(house, post, from_date=(start - 400 * DAY).date()),
        )  # fmt: skip
        if key in OTHER_NAMES:
            kind, text = OTHER_NAMES[key]
            register.add_name(by=cast.by, party=who, kind=kind, text=text, at=moment)
        cast.known[key], cast.organisations[key] = who, house
    jonas = cast.known["jv"]
    register.change_party(
        by=cast.by, party=jonas, preferred_channel="phone", preferred_times="after 18:00",
        summary="61 member farms along the haul road", at=start + 20 * DAY,
    )  # fmt: skip
    for key, needed in NEEDED.items():
        register.change_party(
            by=cast.by, party=cast.known[key], accessibility=needed, at=start + 21 * DAY
        )


def _domain(organisation: str) -> str:
    return "".join(char for char in organisation.lower() if char.isascii() and char.isalnum())[:20]
