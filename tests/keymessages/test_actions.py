from datetime import date, timedelta

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.keymessages import actions, jobs, queries
from accord.features.keymessages.models import Contradiction, Edition, Matter, Use
from accord.features.keymessages.reactions import tell_both_authors
from accord.features.letters import actions as letters
from accord.features.letters.queries import addressees_of, manner, remarks_on
from accord.features.stakeholders import actions as people
from accord.features.tasks.models import Task
from accord.foundation.accounts.actions import add_department
from accord.foundation.accounts.models import User
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.models import Notice
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UNTIL = date(2026, 12, 31)


def worded(by, of, at, words="The road opens on 1 June 2026.", **more):
    details = actions.MessageDetails(
        title="When the road opens", words=words, owner_id=by.pk, **more
    )
    return actions.add_message(by=by, initiative=of, details=details, at=at)


@pytest.mark.duty("R21")
def test_a_message_is_approved_by_somebody_else_until_a_day_and_then_replaced(person, at):
    me, lead = person(Role.PRACTITIONER), person(Role.LEAD)
    User.objects.filter(pk=lead.pk).update(level=6)
    lead.refresh_from_db()
    dam, day = initiative("Dam"), at.date()
    made = worded(me, dam, at)
    assert queries.holding(me, [dam.pk], day).count() == 0
    for refused, why in (
        (lambda: actions.approve(by=me, message=made, expires_on=UNTIL, at=at), NotAllowed),
        (lambda: actions.approve(by=lead, message=made, expires_on=day, at=at), Invalid),
        (lambda: worded(me, dam, at, words=" "), Invalid),
        (lambda: worded(me, dam, at, kind="slogan"), Invalid),
    ):
        with pytest.raises(why):
            refused()
    own = worded(lead, dam, at)
    with pytest.raises(Invalid, match="Somebody else"):
        actions.approve(by=lead, message=own, expires_on=UNTIL, at=at)
    first = actions.approve(by=lead, message=made, expires_on=UNTIL, at=at)
    assert (first.state, first.approved_by, first.approved_level) == ("approved", lead, 6)
    with pytest.raises(Stale):
        actions.approve(by=lead, message=made, expires_on=UNTIL, at=at)
    details = actions.MessageDetails(title="When", words="It opens on 9 June 2026.", owner_id=me.pk)
    actions.amend(by=me, message=made, details=details, at=at)
    actions.amend(by=me, message=made, details=details, at=at)  # the same draft
    assert [one.pk for one in queries.holding(me, [dam.pk], day)] == [first.pk]
    second = actions.approve(by=lead, message=made, expires_on=day + DAY, at=at)
    told = list(Edition.objects.filter(message=made).order_by("number").values_list("state"))
    assert told == [("replaced",), ("approved",)]
    assert [one.pk for one in queries.holding(me, [dam.pk], day)] == [second.pk]
    assert not queries.holding(me, [dam.pk], day + 2 * DAY).exists()
    assert queries.standing_of(made, [second], day + 2 * DAY) == "expired"
    actions.end_message(by=lead, message=made, at=at)
    assert not queries.holding(me, [dam.pk], day).exists()
    with pytest.raises(Stale):
        actions.amend(by=me, message=made, details=details, at=at)


def letter_to(me, who, at, text, about=""):
    details = letters.LetterDetails(parties=(who,), subject="Road", text=text, about=about)
    return letters.write_letter(by=me, details=details, at=at)


def warned(me, letter, at):
    found = remarks_on(me, letter, addressees_of(letter), manner(), at)
    return [one.words for one in found if "MS-" in one.words or "K-" in one.words]


@pytest.mark.duty("R21")
def test_a_letter_is_held_against_what_we_agreed_to_say(person, at):
    me, lead = person(Role.PRACTITIONER), person(Role.LEAD)
    dam, who = initiative("Dam"), party("Teodor", kind="person")
    contact = people.ContactDetails("mail", "t@else.example")
    people.add_contact_point(by=SYSTEM, party=who, details=contact, at=at)
    stake(dam, who=who)
    made = worded(me, dam, at, unsaid="no risk at all")
    actions.approve(by=lead, message=made, expires_on=UNTIL, at=at)
    actions.watch(by=lead, initiative=dam, name="Opening", words="road open", at=at)
    calm = letter_to(me, who, at, "The road opens on 1 June 2026. Good day.")
    assert warned(me, calm, at) == []
    [offer] = queries.fitting(me, queries.about_letter(me, calm), at, at.date())
    assert offer.reasons[0] == "they have a stake in the initiative"
    wrong = letter_to(me, who, at, "There is no risk at all! The road will open on 9 June 2026.")
    unsaid, other = warned(me, wrong, at)
    assert "asks not to say “no risk at all”" in unsaid
    assert "this says “The road will open on 9 June 2026.”" in other
    log_interaction(
        by=lead, parties=[who], at=at,
        details=TalkDetails("I told them that the road opens on 3 June 2026.", direction="out"),
    )  # fmt: skip
    assert any("Teodor was told on" in words for words in warned(me, calm, at))
    use = actions.put_in(by=me, edition=offer.edition, letter=calm, at=at)
    calm.refresh_from_db()
    assert calm.text.count("1 June 2026") == 2
    with pytest.raises(Stale):
        actions.put_in(by=me, edition=offer.edition, letter=calm, at=at)
    assert queries.received(me, [offer.edition]) == []  # a draft reaches nobody
    calm.addressees.update(state="sent")
    assert [(one.party, one.ref) for one in queries.received(me, [offer.edition])] == [
        (who, calm.ref)
    ]
    later = at + 300 * DAY
    assert "does not hold any more" in warned(me, calm, later)[0]
    with pytest.raises(Invalid, match="does not hold"):
        letters.send_letter(by=me, letter=calm, at=later)
    actions.unsay(by=me, use=use, at=at)
    assert not Use.objects.exists()


