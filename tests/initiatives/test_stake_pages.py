from datetime import date, timedelta

import pytest
from django.urls import reverse

from accord.features.initiatives import actions, queries
from accord.features.initiatives.models import Assessment, RedLine, Round, Stake
from accord.features.stakeholders.actions import (
    add_category,
    add_segment,
    merge_parties,
    pick,
    unmerge,
)
from accord.features.stakeholders.models import TimelineRow
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Anneli Saar")


@pytest.fixture
def page(client, me):
    client.force_login(me)
    return client


def here(of, verb="detail", **more):
    return reverse(f"initiatives:{verb}", kwargs={"ref": of.ref, **more})


def there(held, verb="stake", **more):
    return here(held.initiative, verb, party=held.party.ref, **more)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_vision_is_written_by_form_and_shown_with_who_is_missing(page):
    dam = initiative("Hollin Reservoir")
    farmers = add_category(by=SYSTEM, name="Farmers", position=1, at=clock.now())
    sent = {
        "vision": "Water for all", "objectives": "Raise the dam\nKeep the road open",
        "core_message": "Water, safely", "pillars": "Safe\n", "categories": [farmers.pk],
    }  # fmt: skip
    assert page.post(here(dam, "vision"), sent).status_code == 302
    html = text(page.get(here(dam)))
    for words in ("Water for all", "Keep the road open", "Water, safely", "Farmers: nobody yet"):
        assert words in html
    stake(dam, who=party("Jonas Vetter", category_id=farmers.pk), role="Chair")
    html = text(page.get(here(dam)))
    assert "Farmers: nobody yet" not in html
    assert "Jonas Vetter" in html
    form = text(page.get(here(dam, "vision")))
    assert "Raise the dam\nKeep the road open" in form


def test_many_get_a_stake_at_once_by_name_number_and_segment(page, me, at):
    dam, jonas, ewa, liis = initiative(), party("Jonas Vetter"), party("Ewa Nowak"), party("Liis")
    town = add_segment(by=SYSTEM, name="Town", at=at)
    pick(by=SYSTEM, segment=town, party=liis, at=at)
    sent = {
        "who": f"Jonas Vetter\n{ewa.ref}\n", "segment": town.pk, "role": "Neighbour",
        "owner": me.pk, "wanted": "supportive", "wanted_by": "2027-03-31",
        "participation": "consult", "evidence": "",
    }  # fmt: skip
    wrong = page.post(here(dam, "stake-add"), {**sent, "who": "Nobody here"}, headers=HTMX)
    assert wrong.status_code == 422
    assert "Nobody of this name or number is here: Nobody here" in wrong.content.decode()
    nobody = page.post(here(dam, "stake-add"), {"who": ""}, headers=HTMX)
    assert "Say who has a stake." in nobody.content.decode()
    assert not Stake.objects.exists()
    assert page.post(here(dam, "stake-add"), sent).status_code == 302
    assert {(s.party, s.role, s.wanted, s.wanted_by) for s in Stake.objects.all()} == {
        (who, "Neighbour", "supportive", date(2027, 3, 31)) for who in (jonas, ewa, liis)
    }
    html = text(page.get(here(dam, "stakes")))
    for words in ("Jonas Vetter", "Ewa Nowak", "Liis", "Supportive wanted"):
        assert words in html


def test_the_list_is_filtered_and_leaves_as_a_file(page, me):
    dam = initiative()
    high = stake(dam, who=party("Jonas Vetter"), wanted="supportive")
    stake(dam, who=party("Ewa Nowak"))
    said(me, high, power=4.2, interest=4.5, level="resistant", at=clock.now())
    placed = text(page.get(here(dam, "stakes"), {"f": "placed:is:yes"}, headers=HTMX))
    assert "Jonas Vetter" in placed
    assert "Ewa Nowak" not in placed
    apart = text(page.get(here(dam, "stakes"), {"view": "gap"}, headers=HTMX))
    assert "Jonas Vetter" in apart
    assert "Resistant now, Supportive wanted" in apart
    assert "Ewa Nowak" not in apart
    by_power = text(page.get(here(dam, "stakes"), {"sort": "power"}))
    assert by_power.index("Jonas Vetter") < by_power.index("Ewa Nowak")
    body = b"".join(page.get(here(dam, "stakes-export")).streaming_content).decode("utf-8-sig")
    assert "Jonas Vetter" in body
    assert "4.2" in body
    elsewhere = initiative()
    assert "Jonas Vetter" not in text(page.get(here(elsewhere, "stakes")))


