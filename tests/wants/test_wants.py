import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from accord.features.needs import actions as needs
from accord.features.stakeholders import actions as register
from accord.features.tasks.actions import finish_task
from accord.features.tasks.models import Task
from accord.features.wants import actions, queries
from accord.features.wants.models import Asking, Focus, Want
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def segment(name="Farmers", members=(), at=None):
    on = {"by": SYSTEM, "at": at or clock.now()}
    made = register.add_segment(name=name, **on)
    for member in members:
        register.pick(segment=made, party=member, **on)
    return made


def focus(owner, name="Farmers", members=(), **more):
    details = actions.FocusDetails(owner.pk, "A third of the valley", **more)
    of = segment(name, members)
    return actions.focus_on(by=SYSTEM, segment=of, details=details, at=clock.now())


def heard(whose, words="Hay", at=None, **more):
    return needs.hear_need(by=SYSTEM, party=whose, words=words, at=at or clock.now(), **more)


def address(verb="home", **kwargs):
    return reverse(f"wants:{verb}", kwargs=kwargs)


def test_leaders_mark_a_segment_once_and_what_was_said_outlives_the_mark(person, at):
    lead, of = person(Role.LEAD), segment()
    details = actions.FocusDetails(lead.pk, "A third of the valley")
    with pytest.raises(NotAllowed):
        actions.focus_on(by=person(), segment=of, details=details, at=at)
    for wrong in ({"reason": " "}, {"fresh_months": 0}, {"fresh_months": 61}):
        fields = {"owner_id": lead.pk, "reason": "x", **wrong}
        with pytest.raises(Invalid):
            actions.focus_on(by=lead, segment=of, details=actions.FocusDetails(**fields), at=at)
    assert not Focus.objects.exists()
    made = actions.focus_on(by=lead, segment=of, details=details, at=at)
    with pytest.raises(Stale):
        actions.focus_on(by=lead, segment=of, details=details, at=at)
    actions.state_want(by=lead, focus=made, details=actions.WantDetails("Hay", "Fair"), at=at)
    actions.end_focus(by=lead, focus=made, at=at)
    assert [list(queries.visible_to(lead)), list(queries.wants_visible_to(lead))] == [[], []]
    actions.focus_on(by=lead, segment=of, details=details, at=at)
    assert [one.words for one in queries.wants_visible_to(lead)] == ["Hay"]


def test_a_want_is_replaced_confirmed_and_withdrawn_and_the_older_stay(person, at):
    me, of = person(), focus(person(Role.LEAD))
    said = actions.WantDetails("Hay in June", "Fair of May", confirmed_on=at.date() - 9 * DAY)
    with pytest.raises(NotAllowed):
        actions.state_want(by=person(Role.VIEWER), focus=of, details=said, at=at)
    for wrong in ({"kind": "need"}, {"words": ""}, {"source": " "},
                  {"confirmed_on": at.date() + DAY}):  # fmt: skip
        fields = {"words": "x", "source": "y", **wrong}
        with pytest.raises(Invalid):
            actions.state_want(by=me, focus=of, details=actions.WantDetails(**fields), at=at)
    old = actions.state_want(by=me, focus=of, details=said, at=at)
    newer = actions.WantDetails("Hay all year", "Survey", "requirement", "others")
    new = actions.state_want(by=me, focus=of, details=newer, at=at, replaces=old)
    with pytest.raises(Stale):
        actions.state_want(by=me, focus=of, details=newer, at=at, replaces=old)
    with pytest.raises(Stale):
        actions.confirm_want(by=me, want=old, at=at)
    actions.confirm_want(by=me, want=new, at=at + 40 * DAY)
    assert new.confirmed_on == (at + 40 * DAY).date()
    actions.withdraw_want(by=me, want=new, why="They gave up hay", at=at + 50 * DAY)
    assert list(queries.wants_before(of).values_list("words", "ended_why", "replaces")) == [
        ("Hay all year", "They gave up hay", old.pk), ("Hay in June", "", None),
    ]  # fmt: skip
    assert queries.replaced_by([old, new]) == {old.pk: new}
    assert not queries.wants_visible_to(me).exists()


