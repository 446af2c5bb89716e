"""A talk after it was logged: put right, points, marked passages, files."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accord.features.engagement import actions, queries
from accord.features.engagement.models import Attendee, Highlight, Interaction, Point
from accord.features.engagement.states import PointState
from accord.features.stakeholders.models import Party, TimelineMonth, TimelineRow
from accord.features.tasks.actions import drop_task, finish_task
from accord.features.tasks.models import Task
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party
from tests.stakeholders.test_files import shelf  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
NOTE = "Met @Jonas Vetter.\n- The route past the school\n- Who pays for the fence?\n"


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def jonas(me):
    return party("Jonas Vetter", kind="person")


@pytest.fixture
def talk(me, jonas, at):
    details = actions.TalkDetails("He accepts the route.", channel="call", mood=1)
    return actions.log_interaction(by=me, parties=[jonas], details=details, at=at)


@pytest.fixture
def desk(client, me):
    client.force_login(me)
    return client


def correction(talk, parties, **more):
    facts = {
        "text": talk.text, "channel": talk.channel, "direction": talk.direction,
        "happened_at": talk.at, "mood": talk.mood, "attendee_ids": (talk.logged_by_id,),
    }  # fmt: skip
    return actions.Correction(parties=tuple(parties), **{**facts, **more})


def rows(talk):
    found = TimelineRow.objects.filter(subject_type="engagement.interaction", subject_id=talk.pk)
    return list(found.order_by("party_id").values_list("party__name", "verb", "at", "text", "by"))


def months():
    return {(m.month, m.kind): m.rows_count for m in TimelineMonth.objects.filter(rows_count__gt=0)}


def test_a_talk_put_right_is_told_anew_on_every_timeline_and_undone_in_one(
    me, person, talk, jonas, at
):
    colleague, coop = person(name="Piotr Lis"), party("Co-op")
    before, told, counted = Interaction.objects.values().get(), rows(talk), months()
    earlier = at - timedelta(days=40)
    details = correction(
        talk, [coop], text="They met.", channel="meeting", happened_at=earlier, minutes=45,
        attendee_ids=(me.pk, colleague.pk),
    )  # fmt: skip

    actions.correct_interaction(by=colleague, talk=talk, details=details, hidden=[], at=at)

    talk.refresh_from_db()
    assert (talk.text, talk.channel, talk.at, talk.minutes, talk.logged_by) == (
        "They met.", "meeting", earlier, 45, me,
    )  # fmt: skip
    assert rows(talk) == [("Co-op", "talked-meeting-out", earlier, "They met.", me.pk)]
    assert [person.name for person in queries.attendees_of(talk)] == ["Marta Kask", "Piotr Lis"]
    contacts = dict(Party.objects.values_list("name", "last_contact_at"))
    assert contacts == {"Jonas Vetter": None, "Co-op": earlier}
    assert months()[earlier.date().replace(day=1), "talk"] == 1

    undo(by=colleague, entry_id=last_entry_id(), at=at)

    after = Interaction.objects.values().get()
    assert {**after, "version": before["version"]} == before
    assert rows(talk) == told
    assert months() == counted
    assert Party.objects.get(pk=jonas.pk).last_contact_at == at


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"text": " "}, "text"), ({"parties": ()}, "text"), ({"minutes": 0}, "minutes"),
     ({"ahead": True}, "text")],
)  # fmt: skip
def test_a_talk_is_not_put_wrong(me, talk, jonas, at, changed, field):
    if changed.pop("ahead", False):
        changed["happened_at"] = at + timedelta(hours=1)
    details = correction(talk, changed.pop("parties", [jonas]), **changed)
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        actions.correct_interaction(by=me, talk=talk, details=details, hidden=[], at=at)
    assert (refused.value.field, Entry.objects.count()) == (field, entries)
    assert rows(talk)[0][3] == "He accepts the route."


def test_who_may_only_read_puts_nothing_right(person, talk, jonas, at):
    viewer = person(Role.VIEWER)
    with pytest.raises(NotAllowed):
        actions.correct_interaction(
            by=viewer, talk=talk, details=correction(talk, [jonas], text="No."), hidden=[], at=at
        )
    with pytest.raises(NotAllowed):
        actions.note_point(by=viewer, talk=talk, text="No.", at=at)
    with pytest.raises(NotAllowed):
        actions.mark_passage(
            by=viewer, talk=talk, details=actions.HighlightDetails("the route"), at=at
        )
    assert (Interaction.objects.get().text, Point.objects.count(), Highlight.objects.count()) == (
        "He accepts the route.", 0, 0,
    )  # fmt: skip


def test_two_who_put_the_same_words_right_are_told(me, person, talk, jonas, at):
    other, seen = person(name="Piotr Lis"), talk.version
    actions.correct_interaction(
        by=other, talk=talk, details=correction(talk, [jonas], text="His."), hidden=[], at=at
    )
    with pytest.raises(Conflict):
        actions.correct_interaction(
            by=me, talk=talk, details=correction(talk, [jonas], text="Mine."), hidden=[], at=at,
            seen=seen,
        )  # fmt: skip
    assert Interaction.objects.get().text == "His."


def test_whom_one_may_not_see_stays_in_a_talk(desk, me, talk, jonas, at):
    secret = party("The Secret Trust", visibility="named")
    hidden = correction(talk, [jonas, secret])
    actions.correct_interaction(by=me, talk=talk, details=hidden, hidden=[], at=at)
    page = desk.get(f"/talks/{talk.ref}/correct/").content.decode()
    assert "The Secret Trust" not in page
    answer = desk.post(f"/talks/{talk.ref}/correct/", sent(page, text="Now right."))
    assert answer.status_code == 302, answer.content.decode()
    assert sorted(p.party.name for p in talk.participations.all()) == [
        "Jonas Vetter", "The Secret Trust",
    ]  # fmt: skip


def sent(page, **changed):
    """Give what a browser sends of the form on ``page``, as it stands but for ``changed``."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        given, area, choice = {}, "", ""

        def handle_starttag(self, tag, attrs):
            said = dict(attrs)
            name = said.get("name", "")
            if tag == "input" and name and (said.get("type") != "checkbox" or "checked" in said):
                blank = "on" if said.get("type") == "checkbox" else ""
                self.given.setdefault(name, []).append(said.get("value", blank))
            if tag == "select":
                self.choice = name
            if tag == "option" and "selected" in said:
                self.given.setdefault(self.choice, []).append(said.get("value"))
            self.area = name if tag == "textarea" else ""

        def handle_data(self, words):
            if self.area:
                self.given[self.area] = [words.removeprefix("\n")]

    fields = Fields()
    Fields.given = {}
    fields.feed(page.partition("<main")[2].partition("</main>")[0])
    fields.given.pop("csrfmiddlewaretoken", None)
    return {**fields.given, **changed}