def test_one_stake_is_assessed_changed_given_red_lines_and_ended(page, me):
    held = stake(who=party("Jonas Vetter"), wanted="supportive")
    sent = {"engagement": "resistant", "power": "4", "interest": "5", "reason": "Plan late"}
    assert page.post(there(held, "stake-assess"), sent).status_code == 302
    made = Assessment.objects.get()
    assert (made.assessor, made.power, made.interest, made.influence, made.engagement) == (
        me, 40, 50, None, "resistant",
    )  # fmt: skip
    empty = page.post(there(held, "stake-assess"), {"reason": "x"}, headers=HTMX)
    assert empty.status_code == 422
    line = {"issue": "Night work", "stance": "against", "words": "No lorry after ten"}
    assert page.post(there(held, "stake-red-line"), line).status_code == 302
    changed = {"role": "Chair", "wanted": "leading"}
    assert page.post(there(held, "stake-change"), changed).status_code == 302
    html = text(page.get(there(held)))
    for words in (
        "Plan late", "Night work", "Against", "No lorry after ten", "Chair", "Work closely",
        "Resistant now, Leading wanted", "every 7 days, in person",
    ):  # fmt: skip
        assert words in html
    drop = there(held, "red-line-drop", line_id=RedLine.objects.get().pk)
    assert page.post(drop).status_code == 302
    assert not RedLine.objects.exists()
    assert page.post(there(held, "stake-end"), {"reason": "Sold"}).status_code == 302
    assert "Jonas Vetter" not in text(page.get(here(held.initiative, "stakes")))
    assert "Jonas Vetter" in text(page.get(here(held.initiative, "stakes"), {"view": "ended"}))


@pytest.mark.duty("R02")
def test_the_map_draws_places_moves_and_its_table(page, me):
    now = clock.now()
    dam = initiative("Dam", at=now - 200 * DAY)
    jonas = stake(dam, who=party("Jonas Vetter"), wanted="supportive", at=now - 200 * DAY)
    stake(dam, who=party("Liis Rebane", kind="person"), at=now - 200 * DAY)
    said(me, jonas, power=2, interest=3.2, level="neutral", at=now - 120 * DAY)
    said(me, jonas, power=4.2, interest=4.6, level="resistant", reason="Plan late", at=now)
    html = text(page.get(here(dam, "map")))
    for words in (
        "Jonas Vetter: power 4.2, interest 4.6 of 5, Resistant. Arrow keys move, Enter opens.",
        'class="trail"', "Not on the map", "Rate ten now", "Neutral → Resistant",
        "Power 2.0 → 4.2", "Plan late", "1 of 1 stands below the level we want",
    ):  # fmt: skip
        assert words in html
    then = text(page.get(here(dam, "map"), {"at": (now - 100 * DAY).date().isoformat()}))
    assert "Jonas Vetter: power 2.0, interest 3.2 of 5, Neutral" in then
    assert "data-place" not in then
    people = text(page.get(here(dam, "map"), {"who": "people"}))
    assert "Jonas Vetter" not in people
    assert "Liis Rebane" in people
    for odd in ({"at": "soon"}, {"at": "0001-01-01"}, {"since": "9999-12-31"}, {"who": "x"}):
        assert "Jonas Vetter" in text(page.get(here(dam, "map"), odd)) or "at" in odd


def test_a_mark_is_moved_told_and_undone(page, me, person):
    held = stake(who=party("Jonas Vetter"))
    said(person(name="bo"), held, power=3, interest=3, at=clock.now())
    place = here(held.initiative, "place")
    sent = {"party": held.party.ref, "up": "4.2", "across": "4.6", "reason": "Walked the road"}
    answer = page.post(place, sent, headers=HTMX)
    assert (answer.status_code, answer["Accord-Counts"]) == (204, "3.8 3.6")
    assert "Jonas Vetter: saved." in answer["HX-Trigger"]
    made = Assessment.objects.get(assessor=me)
    assert (made.power, made.interest, made.reason) == (42, 46, "Walked the road")
    undo(by=me, entry_id=last_entry_id(), at=clock.now())
    assert Stake.objects.get().power == 30
    entries = Entry.objects.count()
    for wrong in ({"up": "6"}, {"up": "4.25"}, {"up": ""}, {"across": "nan"}):
        assert page.post(place, {**sent, **wrong}, headers=HTMX).status_code == 422
    assert page.post(place, {**sent, "party": "S-0000"}, headers=HTMX).status_code == 404
    assert Entry.objects.count() == entries