@pytest.mark.duty("R21")
def test_what_two_departments_told_one_party_is_flagged_decided_and_told(person, at):
    me, other = person(Role.PRACTITIONER), person(Role.LEAD)
    for one, name in ((me, "Works"), (other, "Press")):
        room = add_department(by=SYSTEM, name=name, parent=None, at=at)
        User.objects.filter(pk=one.pk).update(department=room)
    dam, who = initiative("Dam"), party("Teodor", kind="person")
    stake(dam, who=who)
    actions.watch(by=other, initiative=dam, name="Opening", words="road open\ndroga otw", at=at)

    def told(by, words, when, **more):
        log_interaction(
            by=by, parties=[who], details=TalkDetails(words, direction="out", **more), at=when
        )

    told(me, "The road opens on 1 June 2026.", at)
    told(other, "Droga będzie otwarta 9 czerwca 2026.", at + DAY, visibility="named")
    assert actions.compare(by=SYSTEM, parties=[who.pk], at=at + DAY) == 0  # not for all to read
    told(other, "Droga będzie otwarta 9 czerwca 2026.", at + DAY)
    assert jobs.compare(_Silent()) == {"found": 1}
    assert actions.compare(by=SYSTEM, parties=[who.pk], at=at + DAY) == 0
    one = Contradiction.objects.get()
    assert (one.first_by, one.second_by) == (me, other)
    assert one.second_words == "Droga będzie otwarta 9 czerwca 2026."
    found = queries.mine_to_settle(me).get()
    tell_both_authors(_event(found, at), at)
    assert set(Notice.objects.values_list("person_id", flat=True)) == {me.pk, other.pk}
    with pytest.raises(Invalid):
        actions.decide(by=me, contradiction=one, holds="neither", at=at + DAY)
    with pytest.raises(NotAllowed):
        actions.decide(by=person(Role.VIEWER), contradiction=one, holds="first", at=at)
    with pytest.raises(Stale):
        actions.tell_what_holds(by=me, contradiction=one, ref="K-0001", at=at)
    actions.decide(by=me, contradiction=one, holds="first", at=at + 2 * DAY)
    assert Task.objects.get().title == "Tell Teodor what holds: Opening"
    with pytest.raises(Invalid):
        actions.tell_what_holds(by=me, contradiction=one, ref="K-9999", at=at + 2 * DAY)
    talk = log_interaction(
        by=me, parties=[who], details=TalkDetails("It is 1 June."), at=at + 3 * DAY
    )
    actions.tell_what_holds(by=me, contradiction=one, ref=talk.ref, at=at + 3 * DAY)
    one.refresh_from_db()
    assert (one.state, one.told_ref) == ("told", talk.ref)
    with pytest.raises(Stale):
        actions.unwatch(by=other, matter=Matter.objects.get(), at=at)


class _Silent:
    def progress(self, done, total):
        del done, total


def _event(one, at):
    from accord.features.keymessages.events import ContradictionFound

    people = (one.first_by_id, one.second_by_id)
    return ContradictionFound(at=at, contradiction_id=one.pk, ref=one.ref, to_ids=people)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The road opens on 1 June 2026.", {("day", "2026-06-01")}),
        ("Road open for 1,200 cars, 3.5 % more", {("car", "1200"), ("%", "3.5")}),
        ("The road will be open at 1.200,50 €", {("€", "1200.5")}),
        ("Дорога открыта 1 июня 2026 года", {("day", "2026-06-01")}),
        ("道路将于2026年6月1日开放。", {("day", "2026-06-01")}),
        ("The road is nice.", None),
    ],
)
def test_days_and_figures_of_a_matter_are_read_in_each_language(text, told):
    matter = Matter(pk=1, name="Opening", words="road open\nдорог откр\n道路 开放")
    found = queries.stated_in(text, [matter], date(2026, 5, 4))
    assert [set(one.told) >= (told or set()) for one in found] == ([True] if told else [])
    assert queries.says("no risk", "We see no risk here. Fine.") == "We see no risk here."
    assert queries.says("没有风险", "我们没有风险。") == "我们没有风险"
