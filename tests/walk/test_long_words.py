"""Words that nobody can break, on the narrowest phone: they stay on the page."""

from io import BytesIO

import pytest
from django.test import Client

from accord.features.engagement import actions as engagement
from accord.features.growth import actions as growth
from accord.features.growth.models import GrowthStep, PortfolioItem
from accord.features.initiatives import actions as initiatives
from accord.features.needs import actions as needs
from accord.features.promises import actions as promises
from accord.features.stakeholders import actions as stakeholders
from accord.features.stakeholders import policies
from accord.features.stakeholders.models import Segment
from accord.features.tasks import actions as tasks
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import Grant
from accord.foundation.fields import actions as fields
from accord.foundation.fields.models import Tag
from accord.foundation.journal.change import change
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.fields import PARTY, field, tag
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragung"
WIDTH = 320
PAGES = (
    "/", "/?by=person", "/stakeholders/?view=all", "/stakeholders/groups/",
    "/stakeholders/segments/", "/stakeholders/places/",
    "/stakeholders/places/L-0001/", "/promises/", "/tasks/", "/needs/", "/talks/", "/initiatives/",
    "/colleagues/", "/promises/P-0001/", "/tasks/T-0001/", "/needs/N-0001/", "/talks/K-0001/",
    "/initiatives/V-0001/", "/log/", "/me/", f"/find/?q={WORD}", "/find/?q=longest",
    "/growth/", "/growth/facts/tasks_in_time/",
    "/admin/people/", "/admin/departments/", "/admin/fields/", "/admin/tags/",
    "/admin/categories/", "/admin/topics/", "/admin/purposes/", "/admin/trail/", "/admin/services/",
)  # fmt: skip
OF_PARTY = (
    "", "?stream=talks", "history/", "brief/", "contacts/add/", "note/", "hand-over/", "restrict/",
    "topics/", "protection/", "erase/", "consent/",
)  # fmt: skip
OF_ONE = (
    (Segment, "/stakeholders/segments/{}/"), (Tag, "/admin/tags/{}/merge/"),
    (PortfolioItem, "/growth/items/{}/"), (PortfolioItem, "/growth/items/{}/change/"),
    (GrowthStep, "/growth/steps/{}/change/"),
)  # fmt: skip
TOO_WIDE = """(width) => {
  const widest = document.documentElement.scrollWidth;
  if (widest <= width) return "";
  const scrolls = (one) => one && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  const runs = (one) => one.getBoundingClientRect().right > width + 1 && !scrolls(one.parentElement);
  const ends = [...document.querySelectorAll("body *")].filter((one) => runs(one) && ![...one.children].some(runs));
  return `${widest}: ` + ends.slice(0, 3).map((one) => one.outerHTML.slice(0, 110)).join(" | ");
}"""


@pytest.fixture
def keeper(person):
    keeper = person(Role.ADMINISTRATOR, name=WORD, title=WORD)
    Grant.objects.create(person=keeper, role=Role.MANAGER, scope=Grant.Scope.ALL)
    return keeper