def test_a_level_is_moved_where_they_stand_and_where_they_are_wanted(page, me):
    held = stake(who=party("Jonas Vetter", kind="person"), wanted="supportive", role="Farmer")
    said(me, held, level="resistant", at=clock.now())
    level = here(held.initiative, "level")
    sent = {"party": held.party.ref, "what": "now", "level": "neutral", "reason": "Met"}
    for wrong in ({"level": "loud"}, {"what": "then"}, {"party": ""}):
        assert page.post(level, {**sent, **wrong}, headers=HTMX).status_code == 422
    assert page.post(level, {**sent, "party": "S-0000"}, headers=HTMX).status_code == 404
    wanted = {**sent, "what": "wanted"}
    assert page.post(level, {**wanted, "level": "resistant"}, headers=HTMX).status_code == 409
    answer = page.post(level, sent, headers=HTMX)
    assert 'data-what="now" data-at="2"' in text(answer)
    assert "Jonas Vetter: saved." in answer.headers["HX-Trigger"]
    assert 'class="mk met"' in text(page.post(level, wanted, headers=HTMX))
    found = Stake.objects.values_list("engagement", "wanted", "role").get()
    assert found == ("neutral", "neutral", "Farmer")
    told = TimelineRow.objects.filter(verb__in=("assessed", "stake-changed"), text="Met")
    assert sorted(told.values_list("verb", flat=True)) == ["assessed", "stake-changed"]
    assert "data-levels" in text(page.get(here(held.initiative, "matrix")))
    before = (clock.now() - timedelta(days=30)).date()
    then = text(page.get(here(held.initiative, "matrix"), {"at": str(before)}))
    assert "data-levels" not in then


def test_ten_are_rated_in_one_go(page):
    dam = initiative()
    first, second = stake(dam), stake(dam)
    html = text(page.get(here(dam, "rate")))
    assert first.party.name in html
    sent = {f"power-{first.pk}": "4", f"interest-{first.pk}": "2", f"power-{second.pk}": ""}
    assert page.post(here(dam, "rate"), sent).status_code == 302
    assert list(Assessment.objects.values_list("stake", "power", "interest")) == [
        (first.pk, 40, 20)
    ]
    assert first.party.name not in text(page.get(here(dam, "rate")))


def test_a_round_is_opened_filled_blind_and_shown_by_pages(page, client, me, person):
    held = stake(who=party("Jonas Vetter"))
    dam = held.initiative
    assert page.post(here(dam, "round-open"), {"title": "May"}).status_code == 302
    assert "The blind round “May” is open" in text(page.get(here(dam, "map")))
    place = {"party": held.party.ref, "up": "4", "across": "4"}
    told = page.post(here(dam, "place"), place, headers=HTMX)
    assert "Accord-Counts" not in told
    sent = {"power": "2", "interest": "2", "blind": "on"}
    assert page.post(there(held, "stake-assess"), sent).status_code == 302
    assert Assessment.objects.filter(round__title="May").count() == 2
    assert "only you see this" in text(page.get(there(held)))
    assert "Jonas Vetter: power" not in text(page.get(here(dam, "map")))
    asked = Round.objects.get()
    client.force_login(person())
    assert client.post(here(dam, "round-show", round_id=asked.pk)).status_code == 403
    client.force_login(me)
    assert page.post(here(dam, "round-show", round_id=asked.pk)).status_code == 302
    assert "Jonas Vetter: power 2.0" in text(page.get(here(dam, "map")))


@pytest.mark.duty("R02")
def test_the_matrix_has_steps_and_advice_and_salience_has_classes(page, me):
    dam, now = initiative(), clock.now()
    jonas = stake(dam, who=party("Jonas Vetter"), wanted="supportive", wanted_by=date(2027, 3, 31))
    liis = stake(dam, who=party("Liis Rebane"))
    said(
        me, jonas, power=4, interest=4.5, legitimacy=4, urgency=5, attitude=2, level="resistant",
        at=now,
    )  # fmt: skip
    matrix = text(page.get(here(dam, "matrix")))
    for words in (
        "Resistant → Neutral → Supportive", "2 steps", "every 7 days, in person",
        "nobody said in the last 180 days where they stand", "by Wednesday, 31 March 2027",
    ):  # fmt: skip
        assert words in matrix
    salience = text(page.get(here(dam, "salience")))
    for words in ("Definitive", "high power, high interest, opposed"):
        assert words in salience
    assert "saboteur" not in salience
    assert "dangerous" not in salience.lower()
    assert "1 has no score yet for power, legitimacy or urgency" in salience
    assert queries.cube_of(queries.NOTHING) == ()
    assert queries.salience_of(queries.NOTHING) is None
    assert liis.party.name not in salience


