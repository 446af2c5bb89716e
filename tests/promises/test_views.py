from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.promises.actions import PromiseDetails, keep_promise, make_promise
from accord.features.promises.models import Promise
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def page(client, me):
    client.force_login(me)
    return client


def promised(me, words="Revised plan", days=3, **details):
    at = clock.now()
    given = PromiseDetails(words, due_at=at + timedelta(days=days), **details)
    whose = party("Jonas Vetter", kind="person")
    return make_promise(by=me, party=whose, details=given, at=at - timedelta(days=9))


def address(promise, verb="detail"):
    return reverse(f"promises:{verb}", kwargs={"ref": promise.ref})


def test_a_promise_shows_facts_the_sentence_and_its_history(page, me):
    promise = promised(me, source="I promised the revised plan by Friday.")
    html = page.get(address(promise)).content.decode()
    for words in (
        "Revised plan", "We owe this to", "Jonas Vetter", "in 3 d", "Marta Kask",
        "I promised the revised plan by Friday.", "Between us", "History",
    ):  # fmt: skip
        assert words in html
    for verb in ("keep", "move", "hand-over", "snooze", "break", "release", "change"):
        assert address(promise, verb) in html
    assert address(promise, "reopen") not in html


def test_a_kept_promise_offers_only_to_be_taken_up_again(page, me):
    promise = promised(me)
    keep_promise(by=me, promise=promise, at=clock.now())
    html = page.get(address(promise)).content.decode()
    assert address(promise, "reopen") in html
    assert address(promise, "keep") not in html


def test_a_viewer_is_offered_nothing(client, me, person):
    promise = promised(me)
    client.force_login(person(Role.VIEWER))
    html = client.get(address(promise)).content.decode()
    assert "Revised plan" in html
    assert address(promise, "keep") not in html


def test_a_tick_keeps_it_and_brings_a_toast_with_the_way_back(page, me):
    promise = promised(me)
    response = page.post(address(promise, "keep"), headers=HTMX)
    assert response.status_code == 204
    assert "Kept: Revised plan" in response["HX-Trigger"]
    assert "/ui/undo/" in response["HX-Trigger"]
    assert Promise.objects.get().state == "kept"
    again = page.post(address(promise, "keep"), headers=HTMX)
    assert again.status_code == 409
    assert "kept already" in again["HX-Trigger"]


def test_without_script_a_button_keeps_it_and_leads_back(page, me):
    promise = promised(me)
    response = page.post(address(promise, "keep"))
    assert (response.status_code, response["Location"]) == (302, address(promise))
    assert "Kept: Revised plan" in page.get(address(promise)).content.decode()


def test_a_form_opens_in_a_drawer_or_as_a_page(page, me):
    promise = promised(me)
    drawer = page.get(address(promise, "move"), headers=HTMX).content.decode()
    whole = page.get(address(promise, "move")).content.decode()
    assert "data-drawer" in drawer
    assert "<html" not in drawer
    assert "<html" in whole
    assert promise.due_at.date().isoformat() in drawer


def test_a_form_with_a_mistake_comes_back_and_says_which(page, me):
    promise = promised(me)
    response = page.post(address(promise, "break"), {"why": ""}, headers=HTMX)
    assert response.status_code == 422
    assert "Why" in response.content.decode()
    sent = {"due_at_0": "2001-01-01", "why": "x"}
    response = page.post(address(promise, "move"), sent)
    assert (response.status_code, "passed already" in response.content.decode()) == (422, True)
    assert Promise.objects.get().version == 1


@pytest.mark.parametrize(
    ("verb", "sent", "left"),
    [
        ("break", {"why": "Waited"}, {"state": "broken", "reason": "Waited"}),
        ("release", {}, {"state": "released", "reason": ""}),
        ("change", {"words": "Other words"}, {"words": "Other words"}),
    ],
)
def test_each_form_does_its_one_thing(page, me, verb, sent, left):
    promise = promised(me)
    here = {**HTMX, "HX-Current-URL": "http://testserver/promises/?view=mine"}
    response = page.post(address(promise, verb), sent, headers=here)
    assert response.status_code == 204
    assert response["HX-Redirect"] == "http://testserver/promises/?view=mine"
    assert Promise.objects.values(*left).get() == left


def test_a_strange_page_is_never_gone_back_to(page, me):
    promise = promised(me)
    here = {**HTMX, "HX-Current-URL": "https://elsewhere.example/"}
    response = page.post(address(promise, "release"), {}, headers=here)
    assert response["HX-Redirect"] == address(promise)


