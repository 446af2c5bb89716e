"""Mail sent to the addresses of people and of records: tags, blocks, floods, confirmations."""

from datetime import timedelta

import pytest

from accord.features.correspondence import actions, queries
from accord.features.correspondence.models import Block, Message
from accord.features.engagement.models import Interaction
from accord.features.initiatives.actions import InitiativeDetails, add_initiative
from accord.features.letters.queries import sender_of
from accord.features.needs.actions import hear_need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.arrivals.doors import address_of, answers_to, opened
from accord.foundation.arrivals.models import Arrival
from accord.foundation.files.models import Attachment
from accord.foundation.journal.models import Image
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.overview.api.queries._correspondence import message as told_by_api
from tests.arrivals.letters import letter
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture(autouse=True)
def _door(settings):
    settings.MAIL_IN = "lmtp://127.0.0.1:0?domain=in.water.example"


@pytest.fixture
def me(person):
    return person(name="ann")


def take(owner, at, *letters, source="mail", **fields):
    way = arrivals.Way(source=source, owner_id=owner.pk, **fields)
    arrivals.take_in(by=owner, letters=letters, way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    return [(row.state, row.reason) for row in Arrival.objects.order_by("pk")]


def test_the_address_of_a_record_opens_that_record_alone(me):
    mine, of_record = address_of(me), address_of(me, "P-0118")
    assert opened(mine.replace("@", "+v-0001+mood3@")).tags == "+v-0001+mood3"
    assert (opened(of_record).owner, opened(of_record).tags) == (me, "+p-0118")
    assert opened(of_record.replace("@", "+mood1@")).tags == "+p-0118+mood1"
    for wrong in (
        of_record.replace("+p-0118", ""), of_record.replace("p-0118", "p-0119"),
        of_record.replace("@", "+s-0001@"), of_record.replace("+p-0118", "+mood1+p-0118"),
    ):  # fmt: skip
        assert opened(wrong) is None


def test_whoever_gets_a_letter_can_put_no_tag_to_the_address_they_answer(me):
    to_answer = answers_to(me)
    assert (opened(to_answer).owner, opened(to_answer).tags) == (me, "")
    assert sender_of(me).reply_to == to_answer
    for more in ("+mood1", "+answers+mood1"):
        assert opened(to_answer.replace("@", f"{more}@")).tags == ""
    key = to_answer.partition("+answers")[0]
    for tags in ("", "+s-0001", "+answers+s-0001", "+v-0001+answers", "+mood1"):
        assert opened(f"{key}{tags}@in.water.example") is None


def test_tags_say_where_a_mail_belongs_and_how_it_went(me, at):
    coop = party("Co-op")
    need = hear_need(by=me, party=coop, words="Clean water", at=at)
    dam = add_initiative(by=SYSTEM, details=InitiativeDetails("Dam"), at=at)
    tags = f"+{need.ref}+{dam.ref}+mood3+nonsense".lower()
    assert take(me, at, letter(1), tags=tags) == [("filed", "tagged")]
    talk = Interaction.objects.get()
    assert (talk.initiative, talk.mood) == (dam, 1)
    assert list(queries.homes_of(me, Message.objects.get())) == [coop]
    assert queries.tagged(me, tags).unknown == ("nonsense",)

    note = letter(2, sender="ann@example.org", to="x@in.water.example", text="She called.")
    promise = make_promise(
        by=me, party=coop, details=PromiseDetails("Send the map", owner_id=me.pk), at=at
    )
    assert take(me, at, note, tags=f"+{promise.ref}".lower())[-1] == ("filed", "tagged")
    hidden = party("Hidden", visibility="named")
    assert queries.tagged(me, f"+{hidden.ref}").unknown == (hidden.ref,)


def test_what_waits_keeps_its_tags_until_it_is_filed(me, at):
    dam = add_initiative(by=SYSTEM, details=InitiativeDetails("Dam"), at=at)
    assert take(me, at, letter(1), tags=f"+{dam.ref}".lower()) == [("waiting", "unknown")]
    message = Message.objects.get()
    actions.file_message(by=me, message=message, parties=[party("Co-op")], at=at)
    assert message.interaction.initiative == dam


def test_who_sends_a_mail_in_is_told_what_became_of_it(me, at):
    mari = party("Mari Mägi", kind="person")
    details = ContactDetails("mail", "mari@vald.example")
    add_contact_point(by=SYSTEM, party=mari, details=details, at=at)
    ours = {"sender": "ann@example.org"}
    take(
        me, at, letter(1, to="mari@vald.example", **ours), letter(2, to="x@else.example", **ours),
        letter(3), letter(4, to="mari@vald.example", more="Precedence: bulk\n", **ours),
        letter(5, to="mari@vald.example", more="Auto-Submitted: auto-replied\n", **ours),
        tags="+nonsense",
    )  # fmt: skip
    told = list(OutMail.objects.order_by("pk").values_list("to_address", "text"))
    assert [to for to, _text in told] == ["ann@example.org"] * 2
    assert "Filed with Mari Mägi." in told[0][1]
    assert "nonsense" in told[0][1]
    assert "waits in your inbox" in told[1][1]
    take(me, at, letter(6, to="mari@vald.example", **ours), source="Sent")
    take(me, at, *(letter(n, to="mari@vald.example", **ours) for n in range(10, 50)))
    assert OutMail.objects.count() == 20


def test_a_flood_of_one_stranger_stops(me, at):
    ends = take(me, at, *(letter(n, sender="shop@else.example") for n in range(1, 41)))
    assert ends.count(("waiting", "unknown")) == 30
    assert ends.count(("dropped", "flood")) == 10


def test_who_is_blocked_is_set_aside_for_one_or_for_all(me, at, person):
    bo, boss = person(name="bo"), person(Role.ADMINISTRATOR)
    actions.block(by=me, pattern="Shop@Else.example ", owner=me, at=at)
    actions.block(by=boss, pattern="@spam.example", owner=None, at=at)
    ends = take(
        me, at, letter(1, sender="shop@else.example"), letter(2, sender="you@else.example"),
        letter(3, sender="who@spam.example"),
    )  # fmt: skip
    assert [reason for _state, reason in ends] == ["blocked", "unknown", "blocked"]
    assert take(bo, at, letter(4, sender="shop@else.example"))[-1] == ("waiting", "unknown")

    for by, owner in ((me, None), (me, bo), (boss, boss)):
        with pytest.raises(NotAllowed):
            actions.block(by=by, pattern="x@y.example", owner=owner, at=at)
    for wrong in ("", "nobody", "@", "a b@c.example"):
        with pytest.raises(Invalid):
            actions.block(by=me, pattern=wrong, owner=me, at=at)
    with pytest.raises(Invalid):
        actions.block(by=me, pattern="shop@else.example", owner=me, at=at)
    row = Block.objects.get(owner=me)
    with pytest.raises(NotAllowed):
        actions.unblock(by=bo, row=row, at=at)
    assert list(queries.blocks_of(bo)) == [Block.objects.get(owner=None)]
    actions.unblock(by=me, row=row, at=at)
    assert Block.objects.count() == 1


def test_pages_block_and_show_the_address_of_a_record(as_role, at):
    client = as_role(Role.PRACTITIONER)
    me = Block._meta.get_field("owner").related_model.objects.get()
    take(me, at, letter(1))
    assert client.post("/inbox/M-0001/block/").status_code == 302
    assert Message.objects.get().state == "aside"
    page = client.get("/inbox/blocked/").content.decode()
    assert "mari@vald.example" in page
    assert client.post("/inbox/blocked/add/", {"pattern": "@else.example"}).status_code == 302
    row = Block.objects.get(pattern="@else.example")
    assert client.post(f"/inbox/blocked/{row.pk}/remove/").status_code == 302
    assert Block.objects.get().pattern == "mari@vald.example"
    assert f"+{me.pk}-" in client.get("/me/").content.decode()
    dam = add_initiative(by=SYSTEM, details=InitiativeDetails("Dam"), at=at)
    need = hear_need(by=me, party=party("Co-op"), words="Clean water", at=at)
    promise = make_promise(
        by=me, party=need.party, details=PromiseDetails("Map", owner_id=me.pk), at=at
    )
    for place, record in (("initiatives", dam), ("needs", need), ("promises", promise)):
        page = client.get(f"/{place}/{record.ref}/").content.decode()
        assert f"+{record.ref.lower()}@" in page.replace("<wbr>", "")


def test_what_was_set_aside_long_ago_leaves_only_that_it_came(me, at, person):
    auto = letter(2, more="Auto-Submitted: auto-replied\n")
    take(me, at, letter(1), auto, letter(3, sender="new@else.example"))
    actions.set_aside(by=me, message=Message.objects.get(message_id="1@vald.example"), at=at)
    for later, expected in ((at + timedelta(days=80), 0), (at + timedelta(days=100), 1)):
        assert actions.forget_aside(by=SYSTEM, at=later) == expected
        assert arrivals.forget_unlinked(by=SYSTEM, at=later) == 2 * expected
    aside, waiting = Message.objects.order_by("pk")
    assert (aside.text, aside.subject, aside.sender_address) == ("", "", "")
    assert waiting.text
    rows = list(Arrival.objects.order_by("pk").values_list("sender", "subject", "reason"))
    assert rows[:2] == [("", "", "by-hand"), ("", "", "auto-reply")]
    assert Attachment.objects.count() == 1
    assert actions.forget_aside(by=SYSTEM, at=at + timedelta(days=101)) == 0
    assert arrivals.forget_unlinked(by=SYSTEM, at=at + timedelta(days=101)) == 0
    kept = " ".join(f"{image.before}{image.after}" for image in Image.objects.all())
    assert "1@vald.example" not in kept
    assert "3@vald.example" in kept
    boss = person(Role.ADMINISTRATOR)
    with pytest.raises(Stale):
        arrivals.try_again(by=boss, arrival=Arrival.objects.order_by("pk").first(), at=at)
    take(me, at, letter(1), auto)
    assert Arrival.objects.count() == 3


def test_nobody_who_reads_a_mail_learns_the_address_by_which_its_owner_files(
    me, client, person, at
):
    known = party("Vald")
    details = ContactDetails("mail", "mari@vald.example")
    add_contact_point(by=SYSTEM, party=known, details=details, at=at)
    secret = address_of(me)
    text = f"Is it safe?\n\nOn Monday Ann wrote:\nTo: <{secret.upper()}>, x@y.example"
    to = f'"{secret}" <{secret}>, office@water.example'
    more = f"Cc: {secret.replace('@', '+v-0001@')}\n"
    take(me, at, letter(1, to=to, more=more, text=text, subject=f"Fwd {secret}"), sight="everyone")
    message = Message.objects.get()
    assert message.interaction is not None
    told = f"{message.recipients} {message.subject} {message.text} {message.interaction.text}"
    token = secret.split("-")[1].partition("@")[0]
    assert token not in told.lower()
    assert "office@water.example" in told
    Message.objects.update(recipients=[{"address": secret, "name": "x"}])  # as it was kept before
    client.force_login(person(name="bo"))
    answer = client.get(f"/inbox/{message.ref}/")
    assert (answer.status_code, token in answer.content.decode()) == (200, False)
    assert told_by_api(me, message)["recipients"] == []
