"""Two people at one record in two browsers: nobody's words are lost."""

import pytest
from django.urls import reverse

from accord.features.stakeholders.models import Note
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party
from tests.faults.houses import PROCESS
from tests.ui.conftest import visit

__all__ = ["visit"]
in_browser = pytest.mark.browser


def fact(page, name):
    return page.locator(f"dd:has([href*='/fact/{name}/'], form[action*='/fact/{name}/'])")


def type_into(page, name, words):
    """Open a fact and write; nothing is sent yet."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    fact(page, name).locator("[data-prop]").click()
    field = page.locator(f"form[data-edit] [name='{name}']")
    field.wait_for()
    field.fill(words)
    return field


@pytest.fixture
def pair(transactional_db, person, visit):
    marta, piotr = person(Role.MANAGER, name="Marta"), person(Role.MANAGER, name="Piotr")
    jonas = party("Jonas", summary="Before", owner_id=marta.pk)
    where = reverse("stakeholders:detail", kwargs={"ref": jonas.ref})
    return jonas, visit.open(marta, where), visit.open(piotr, where)


def stored(jonas):
    jonas.refresh_from_db()
    return jonas.name, jonas.summary


@in_browser
def test_different_facts_of_one_record_are_both_kept(pair, visit):
    jonas, marta, piotr = pair
    hers = type_into(marta, "summary", "Marta's words")
    his = type_into(piotr, "name", "Jonas Vetter")
    his.press("Enter")
    piotr.locator("dd", has_text="Jonas Vetter").first.wait_for()
    hers.press("Enter")
    marta.locator("dd", has_text="Marta's words").first.wait_for()
    assert stored(jonas) == ("Jonas Vetter", "Marta's words")


@in_browser
@pytest.mark.parametrize("keeps_hers", [True, False])
def test_of_two_answers_to_one_fact_the_second_is_asked(pair, visit, keeps_hers):
    jonas, marta, piotr = pair
    hers = type_into(marta, "summary", "Marta's words")
    his = type_into(piotr, "summary", "Piotr's words")
    his.press("Enter")
    piotr.locator("dd", has_text="Piotr's words").first.wait_for()
    hers.press("Enter")
    asked = marta.locator("[role=alert]", has_text="Piotr")
    asked.wait_for()
    assert "Piotr's words" in asked.inner_text()
    assert stored(jonas)[1] == "Piotr's words"
    chosen = "Keep mine" if keeps_hers else "Take theirs"
    marta.get_by_text(chosen).click()
    mine = "Marta's words" if keeps_hers else "Piotr's words"
    marta.locator("dd", has_text=mine).first.wait_for()
    asked.wait_for(state="detached")
    assert stored(jonas)[1] == mine
    marta.goto(marta.url + "history/")
    assert "Piotr's words" in marta.inner_text("main")
    visit.complaints[:] = [each for each in visit.complaints if "409" not in each]


@in_browser
def test_two_notes_kept_at_once_are_both_there(pair):
    jonas, marta, piotr = pair
    for page, words in ((marta, "From Marta"), (piotr, "From Piotr")):
        page.goto(reverse_note(page, jonas))
        page.fill("textarea[name=text]", words)
    for page in (marta, piotr):
        page.locator("form:has(textarea) button[type=submit], form:has(textarea) .btn.pri").click()
        page.wait_for_url("**/stakeholders/S-*/")
    assert set(Note.objects.values_list("text", flat=True)) == {"From Marta", "From Piotr"}


def reverse_note(page, jonas):
    base = page.url.partition("/stakeholders/")[0]
    return base + reverse("stakeholders:note", kwargs={"ref": jonas.ref})


@pytest.mark.walk
@pytest.mark.parametrize("names", ["ab", "abcd"])
def test_editors_in_several_processes_lose_nothing(house, names):
    """Each adds words to what they saw; whoever is told "saved" finds them there."""
    house.run("party", "Jonas")
    editors = [house.at.start(PROCESS, "edit", name, "12") for name in names]
    assert [editor.wait(timeout=120) for editor in editors] == [0] * len(names)
    told = [line.split() for line in house.at.log().splitlines()]
    saved = [line[1] for line in told if line[:1] == ["saved"]]
    refused = [line[1] for line in told if line[:1] == ["refused"]]
    assert len(saved) + len(refused) == 12 * len(names)
    assert sorted(house.one("SELECT summary FROM stakeholders_party").split()) == sorted(saved)
    house.demand_sound()