def test_a_form_sent_as_it_was_shown_changes_nothing(desk, talk):
    page = desk.get(f"/talks/{talk.ref}/correct/").content.decode()
    told, version = rows(talk), talk.version
    desk.post(f"/talks/{talk.ref}/correct/", sent(page))
    talk.refresh_from_db()
    assert (talk.version, rows(talk)) == (version, told)
    assert Attendee.objects.count() == 1


def test_points_of_a_note_are_found_and_kept(desk, jonas):
    html = desk.post("/log/read/", {"text": NOTE}, headers={"HX-Request": "true"}).content.decode()
    assert "Point: <b>The route past the school</b>" in html
    assert "Open point: <b>Who pays for the fence?</b>" in html
    desk.post("/log/", {"text": NOTE})
    assert [
        (p.position, p.text, p.state) for p in queries.points_of(Interaction.objects.get())
    ] == [
        (1, "The route past the school", PointState.NOTED),
        (2, "Who pays for the fence?", PointState.OPEN),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- one thing", []),
        ("* one\n* two", ["one", "two"]),
        ("1. Üks asi\n2) Teine asi?", ["Üks asi", "Teine asi?"]),
        ("• раз\n– два", ["раз", "два"]),
        ("一、学校\n二、围栏？", ["学校", "围栏？"]),
        ("-5 degrees, cold\nno list", []),
    ],
)
def test_lines_of_a_list_are_points_in_five_languages(text, found, at):
    assert [point.words for point in queries.read(text, today=at.date()).points] == found


def test_a_task_says_how_its_point_stands(me, talk, jonas, at):
    first = actions.note_point(by=me, talk=talk, text="The fence", at=at)
    second = actions.note_point(by=me, talk=talk, text="The gate", at=at)
    due = at + timedelta(days=3)
    for point in (first, second):
        actions.follow_up(by=me, point=point, parties=[jonas], owner_id=me.pk, due_at=due, at=at)
    tasks = Task.objects.order_by("pk")
    assert [(t.title, t.party, t.owner, t.due_at) for t in tasks] == [
        ("The fence", jonas, me, due), ("The gate", jonas, me, due),
    ]  # fmt: skip
    finish_task(by=me, task=tasks[0], at=at)
    drop_task(by=me, task=tasks[1], reason="They built it themselves.", at=at)
    assert [point.state for point in queries.points_of(talk)] == [
        PointState.SETTLED, PointState.UNRESOLVED,
    ]  # fmt: skip
    first.refresh_from_db()
    for act in (actions.settle_point, actions.reopen_point):
        with pytest.raises(Stale):
            act(by=me, point=first, at=at)
    with pytest.raises(Stale):
        actions.follow_up(by=me, point=first, parties=[jonas], owner_id=me.pk, at=at)
    assert Task.objects.count() == 2