def test_the_record_of_a_stakeholder_shows_what_it_has_at_stake(page, me):
    jonas, now = party("Jonas Vetter"), clock.now()
    dam = stake(initiative("Hollin Reservoir"), who=jonas, wanted="supportive")
    said(me, dam, power=4, interest=4, level="resistant", at=now)
    over = stake(initiative("Old bridge"), who=jonas)
    actions.end_stake(by=SYSTEM, stake=over, reason="", at=now)
    html = text(page.get(reverse("stakeholders:detail", kwargs={"ref": jonas.ref})))
    for words in ("Hollin Reservoir", "Resistant now, Supportive wanted", there(dam)):
        assert words in html
    assert there(over) not in html


def test_stakes_follow_into_a_merge_and_come_back(me, at):
    kept, gone = party("Jonas Vetter"), party("J. Vetter")
    both, lone = initiative("Both"), initiative("Lone")
    first, second = stake(both, who=kept), stake(both, who=gone, role="Twin")
    third = stake(lone, who=gone)
    said(me, second, power=4, at=clock.now())
    said(me, third, power=3, at=clock.now())
    merge = merge_parties(by=SYSTEM, survivor=kept, merged=gone, at=clock.now())
    assert set(Stake.objects.values_list("pk", "party")) == {
        (first.pk, kept.pk), (third.pk, kept.pk),
    }  # fmt: skip
    assert Stake.objects.get(pk=third.pk).power == 30
    unmerge(by=SYSTEM, merge=merge, at=clock.now())
    back = set(Stake.objects.values_list("pk", "party", "power"))
    assert back == {(first.pk, kept.pk, None), (second.pk, gone.pk, 40), (third.pk, gone.pk, 30)}


def test_advice_is_laid_down_by_form(page):
    sent = {
        "quadrant": "monitor", "way": "", "rhythm_days": "45", "channel": "a call", "words": "",
        "reason": "Pilot",
    }  # fmt: skip
    assert page.post(reverse("initiatives:advice-add"), sent).status_code == 302
    html = text(page.get(reverse("initiatives:advice")))
    for words in ("every 45 days", "a call", "Pilot", "Anneli Saar", "every 7 days"):
        assert words in html


def test_who_may_not_is_offered_nothing_and_hidden_ones_are_counted(client, me, person, at):
    held = stake(who=party("Jonas Vetter"))
    stake(held.initiative, who=party("Secret", visibility="named", owner_id=me.pk))
    client.force_login(person(Role.VIEWER))
    for verb in ("detail", "stakes", "map", "matrix", "salience"):
        html = text(client.get(here(held.initiative, verb)))
        assert "Secret" not in html
        assert "data-place" not in html
        assert here(held.initiative, "stake-add") not in html
    assert "1 stake is hidden from you" in text(client.get(here(held.initiative, "stakes")))
    secret = Stake.objects.get(party__name="Secret")
    assert client.get(there(secret)).status_code == 404
    assert there(held, "stake-assess") not in text(client.get(there(held)))


def test_pages_ask_as_often_for_three_as_for_one(page, me, django_assert_max_num_queries):
    dam = initiative()

    def add(name):
        held = stake(dam, who=party(name), owner_id=me.pk, wanted="leading")
        now = clock.now()
        said(me, held, power=4, interest=4, level="neutral", reason="x", at=now - 100 * DAY)
        said(me, held, power=2, interest=2, level="resistant", reason="y", at=now)
        return held

    first = add("One")
    for url in (
        here(dam), here(dam, "stakes"), here(dam, "map"), here(dam, "matrix"),
        here(dam, "salience"), there(first),
    ):  # fmt: skip
        page.get(url)
        with django_assert_max_num_queries(60) as one:
            page.get(url)
        add(f"Two {url}")
        add(f"Three {url}")
        with django_assert_max_num_queries(60) as three:
            page.get(url)
        assert len(one) == len(three), url


def test_an_action_refused_is_told(page):
    held = stake(who=party("Jonas Vetter"))
    actions.end_stake(by=SYSTEM, stake=held, reason="", at=clock.now())
    sent = {"party": held.party.ref, "up": "4", "across": "4"}
    told = page.post(here(held.initiative, "place"), sent, headers=HTMX)
    assert told.status_code == 409
    assert "This stake has ended already." in told["HX-Trigger"]