@pytest.fixture
def longest(keeper):
    """Make one of everything, called by the longest word and the longest address."""
    now, by = clock.now(), keeper
    home = department(WORD)
    category = stakeholders.add_category(by=SYSTEM, name=WORD, at=now)
    house = party(f"{WORD}haus", category_id=category.pk, department_id=home.pk, owner_id=by.pk)
    group = party(f"{WORD}gruppe", kind="group", owner_id=by.pk)
    found = party(WORD, kind="person", category_id=category.pk, owner_id=by.pk, at=now)
    stakeholders.add_to_group(by=SYSTEM, group=group, party=found, at=now)
    post = stakeholders.Post(house, post=WORD, unit=WORD)
    stakeholders.add_affiliation(by=SYSTEM, person=found, post=post, at=now)
    stakeholders.add_name(by=SYSTEM, party=found, kind="alias", text=WORD.upper(), at=now)
    for channel, value in (("mail", f"{WORD[:40].lower()}@{WORD[:40].lower()}.example"),
                           ("web", f"https://{WORD[:40].lower()}.example/{WORD}"),
                           ("postal", WORD)):  # fmt: skip
        details = stakeholders.ContactDetails(channel, value, label=WORD)
        stakeholders.add_contact_point(by=SYSTEM, party=found, details=details, at=now)
    stakeholders.add_identifier(by=SYSTEM, party=found, scheme="register", value=WORD, at=now)
    topic = stakeholders.add_topic(by=SYSTEM, name=WORD, at=now)
    stakeholders.set_topics(by=SYSTEM, party=found, topics=[topic], at=now)
    segment = stakeholders.add_segment(by=SYSTEM, name=WORD, at=now)
    stakeholders.pick(by=SYSTEM, segment=segment, party=found, at=now)
    place = stakeholders.PlaceDetails(WORD, address=WORD, locality=WORD)
    stakeholders.link_place(
        by=SYSTEM, party=found, place=stakeholders.add_place(by=SYSTEM, details=place, at=now),
        role="owner", at=now,
    )  # fmt: skip
    stakeholders.keep_note(by=by, party=found, text=WORD * 4, at=now)
    stakeholders.attach_files(
        by=by, party=found, files=[(f"{WORD}.txt", BytesIO(b"words"))], at=now
    )
    _work(by, found, now)
    _grow(by, now)
    own = field(WORD[:30].lower(), at=now)
    stakeholders.set_custom(by=SYSTEM, party=found, at=now, **{own.key: WORD})
    with change(policies.CHANGE, by=SYSTEM, at=now, subject=found) as record:
        fields.put_tags(
            by=by, record=record, kind=PARTY, keys=[found.pk], at=now,
            tags=[tag(WORD[:40]), tag(WORD[::-1][:40])],
        )  # fmt: skip
    accounts.invite(
        by=by, email=f"{'rindfleischetikettierung' * 2}@example.org", name=WORD, role=Role.VIEWER,
        department=home, at=now,
    )  # fmt: skip
    return found


def _work(by, found, now):
    words = f"{WORD} {WORD[::-1]}"
    engagement.log_interaction(
        by=by, parties=[found], at=now, details=engagement.TalkDetails(text=words)
    )
    promises.make_promise(
        by=by, party=found, at=now,
        details=promises.PromiseDetails(words=words, owner_id=by.pk, due_at=now),
    )  # fmt: skip
    tasks.add_task(
        by=by, at=now,
        details=tasks.TaskDetails(title=words, owner_id=by.pk, party=found, due_at=now),
    )  # fmt: skip
    needs.hear_need(by=by, party=found, words=words, at=now)
    initiatives.add_initiative(
        by=by, at=now, details=initiatives.InitiativeDetails(name=WORD, owner_id=by.pk)
    )


def _grow(by, now):
    on = {"by": by, "at": now, "profile": growth.aim(by=by, level=4, at=now)}
    refs = ("T-0001", "K-0001", "P-0001")
    growth.add_item(
        details=growth.ItemDetails("carry_out_plans", WORD, now.date(), WORD, refs), **on
    )
    growth.plan_step(details=growth.StepDetails(WORD, company=WORD), **on)
    growth.state(attribute="autonomy", words=WORD, **on)
    growth.assess_self(key="carry_out_plans", grade="alone", note=WORD, **on)


@pytest.mark.walk
def test_no_word_is_too_long_for_a_phone(chromium, live_server, keeper, longest):
    client = Client()
    client.force_login(keeper)
    context = chromium.new_context(viewport={"width": WIDTH, "height": 700})
    session = client.cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page = context.new_page()
    own = [f"/stakeholders/{longest.ref}/{rest}" for rest in OF_PARTY]
    own += [address.format(model.objects.first().pk) for model, address in OF_ONE]
    found = []
    for address in (*PAGES, *own):
        answer = page.goto(live_server.url + address, wait_until="load")
        assert answer.status == 200, address
        if said := page.evaluate(TOO_WIDE, WIDTH):
            found.append(f"{address} {said}")
    context.close()
    assert not found, "\n".join(found)
