import pytest
from django.urls import reverse

from accord.features.engagement import actions as engagement
from accord.features.knowledge import actions
from accord.features.knowledge.models import Note, Question, Receipt, Reuse
from accord.features.tasks.actions import finish_task
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.owed import owed_by
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DUE = {"due_at_0": "2090-01-01"}


def address(name, **kwargs):
    return reverse(f"knowledge:{name}", kwargs=kwargs)


def shown(client, at):
    answer = client.get(at)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.duty("R18")
def test_knowledge_reaches_those_who_need_it_and_one_sees_who_has_read_it(client, person):
    author, anna = person(name="Marta Kask"), person(name="Anna Saar")
    other = person(name="Jaan Tamm")
    client.force_login(author)
    sent = {"kind": "technical", "title": "Valve 7", "words": "Close it by hand"}
    assert client.post(address("add"), {**sent, "words": ""}).status_code == 422
    assert client.post(address("add"), sent).status_code == 302
    ref = Note.objects.get().ref
    here = address("detail", ref=ref)
    assert "Valve 7" in shown(client, f"{address('list')}?which=drafts")
    publish = address("publish", ref=ref)
    asked = {"duty": "acknowledge", "people": [anna.pk]}
    assert client.post(publish, asked).status_code == 422  # until when?
    assert client.post(publish, {**asked, **DUE}).status_code == 302
    assert "0 of 1 acknowledged" in shown(client, here)

    client.force_login(other)
    assert client.get(here).status_code == 404  # it is for those it is addressed to
    client.force_login(anna)
    assert "Valve 7" in shown(client, f"{address('list')}?which=mine")
    [mine] = owed_by(anna, [anna.pk])
    assert (mine.ref, mine.done) == (ref, address("acknowledge", ref=ref))
    assert "I have read it" in shown(client, here)
    client.get(address("acknowledge", ref=ref))
    assert Receipt.objects.get().acknowledged_at is None  # nobody reads by opening
    client.post(address("acknowledge", ref=ref))
    assert "You acknowledged it" in shown(client, here)
    assert owed_by(anna, [anna.pk]) == []
    client.post(address("ask", ref=ref), {"words": "By which hand?"})
    answer = address("answer", ref=ref, pk=Question.objects.get().pk)
    assert client.post(answer, {"words": "Left"}).status_code == 422

    client.force_login(author)
    assert "1 of 1 acknowledged" in shown(client, here)
    client.post(answer, {"words": "By either"})
    again = {**sent, "words": "Leave it open", **DUE}
    assert client.post(address("amend", ref=ref), again).status_code == 302
    client.force_login(anna)
    page = shown(client, here)
    for words in ("Leave it open", "By either", "0 of 1 acknowledged", "For you:"):
        assert words in page
    client.force_login(author)
    client.post(address("withdraw", ref=ref), {"reason": "It is gone"})
    assert "It is gone" in shown(client, here)
    assert "Valve 7" in shown(client, f"{address('list')}?which=withdrawn")


@pytest.mark.duty("R09")
def test_from_a_problem_to_a_lesson_that_is_offered_and_told_to_those_who_must_know(client, person):
    me, anna = person(name="Marta Kask"), person(name="Anna Saar")
    client.force_login(me)
    of = initiative("Haul road past the school")
    talk = engagement.log_interaction(
        by=SYSTEM, parties=[party("School")], at=clock.now(),
        details=engagement.TalkDetails("The lorries woke the children"),
    )  # fmt: skip
    there = reverse("engagement:detail", kwargs={"ref": talk.ref})
    assert "Write a lesson down" in shown(client, there)
    sent = {
        "kind": "lesson", "title": "Ask the school first", "words": "Call before the term",
        "happened": "Forty lorries at eight", "resolution": "Lorries from nine",
        "trigger": "Works near a school", "topics": "lorries, school", "about": talk.ref,
        "is_for_all": "on",
    }  # fmt: skip
    client.post(address("add"), sent)
    ref = Note.objects.get().ref
    sheet = {"title": "Put it in the checklist", "owner": anna.pk}
    assert client.post(address("correct", ref=ref), sheet).status_code == 302
    to = {"duty": "act", "people": [anna.pk], "is_urgent": "on", **DUE}
    client.post(address("publish", ref=ref), to)

    at_dam = reverse("initiatives:detail", kwargs={"ref": of.ref})
    for page in (at_dam, there):
        assert "Ask the school first" in shown(client, page)
    assert "topic: school" in shown(client, at_dam)
    client.post(address("fit", ref=ref), {"about": of.ref, "fits": "yes"})
    assert "useful here" in shown(client, at_dam)
    client.post(address("fit", ref=ref), {"about": talk.ref, "fits": "no"})
    assert "Ask the school first" not in shown(client, there)
    assert Reuse.objects.count() == 2
    assert "useful 1 time" in shown(client, f"{address('list')}?kind=lesson")

    client.force_login(anna)
    here = address("detail", ref=ref)
    assert client.post(address("acknowledge", ref=ref), {}).status_code == 422
    client.post(address("acknowledge", ref=ref), {"words": "I call them on Monday"})
    finish_task(by=anna, task=Note.objects.get().correction, at=clock.now())
    page = shown(client, here)
    for words in (
        "Forty lorries at eight", "Lorries from nine", "Call before the term",
        "Put it in the checklist", "Done", "I call them on Monday", "1 of 1 acknowledged", talk.ref,
    ):  # fmt: skip
        assert words in page
    found = client.get(reverse("finder:results"), {"q": "Ask the school first"})
    assert ref in found.content.decode()


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    me, counts = person(Role.MANAGER), []
    client.force_login(me)
    on = {"by": me, "at": clock.now()}
    details = actions.NoteDetails("lesson", "Dam", "Words", topics="dam")
    for size in (1, 3):
        people = [person(name=f"Reader {size} {n}") for n in range(size)]
        for n in range(size):
            note = actions.write_note(details=details, **on)
            to = actions.To("acknowledge", people=people, due_at=on["at"].replace(year=2090))
            actions.publish(note=note, to=to, **on)
            actions.say_fit(note=note, about=f"V-{n:04}", is_useful=True, **on)
        for one in people:
            actions.ask(by=one, note=note, words="Why?", at=on["at"])
        of = initiative("Dam")
        for page in (
            address("list"), address("detail", ref=note.ref),
            reverse("initiatives:detail", kwargs={"ref": of.ref}),
        ):  # fmt: skip
            client.get(page)
            with django_assert_max_num_queries(35) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