def test_a_day_alone_is_in_time_until_its_end_and_a_time_is_kept(page, me):
    promise = promised(me)
    page.post(address(promise, "move"), {"due_at_0": "2031-05-06", "why": "x"})
    promise.refresh_from_db()
    assert promise.due.isoformat() == "2031-05-06"
    assert promise.due_at.strftime("%H:%M:%S") == "23:59:59"
    page.post(address(promise, "move"), {"due_at_0": "2031-05-06", "due_at_1": "16:00", "why": "x"})
    promise.refresh_from_db()
    assert promise.due.strftime("%Y-%m-%d %H:%M") == "2031-05-06 16:00"


def test_handing_over_and_snoozing_go_by_form(page, me, person):
    promise, piotr = promised(me), person(name="Piotr")
    page.post(address(promise, "snooze"), {
        "until": (clock.now() + timedelta(days=1)).date().isoformat(), "reason": "On leave",
    })  # fmt: skip
    promise.refresh_from_db()
    assert promise.reason == "On leave"
    page.post(address(promise, "hand-over"), {"to": piotr.pk, "words": "He waits"})
    promise.refresh_from_db()
    assert (promise.owner, promise.snoozed_until) == (piotr, None)


def test_a_promise_is_made_from_a_record_or_by_name(page, me):
    jonas = party("Jonas Vetter", kind="person")
    about = f"{reverse('promises:add')}?about={jonas.ref}"
    assert "A promise between us and Jonas Vetter" in page.get(about).content.decode()
    sent = {"side": "they", "words": "Field list", "owner": me.pk}
    assert page.post(about, sent).status_code == 302
    assert page.post(reverse("promises:add"), {**sent, "who": "Nobody"}).status_code == 422
    assert page.post(reverse("promises:add"), {**sent, "who": "Jonas Vetter"}).status_code == 302
    assert (
        list(Promise.objects.values_list("party__name", "side", "words"))
        == [("Jonas Vetter", "they", "Field list")] * 2
    )


def test_what_one_may_not_see_is_not_there(client, me, person):
    promise = promised(me)
    here = department("Here")
    whose = promise.party
    whose.visibility, whose.department = "named", here
    type(whose).objects.filter(pk=whose.pk).update(visibility="named")
    client.force_login(person(name="other"))
    for verb in ("detail", "move", "break", "snooze", "hand-over"):
        assert client.get(address(promise, verb)).status_code == 404
    assert client.post(address(promise, "keep")).status_code == 404
    add = f"{reverse('promises:add')}?about={whose.ref}"
    assert client.get(add).status_code == 404
    assert "Revised plan" not in client.get(reverse("promises:list")).content.decode()


def test_the_list_says_what_is_late(page, me):
    assert "No promises yet" in page.get(reverse("promises:list")).content.decode()
    promised(me, "Late plan", days=-2)
    promised(me, "Early plan")
    html = page.get(reverse("promises:list")).content.decode()
    assert "1 promise is late." in html
    assert html.index("Late plan") < html.index("Early plan")
    assert "2 d late" in html
    theirs = page.get(reverse("promises:list"), {"view": "theirs"}).content.decode()
    assert "Late plan" not in theirs


def test_the_list_leaves_as_a_file(page, me):
    promised(me)
    response = page.get(reverse("promises:export"))
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "P-0001" in body
    assert "Revised plan" in body


def test_pages_ask_as_often_for_three_as_for_one(page, me, django_assert_max_num_queries):
    first = promised(me)
    for url in (reverse("promises:list"), address(first)):
        page.get(url)
        with django_assert_max_num_queries(60) as one:
            page.get(url)
        for _ in range(2):
            given = PromiseDetails("More", due_at=clock.now())
            make_promise(by=me, party=first.party, details=given, at=clock.now())
        with django_assert_max_num_queries(60) as three:
            page.get(url)
        assert len(one) == len(three)


def test_the_sidebar_counts_what_is_late_of_mine(page, me, person):
    promised(me, days=-1)
    promised(me, days=1)
    promised(person(name="other"), days=-1)
    assert page.get(reverse("ui:counts")).json()["promises"] == {"n": 1, "hot": True, "said": "1"}


def test_the_record_shows_what_stands_between_us(page, me):
    promise = promised(me, days=-2)
    html = page.get(
        reverse("stakeholders:detail", kwargs={"ref": promise.party.ref})
    ).content.decode()
    assert "Between us" in html
    assert "kept 0% of 1" in html
    assert f"/promises/add/?about={promise.party.ref}" in html
    assert "<b>Marta Kask</b> promised: " in html


def test_the_list_of_stakeholders_counts_what_we_owe(page, me):
    first = promised(me)
    given = PromiseDetails("Field list", side="they")
    make_promise(by=me, party=first.party, details=given, at=clock.now())
    html = page.get(reverse("stakeholders:list"), {"view": "all"}).content.decode()
    assert "We owe" in html
    row = html[html.index(f'data-key="{first.party.ref}"') :].partition("</tr>")[0]
    assert '<td class="n">1</td>' in row