@pytest.mark.duty("R25")
def test_what_members_want_is_rolled_up_with_its_confidence_and_age(person, at):
    lead, day = person(Role.MANAGER), at.date()
    jonas, helga, olga, gone = (party(name) for name in ("Jonas", "Helga", "Olga", "Gone"))
    of = focus(lead, members=(jonas, helga, olga, gone))
    other = focus(lead, "Anglers", members=(helga,))
    register.retire_party(by=SYSTEM, party=gone, reason="moved", at=at)
    heard(jonas, kind="goal", at=at - 500 * DAY)
    heard(jonas, kind="goal", at=at - 100 * DAY, confidence="others")
    heard(jonas, kind="requirement", at=at - 10 * DAY, state="met")
    heard(helga, at=at, confidence="assumed")
    heard(gone, at=at)
    heard(party("Stranger"), at=at)
    needs.judge_need(by=SYSTEM, need=heard(helga, at=at), state="gone", at=at)
    found = queries.rollups(lead, [of, other], at)
    assert [(one.members, one.known, one.needs) for one in found.values()] == [(3, 2, 4), (1, 1, 1)]
    rolled = found[of.pk]
    assert rolled.kinds == {"goal": 2, "requirement": 1, "need": 1}
    assert rolled.confidences == {"themselves": 2, "others": 1, "assumed": 1}
    assert (rolled.met, rolled.share_met) == (1, None)
    assert (rolled.oldest, rolled.median) == (day - 500 * DAY, day - 100 * DAY)
    assert rolled.stale(queries.edge_of(of, at)) == 1
    heard(helga, at=at, state="met")
    assert queries.rollups(lead, [of], at)[of.pk].share_met == 2 / 5
    assert queries.rollups(lead, [], at) == {}
    [first, second] = queries.askable(lead, other, at + 400 * DAY), queries.askable(lead, of, at)
    assert [one.party for one in first] == [helga]
    assert [(one.party, one.confirmed_on) for one in second] == [(olga, None)]


def test_what_one_may_not_see_is_not_counted(person, at):
    here, there = department("Here"), department("There")
    hidden = party("Hidden", department_id=there.pk, visibility="department")
    of = focus(person(Role.LEAD), members=(hidden, party("Seen")))
    heard(hidden)
    counts = [
        (one.members, one.known, one.needs)
        for user in (person(Role.PRACTITIONER, department=here), person(Role.MANAGER))
        for one in queries.rollups(user, [of], at).values()
    ]
    assert counts == [(1, 0, 0), (2, 1, 1)]


def test_a_member_is_asked_again_by_its_owner_and_not_too_soon(person, at):
    me, owner = person(), person(name="owner")
    jonas = party("Jonas", owner_id=owner.pk)
    with pytest.raises(NotAllowed):
        actions.ask_again(by=person(Role.VIEWER), party=jonas, at=at)
    with pytest.raises(Invalid):
        actions.ask_again(by=SYSTEM, party=party("Nobody's"), at=at)
    assert not Task.objects.exists()
    asking = actions.ask_again(by=me, party=jonas, at=at)
    assert (asking.task.owner_id, asking.task.party) == (owner.pk, jonas)
    for later in (1, 100):
        with pytest.raises(Stale):
            actions.ask_again(by=me, party=jonas, at=at + later * DAY)
    finish_task(by=owner, task=asking.task, at=at + DAY)
    with pytest.raises(Stale):
        actions.ask_again(by=me, party=jonas, at=at + 29 * DAY)
    actions.ask_again(by=me, party=jonas, at=at + 31 * DAY)
    assert Asking.objects.count() == 2