def test_points_are_settled_taken_up_changed_and_struck_on_the_page(desk, talk):
    base = f"/talks/{talk.ref}/points"
    desk.post(f"{base}/add/", {"text": "The fence", "needs_follow_up": "on"})
    point = Point.objects.get()
    here = f"{base}/{point.pk}"
    states = [point.state]
    for verb in ("settle", "reopen"):
        desk.post(f"{here}/{verb}/")
        point.refresh_from_db()
        states.append(point.state)
    assert states == [PointState.OPEN, PointState.SETTLED, PointState.OPEN]
    desk.post(f"{here}/change/", {"text": "The new fence", "seen": point.version})
    shown = desk.get(f"/talks/{talk.ref}/").content.decode()
    assert "The new fence" in shown
    assert "Noted" in shown
    desk.post(f"{here}/follow-up/", {"owner": talk.logged_by_id, "due_at_0": "2031-05-05"})
    assert "T-0001" in desk.get(f"/talks/{talk.ref}/").content.decode()
    desk.post(f"{here}/strike/")
    assert (Point.objects.count(), Task.objects.count()) == (0, 1)
    assert desk.post(f"{here}/settle/").status_code == 404


def test_a_reader_marks_what_stands_there_word_for_word(desk, me, talk, jonas, at):
    shown = desk.get(f"/talks/{talk.ref}/marks/add/").content.decode()
    assert "Jonas Vetter" in shown
    desk.post(
        f"/talks/{talk.ref}/marks/add/", {"passage": "the route", "mood": "-1", "party": jonas.pk}
    )
    mark = Highlight.objects.get()
    assert (mark.passage, mark.mood, mark.party, mark.by, talk.mood) == (
        "the route",
        -1,
        jonas,
        me,
        1,
    )
    page = desk.get(f"/talks/{talk.ref}/").content.decode()
    assert f'He accepts <mark id="mark-{mark.pk}">the route</mark>.' in page
    wrong = desk.post(f"/talks/{talk.ref}/marks/add/", {"passage": "another route"})
    assert "These words don&#39;t stand in the talk." in wrong.content.decode()
    details = correction(talk, [jonas], text="He accepts the detour.")
    actions.correct_interaction(by=me, talk=talk, details=details, hidden=[], at=at)
    page = desk.get(f"/talks/{talk.ref}/").content.decode()
    assert "no longer in the text" in page
    desk.post(f"/talks/{talk.ref}/marks/{mark.pk}/remove/")
    assert not Highlight.objects.exists()


def test_of_marks_that_overlap_the_first_is_drawn(me, talk, at):
    for passage in ("accepts the", "the route", "He"):
        actions.mark_passage(by=me, talk=talk, details=actions.HighlightDetails(passage), at=at)
    found = queries.pieces(talk.text, queries.marks_of(me, talk))
    assert [(words, mark.passage if mark else "") for words, mark in found] == [
        ("He", "He"), (" ", ""), ("accepts the", "accepts the"), (" route.", ""),
    ]  # fmt: skip


@pytest.mark.usefixtures("shelf")
def test_files_stand_beside_a_talk_for_who_may_see_it(desk, client, person, talk):
    paper = SimpleUploadedFile("minutes.txt", b"Agreed: the fence.")
    wrong = SimpleUploadedFile("run.exe", b"MZ\x90\x00")
    answer = desk.post(f"/talks/{talk.ref}/files/add/", {"file": [paper, wrong]})
    assert (answer.status_code, "run.exe" in answer.content.decode()) == (422, True)
    shown = desk.get(f"/talks/{talk.ref}/").content.decode()
    href = shown.partition('class="link" href="/talks/K-0001/files/')[2].partition('"')[0]
    given = desk.get(f"/talks/{talk.ref}/files/{href}")
    assert b"".join(given.streaming_content) == b"Agreed: the fence."
    client.force_login(person(Role.VIEWER))
    assert client.post(f"/talks/{talk.ref}/files/{href}remove/").status_code == 403
    client.force_login(talk.logged_by)
    client.post(f"/talks/{talk.ref}/files/{href}remove/")
    assert client.get(f"/talks/{talk.ref}/files/{href}").status_code == 404


def test_the_page_asks_as_often_for_three_points_and_marks_as_for_one(
    desk, me, talk, jonas, at, django_assert_max_num_queries
):
    counts = []
    for more in (1, 2):
        for n in range(more):
            point = actions.note_point(by=me, talk=talk, text=f"Point {n}", at=at)
            actions.follow_up(by=me, point=point, parties=[jonas], owner_id=me.pk, at=at)
            details = actions.HighlightDetails("the route", party=jonas)
            actions.mark_passage(by=me, talk=talk, details=details, at=at)
        desk.get(f"/talks/{talk.ref}/")
        with django_assert_max_num_queries(60) as asked:
            desk.get(f"/talks/{talk.ref}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_task_is_planned_from_a_talk_and_says_so(desk, me, talk, jonas):
    page = desk.get(f"/talks/{talk.ref}/").content.decode()
    way = f"/tasks/add/?from={talk.ref}&about={jonas.ref}"
    assert way.replace("&", "&amp;") in page
    desk.post(way, {"title": "Send the map", "owner": me.pk})
    task = Task.objects.get()
    assert (task.origin_ref, task.party) == (talk.ref, jonas)
    assert f'href="/talks/{talk.ref}/"' in desk.get(f"/tasks/{task.ref}/").content.decode()
