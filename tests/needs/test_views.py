import pytest
from django.urls import reverse

from accord.features.needs import actions, queries
from accord.features.needs.models import Need
from accord.features.stakeholders import actions as register
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed
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


def heard(me, words="No dust on fodder", about=None, **more):
    whose = about or party("Jonas Vetter", kind="person")
    return actions.hear_need(by=me, party=whose, words=words, at=clock.now(), **more)


def address(need, verb="detail"):
    return reverse(f"needs:{verb}", kwargs={"ref": need.ref})


def test_better_words_are_kept_and_two_who_write_them_meet(me, person, at):
    need, piotr = heard(me), person(name="Piotr")
    actions.reword_need(by=piotr, need=need, words="Clean fodder", seen=1, at=at)
    with pytest.raises(Conflict):
        actions.reword_need(by=me, need=need, words="Fodder without dust", seen=1, at=at)
    for words in (" ", "\x00"):
        with pytest.raises(Invalid):
            actions.reword_need(by=me, need=need, words=words, at=at)
    assert Need.objects.get().words == "Clean fodder"


def test_a_viewer_changes_nothing(me, person, at):
    need, viewer = heard(me), person(Role.VIEWER)
    entries = Entry.objects.count()
    for act in (
        lambda: actions.reword_need(by=viewer, need=need, words="x", at=at),
        lambda: actions.judge_need(by=viewer, need=need, state="met", at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Entry.objects.count() == entries
    assert Need.objects.values("words", "state").get() == {
        "words": "No dust on fodder", "state": "not-met",
    }  # fmt: skip


def test_a_restricted_need_is_seen_by_who_heard_it_and_its_readers(me, person):
    reader, other = person(name="reader"), person(name="other")
    heard(me, visibility="named", reader_ids=(reader.pk,))
    assert [queries.visible_to(user).count() for user in (me, reader, other)] == [1, 1, 0]


def test_a_need_shows_the_words_it_was_heard_in(page, me):
    need = heard(me, quotation="The hay is grey every morning.")
    html = page.get(address(need)).content.decode()
    for words in ("No dust on fodder", "The hay is grey every morning.", "Jonas Vetter", "not met"):
        assert words in html
    assert address(need, "judge") in html


def test_a_need_is_judged_and_reworded_by_form(page, me):
    need = heard(me)
    assert page.post(address(need, "judge"), {}, headers=HTMX).status_code == 422
    sent = {"state": "met", "why": "Gauge since May"}
    assert page.post(address(need, "judge"), sent, headers=HTMX).status_code == 204
    assert page.post(address(need, "change"), {"words": "Clean fodder"}).status_code == 422
    sent = {"words": "Clean fodder", "kind": "requirement", "confidence": "assumed"}
    assert page.post(address(need, "change"), sent).status_code == 302
    Need.objects.update(confirmed_on="2020-01-01")
    assert page.post(address(need, "confirm")).status_code == 302
    assert Need.objects.values("state", "confirmed_on", *sent).get() == {
        "state": "met", "confirmed_on": clock.now().date(), **sent,
    }  # fmt: skip


def test_the_list_is_asked_by_kind_segment_and_age_and_so_are_stakeholders(page, me, at):
    segment = register.add_segment(by=me, name="Farmers", at=at)
    dusty = heard(me, kind="goal", confidence="assumed")
    register.pick(by=me, segment=segment, party=dusty.party, at=at)
    heard(me, "Quiet nights", about=party("Helga"))
    unheard = party("Olga")
    every = {"view": "all", "sort": "-heard"}
    for asked in (f"segment:is:{segment.pk}", "kind:is:goal", "confidence:is:assumed"):
        html = page.get(reverse("needs:list"), {**every, "f": asked}).content.decode()
        assert ("No dust" in html, "Quiet nights" in html) == (True, False), asked
    html = page.get(reverse("needs:list"), {**every, "f": "confirmed:ago:9"}).content.decode()
    assert "No dust" not in html
    known, not_known = (
        page.get(reverse("stakeholders:list"), {"view": "all", "f": f"wants:is:{said}"})
        for said in ("yes", "no")
    )
    assert [unheard.name in one.content.decode() for one in (known, not_known)] == [False, True]
    assert [dusty.party.name in one.content.decode() for one in (known, not_known)] == [True, False]


def test_a_need_is_written_down_from_a_record_or_by_name(page, me):
    jonas = party("Jonas Vetter", kind="person")
    about = f"{reverse('needs:add')}?about={jonas.ref}"
    assert "What Jonas Vetter needs" in page.get(about).content.decode()
    how = {"kind": "need", "confidence": "themselves"}
    sent = {"words": "A number", "state": "in-part", **how}
    assert page.post(about, sent).status_code == 302
    assert page.post(reverse("needs:add"), {**sent, "who": "Nobody"}).status_code == 422
    assert page.post(reverse("needs:add"), {**sent, "who": jonas.ref}).status_code == 302
    assert (
        list(Need.objects.values_list("party", "words", "state"))
        == [(jonas.pk, "A number", "in-part")] * 2
    )


def test_what_one_may_not_see_is_not_there(client, me, person):
    there = department("There")
    here = department("Here")
    need = heard(me, about=party("Hidden", department_id=there.pk, visibility="department"))
    client.force_login(person(Role.PRACTITIONER, department=here, name="other"))
    for verb in ("detail", "judge", "change"):
        assert client.get(address(need, verb)).status_code == 404
    assert "No dust" not in client.get(reverse("needs:list")).content.decode()


def test_the_list_says_how_many_wait(page, me):
    assert "No needs yet" in page.get(reverse("needs:list")).content.decode()
    heard(me)
    heard(me, "Quiet nights", state="met")
    html = page.get(reverse("needs:list")).content.decode()
    assert "1 need is not met yet." in html
    assert "Quiet nights" not in html
    assert "Quiet nights" in page.get(reverse("needs:list"), {"view": "met"}).content.decode()
    body = b"".join(page.get(reverse("needs:export")).streaming_content).decode("utf-8-sig")
    assert "No dust on fodder" in body


def test_pages_ask_as_often_for_three_as_for_one(page, me, django_assert_max_num_queries):
    first = heard(me)
    record = reverse("stakeholders:detail", kwargs={"ref": first.party.ref})
    for url in (reverse("needs:list"), address(first), record):
        page.get(url)
        with django_assert_max_num_queries(80) as one:
            page.get(url)
        for _ in range(2):
            heard(me, about=first.party)
        with django_assert_max_num_queries(80) as three:
            page.get(url)
        assert len(one) == len(three)


def test_the_record_shows_what_matters_unmet_first(page, me):
    need = heard(me, "Hay cut in June is never blocked", state="met")
    heard(me, "No dust on fodder", about=need.party)
    html = page.get(reverse("stakeholders:detail", kwargs={"ref": need.party.ref})).content.decode()
    card = html[html.index("What matters to them") :]
    assert card.index("No dust on fodder") < card.index("Hay cut in June")