def test_from_a_segment_to_what_it_wants_by_form(client, person):
    lead = person(Role.MANAGER, name="Marta Kask")
    client.force_login(lead)
    jonas, olga = party("Jonas", owner_id=lead.pk), party("Olga", owner_id=lead.pk)
    of = segment(members=(jonas, olga))
    heard(jonas, at=clock.now() - 500 * DAY)
    assert "No segment is strategic yet" in client.get(address()).content.decode()
    sent = {"segment": of.pk, "owner": lead.pk, "fresh_months": 12}
    assert client.post(address("add"), sent).status_code == 422
    client.post(address("add"), {**sent, "reason": "A third of the valley"})
    [made] = Focus.objects.all()
    want = {"words": "Hay", "kind": "goal", "source": "Fair", "confidence": "others"}
    client.post(address("state", pk=made.pk), {**want, "confirmed_on": "2020-01-31"})
    page = client.get(address()).content.decode()
    for words in ("Farmers", "A third of the valley", "Hay", "Fair", "ask again", "1 of 2",
                  "0 of 1; a share is said from 5 on"):  # fmt: skip
        assert words in page
    [first] = Want.objects.all()
    client.post(address("replace", pk=first.pk), {**want, "words": "More hay"})
    [second] = queries.wants_visible_to(lead)
    client.post(address("confirm", pk=second.pk))
    client.post(address("ask", pk=made.pk, ref=olga.ref))
    page = client.get(address("detail", pk=made.pk)).content.decode()
    for words in ("Now: More hay", "asked ", f"/wants/{made.pk}/ask/{jonas.ref}/"):
        assert words in page
    assert f"/wants/{made.pk}/ask/{olga.ref}/" not in page
    client.post(address("withdraw", pk=second.pk), {"why": "Sold"})
    client.post(address("change", pk=made.pk), {**sent, "reason": "Half of it"})
    client.post(address("end", pk=made.pk))
    [ended] = Focus.objects.all()
    assert (ended.reason, ended.ended_at is None) == ("Half of it", False)
    assert client.get(address("detail", pk=made.pk)).status_code == 404


def test_each_number_opens_the_rows_it_counts(client, person):
    lead = person(Role.MANAGER)
    client.force_login(lead)
    jonas, olga = party("Jonas"), party("Olga")
    made = focus(lead, members=(jonas, olga))
    heard(jonas, "Old hay", kind="goal", at=clock.now() - 500 * DAY)
    heard(jonas, "New hay", kind="goal", state="met")
    heard(party("Stranger"), "Strange hay", kind="goal")
    from accord.features.wants import panels

    rolled = queries.rollups(lead, [made], clock.now())[made.pk]
    figures = panels.figures(made, rolled, clock.now())
    shown = {
        unescape(words): [
            name
            for name in ("Olga", "Old hay", "New hay", "Strange hay")
            if name in client.get(unescape(href)).content.decode()
        ]
        for one in figures
        for href, words in [
            *([(one["href"], str(one["value"]))] if one.get("href") else []),
            *re.findall('href="(.*?)">(.*?)<', str(one["sub"])),
        ]
    }
    assert shown == {
        "1 of 2": [], "nothing known of 1": ["Olga"], "2": ["Old hay", "New hay"],
        "goal 2": ["Old hay", "New hay"], "–": ["New hay"], "1 to be asked again": ["Old hay"],
    }  # fmt: skip
    assert [one["value"] for one in figures] == ["1 of 2", 2, "–", "16 months"]


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    lead = person(Role.MANAGER)
    client.force_login(lead)
    counts, details = [], actions.WantDetails("Hay", "Fair")
    for size in (1, 3):
        for n in range(size):
            members = [party(f"P {size}{n}{m}", owner_id=lead.pk) for m in range(2 * size)]
            made = focus(lead, f"Segment {size}{n}", members=members)
            for member in members[:size]:
                heard(member, at=clock.now() - 500 * DAY)
            for _again in range(size):
                old = actions.state_want(by=lead, focus=made, details=details, at=clock.now())
            actions.state_want(by=lead, focus=made, details=details, at=clock.now(), replaces=old)
            actions.ask_again(by=lead, party=members[0], at=clock.now())
        for url in (address(), address("detail", pk=made.pk)):
            client.get(url)
            with django_assert_max_num_queries(40) as asked:
                assert client.get(url).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
